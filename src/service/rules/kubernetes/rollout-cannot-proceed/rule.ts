import type { Field } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';

export default defineRule({
  id: 'kubernetes/rollout-cannot-proceed',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Rolling update cannot proceed',
  summary: 'A rolling update that may neither add a pod nor take one away.',
  citations: ['kubernetes.deployment-strategy'],
  practices: [],
  checklist: ['redundancy'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { object, maxSurge: surge, maxUnavailable: unavailable } of kubernetes.workloads) {
      if (object.kind !== 'Deployment' || object.patch || object.live || object.broken) continue;
      if (!isZero(surge) || !isZero(unavailable) || surge.state !== 'known') continue;
      report({
        at: surge,
        message:
          'maxSurge and maxUnavailable are both 0: a rolling update could change nothing, and the API server rejects the Deployment. Allow one pod more: maxSurge: 1.',
        related:
          unavailable.state === 'known' ? [{ at: unavailable, message: 'The other bound' }] : [],
        fixes: () =>
          fixOf('Set maxSurge: 0 → 1', 'suggestion', replaceValue(kubernetes.file, surge.path, 1)),
      });
    }
  },
});

function isZero(field: Field<string>): boolean {
  return field.state === 'known' && /^0%?$/.test(field.value);
}
