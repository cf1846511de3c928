import { groupOf, type ResolvedAutoscaler } from '../../../architecture/autoscalers';
import type { AutoscalerFact, FactValue } from '../../../contracts/fact';
import type { Severity } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/hpa-duplicate-target',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'error',
  title: 'Two autoscalers, one workload',
  summary: 'Two autoscalers scale the same workload.',
  citations: ['kubernetes.hpa', 'keda.admission'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const first = new Map<string, ResolvedAutoscaler>();
    for (const autoscaler of architecture.autoscalers) {
      const { entry, scope } = autoscaler;
      const subject = subjectOf(entry.fact);
      if (subject === undefined) continue;
      const key = JSON.stringify([scope.root, subject]);
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, autoscaler);
        continue;
      }
      const { fact } = entry;
      const { fact: earlier } = other.entry;
      if (isSameObject(fact, earlier)) continue;
      report({
        at: { uri: entry.uri, path: fact.target.name.path },
        severity: severityOf(autoscaler, entry.file === other.entry.file),
        message:
          `${said(fact.target.kind)} ${said(fact.target.name)} is already scaled by ` +
          `${earlier.resource} ${said(earlier.name)}: Kubernetes disables both, and neither scales. ` +
          'Keep one autoscaler with the metrics of both.',
        related: [
          {
            at: { uri: other.entry.uri, path: earlier.target.name.path },
            message: `${earlier.resource} ${said(earlier.name)} scales it too`,
          },
        ],
      });
    }
  },
});

/** Files of a folder may be alternatives, the more so where what they scale is not among them. */
function severityOf({ target, scope }: ResolvedAutoscaler, sameFile: boolean): Severity {
  if (sameFile || scope.by === 'kustomization') return 'error';
  return target !== null && scope.workloads.includes(target) ? 'warning' : 'information';
}

/** What is scaled, spelled out; undefined where some of it is not known, or sharing is declared. */
function subjectOf(fact: AutoscalerFact): readonly string[] | undefined {
  const { target, namespace, complete, sharesTarget } = fact;
  if (!complete || sharesTarget || namespace.state === 'unknown') return undefined;
  const { apiVersion, kind, name } = target;
  if (apiVersion.state !== 'known' || kind.state !== 'known' || name.state !== 'known')
    return undefined;
  return [groupOf(apiVersion.value), kind.value, name.value, said(namespace)];
}

/** One object written twice is applied twice, the later over the earlier; it is not two. */
function isSameObject(a: AutoscalerFact, b: AutoscalerFact): boolean {
  if (a.name.state !== 'known' || b.name.state !== 'known') return true;
  return a.resource === b.resource && a.name.value === b.name.value;
}

function said(value: FactValue<string>): string {
  return value.state === 'known' ? value.value : '';
}
