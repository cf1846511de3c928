import { groupOf, type ResolvedAutoscaler } from '../../../architecture/autoscalers';
import { called, capital, said } from '../../../architecture/words';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/hpa-target-namespace-mismatch',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'warning',
  title: 'Target in another namespace',
  summary: 'An autoscaler and the workload it names are in different namespaces.',
  citations: ['kubernetes.hpa', 'kubernetes.hpa.algorithm'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    if (!architecture.closed) return;
    for (const autoscaler of architecture.autoscalers) {
      const { entry, candidates, scope } = autoscaler;
      const { fact, uri } = entry;
      if (candidates.length > 0 || !fact.complete || scope.transformed) continue;
      const [only, ...more] = namesakesOf(autoscaler);
      const here = said(fact.namespace);
      const there = said(only?.fact.namespace);
      if (only === undefined || more.length > 0 || here === undefined || there === undefined)
        continue;
      report({
        at: { uri, path: fact.namespace.path },
        subject: fact.target.name.path,
        message:
          `${capital(called(fact))} is in namespace ${here}, but ${only.fact.resource} ` +
          `${said(only.fact.name)} is in ${there}: an autoscaler finds only what is in its own ` +
          `namespace, so it scales nothing. Put both into one.`,
        related: [
          {
            at: { uri: only.uri, path: only.fact.namespace.path },
            message: `The ${only.fact.resource} is in ${there}`,
          },
        ],
        fixes: () => [
          {
            title: `Move the autoscaler to namespace ${there}`,
            kind: 'suggestion',
            edits: [{ uri, path: fact.namespace.path, change: { op: 'replace', text: there } }],
          },
        ],
      });
    }
  },
});

/** Workloads of that group, kind and name, in whatever namespace; none where one cannot be read. */
function namesakesOf({ entry, scope }: ResolvedAutoscaler) {
  const { kind, name, apiVersion } = entry.fact.target;
  if (apiVersion.state === 'unknown') return [];
  const isUnclear = scope.workloads.some(({ fact }) => fact.name.state !== 'known');
  if (isUnclear || name.state !== 'known') return [];
  return scope.workloads.filter(
    ({ fact }) =>
      fact.resource === said(kind) &&
      said(fact.name) === name.value &&
      (apiVersion.state === 'absent' || groupOf(apiVersion.value) === groupOf(fact.apiVersion)),
  );
}
