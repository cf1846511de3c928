import { isKnown, type Known } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { Autoscaler } from '../../../languages/kubernetes/autoscaler';
import { fixOf, insertEntry, replaceValue } from '../../../languages/kubernetes/edits';
import { child, integerField } from '../../../languages/kubernetes/fields';
import type { KubernetesModel } from '../../../languages/kubernetes/model';

export default defineRule({
  id: 'kubernetes/keda-bounds-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'KEDA counts contradict',
  summary: 'The counts of a ScaledObject or a ScaledJob contradict each other.',
  citations: ['keda.scaled-object', 'keda.scaled-job', 'keda.admission'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { kind, group, body, patch, live, broken } of kubernetes.objects) {
      if (kind !== 'ScaledJob' || group !== 'keda.sh' || patch || live || broken) continue;
      const spec = child(body, 'spec');
      const min = integerField(spec, 'minReplicaCount');
      const written = integerField(spec, 'maxReplicaCount');
      const most = isKnown(written) ? written.value : JOBS_BY_DEFAULT;
      if (!isKnown(min) || written.state === 'unknown' || min.value <= most) continue;
      report({
        at: min,
        severity: 'warning',
        message:
          `minReplicaCount is ${min.value}, above maxReplicaCount, which is ${most}` +
          `${isKnown(written) ? '' : ' where it is not set'}. KEDA keeps ${most} jobs, not ${min.value}.`,
        related: isKnown(written) ? [{ at: written, message: 'The ceiling', decides: true }] : [],
        fixes: () =>
          fixOf(
            `Raise maxReplicaCount: ${most} → ${min.value}`,
            'guided',
            isKnown(written)
              ? replaceValue(kubernetes.file, written.path, min.value)
              : insertEntry(kubernetes.file, spec.path, 'maxReplicaCount', min.value),
          ),
      });
    }
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

/** The ceiling of a ScaledJob where none is written. */
const JOBS_BY_DEFAULT = 100;

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
