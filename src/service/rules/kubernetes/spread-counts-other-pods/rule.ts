import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { SpreadConstraint, Workload } from '../../../languages/kubernetes/workload';
import { entryOf } from '../../../text/tables';

export default defineRule({
  id: 'kubernetes/spread-counts-other-pods',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Spread counts other pods',
  summary: 'Pods are to be spread, but the pods that are counted are those of something else.',
  citations: ['kubernetes.topology-spread'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const workload of kubernetes.workloads) {
      const { object, spread } = workload;
      if (object.patch || object.live || object.broken) continue;
      for (const constraint of spread) {
        const other = otherLabel(workload, constraint);
        if (other === undefined) continue;
        const over = valueOf(constraint.topologyKey) ?? 'the nodes';
        report({
          at: constraint,
          message: `The pods have the label ${other.key}: ${other.own}, and the constraint over ${over} counts those with ${other.key}: ${other.counted}: where the own ones stand makes no difference to it, and all of them may end up together. Write the labels of the pod template.`,
        });
      }
    }
  },
});

/** A label that the pods have with another value. One they lack may be added by whoever applies the file. */
function otherLabel({ podLabels, podLabelsKnown }: Workload, { selector }: SpreadConstraint) {
  if (selector === null || !podLabelsKnown) return undefined;
  for (const [key, counted] of Object.entries(selector.labels)) {
    const label = entryOf(podLabels, key);
    const own = label && valueOf(label);
    if (own !== undefined && own !== counted) return { key, own, counted };
  }
  return undefined;
}
