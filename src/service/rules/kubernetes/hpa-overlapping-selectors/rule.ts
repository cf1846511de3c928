import type { Architecture } from '../../../architecture/architecture';
import type { ResolvedAutoscaler } from '../../../architecture/autoscalers';
import type { EntryOf } from '../../../architecture/entry';
import { selects } from '../../../architecture/selectors';
import { called, said } from '../../../architecture/words';
import { defineRule } from '../../../contracts/rule';
import { runsToItsEnd } from '../../../languages/kubernetes/workload';

export default defineRule({
  id: 'kubernetes/hpa-overlapping-selectors',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'warning',
  title: 'Autoscaler measures others’ pods',
  summary: 'An autoscaler measures the pods of another workload as well.',
  citations: ['kubernetes.deployment.selector', 'kubernetes.hpa.algorithm'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    for (const autoscaler of architecture.autoscalers) {
      const { entry, target } = autoscaler;
      if (target === null || !entry.fact.complete) continue;
      const other = intruder(architecture, autoscaler, target);
      if (other === undefined) continue;
      report({
        at: { uri: target.uri, path: `${target.fact.path}/spec/selector` },
        message:
          `The selector of ${said(target.fact.name)} also matches the pods of ${other.fact.resource} ` +
          `${said(other.fact.name)}: ${called(entry.fact)} finds pods by their labels, averages over ` +
          'both and scales by the wrong figure. Give each a label of its own; a selector cannot be ' +
          'changed in place.',
        related: [
          { at: { uri: other.uri, path: other.fact.path }, message: 'The other pods are here' },
          {
            at: { uri: entry.uri, path: entry.fact.target.name.path },
            message: 'The autoscaler is here',
          },
        ],
      });
    }
  },
});

/** Pairs that tools for gradual delivery make and tell apart by themselves. */
const PAIR = /canary|primary|stable|preview|blue|green|baseline/i;

/** Files of one folder may be alternatives, so the other has to be in the same file or build. */
function intruder(
  { applied }: Architecture,
  { scope }: ResolvedAutoscaler,
  target: EntryOf<'workload'>,
): EntryOf<'workload'> | undefined {
  const { selector } = target.fact;
  const name = said(target.fact.name) ?? '';
  if (selector === null || PAIR.test(name) || target.fact.resource === 'Rollout') return undefined;
  if (Object.keys(selector.labels).length + selector.expressions.length === 0) return undefined;
  return applied.beside(target, 'workload').find((other) => {
    const isOther = other !== target && said(other.fact.name) !== name;
    const meets = other.file === target.file || scope.by === 'kustomization';
    if (said(other.fact.namespace) !== said(target.fact.namespace)) return false;
    // Pods that end are the business of hpa-target-missing-requests.
    if (runsToItsEnd(other.fact.resource)) return false;
    if (!isOther || !meets || other.fact.name.state !== 'known') return false;
    if (PAIR.test(other.fact.name.value) || !other.fact.podLabelsKnown) return false;
    return selects(selector, other.fact.podLabels);
  });
}
