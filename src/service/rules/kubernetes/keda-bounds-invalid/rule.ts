import { isKnown, type Known } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { Autoscaler } from '../../../languages/kubernetes/autoscaler';
import { fixOf, insertEntry, replaceValue } from '../../../languages/kubernetes/edits';
import { integerField } from '../../../languages/kubernetes/fields';
import type { KubernetesModel } from '../../../languages/kubernetes/model';

export default defineRule({
  id: 'kubernetes/keda-bounds-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  summary: 'The counts of a ScaledObject contradict each other.',
  citations: ['keda.scaled-object', 'keda.admission'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const autoscaler of kubernetes.autoscalers) {
      const { resource, object, patch } = autoscaler;
      if (resource !== 'ScaledObject' || patch || object.live || object.broken) continue;
      for (const { at, said, fixes } of [
        ...floorAboveCeiling(autoscaler),
        ...idleAbove(autoscaler),
      ]) {
        report({
          at,
          message: `${said} KEDA rejects it.`,
          fixes: () => fixes(kubernetes.file),
        });
      }
    }
  },
});

interface Wrong {
  readonly at: Known<number>;
  readonly said: string;
  fixes(file: KubernetesModel['file']): ReturnType<typeof fixOf>;
}

function floorAboveCeiling({
  minReplicas: min,
  maxReplicas: max,
  spec,
}: Autoscaler): readonly Wrong[] {
  if (!isKnown(min) || !isKnown(max) || min.value <= max.value) return [];
  const isWritten = max.origin === 'declared';
  return [
    {
      at: min.origin === 'declared' ? min : max,
      said:
        `minReplicaCount is ${min.value}, above maxReplicaCount, which is ${max.value}` +
        `${isWritten ? '' : ' where it is not set'}.`,
      fixes: (file) =>
        fixOf(
          `Raise maxReplicaCount: ${max.value} → ${min.value}`,
          'guided',
          isWritten
            ? replaceValue(file, max.path, min.value)
            : insertEntry(file, spec.path, 'maxReplicaCount', min.value),
        ),
    },
  ];
}

/** What it goes down to without any event has to be less than the least it keeps with one. */
function idleAbove({ minReplicas: min, spec }: Autoscaler): readonly Wrong[] {
  const idle = integerField(spec, 'idleReplicaCount');
  if (!isKnown(idle) || !isKnown(min) || idle.value < min.value) return [];
  const isWritten = min.origin === 'declared';
  return [
    {
      at: idle,
      said:
        `idleReplicaCount is ${idle.value}, but has to be less than minReplicaCount, which is ` +
        `${min.value}${isWritten ? '' : ' where it is not set'}.`,
      fixes: (file) =>
        min.value < 1
          ? []
          : fixOf(
              `Set idleReplicaCount: ${idle.value} → 0`,
              'guided',
              replaceValue(file, idle.path, 0),
            ),
    },
  ];
}
