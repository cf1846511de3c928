import { isKnown, type Known, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { Autoscaler } from '../../../languages/kubernetes/autoscaler';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { worksOffQueue } from '../../../languages/kubernetes/queue';

export default defineRule({
  id: 'kubernetes/hpa-scale-rate-high',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Pods removed too fast',
  summary: 'The autoscaler may remove a larger part of the pods at once than the guide allows.',
  citations: ['guide.autoscaling', 'kubernetes.hpa.behavior'],
  practices: ['autoscaling.max-scale-rate', 'autoscaling.scale-down-cooldown'],
  checklist: ['autoscaling-cooldown'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: ['kubernetes/hpa-behavior-invalid'],
  check({ kubernetes, practice }, report) {
    const most = practice('autoscaling.max-scale-rate');
    for (const autoscaler of kubernetes.autoscalers) {
      if (autoscaler.object.live || worksOffQueue(autoscaler)) continue;
      if (rangeIsSmall(autoscaler, most)) continue;
      const policy = widest(autoscaler, most);
      if (policy === undefined) continue;
      const { value, periodSeconds } = policy;
      report({
        at: value,
        severity: isAbrupt(policy, practice('autoscaling.scale-down-cooldown'))
          ? 'warning'
          : 'information',
        message:
          `scaleDown may remove ${value.value} % of the pods every ${periodSeconds} s, where ` +
          `the guide stops at ${most} %: one wrong low reading can take most of the capacity. ` +
          `Allow ${most} %.`,
        fixes: () =>
          fixOf(
            `Remove at most ${most} % of the pods every ${periodSeconds} s`,
            'suggestion',
            replaceValue(kubernetes.file, value.path, most),
          ),
      });
    }
  },
});

interface Policy {
  readonly value: Known<number>;
  readonly periodSeconds: number;
  /** Seconds of low load before it counts. */
  readonly window: number | undefined;
}

/** What Kubernetes waits where no window is written. */
const DEFAULT_WINDOW = 300;

/**
 * The policy that lets a larger part go than is wanted, where it is the one that counts: under `Max`
 * the widest of all, under `Min` only if every other is as wide.
 */
function widest({ behavior }: Autoscaler, most: number): Policy | undefined {
  const { selectPolicy, policies, window } = behavior.scaleDown;
  const selected = selectPolicy.state === 'absent' ? 'Max' : valueOf(selectPolicy);
  const wide = policies.flatMap(({ type, value, periodSeconds }) => {
    const period = valueOf(periodSeconds);
    const isWide = valueOf(type) === 'Percent' && isKnown(value) && value.value > most;
    return isWide && period !== undefined ? [{ value, periodSeconds: period }] : [];
  });
  const counts = selected === 'Max' || (selected === 'Min' && wide.length === policies.length);
  const [first] = [...wide].sort((a, b) => b.value.value - a.value.value);
  if (first === undefined || !counts) return undefined;
  const seconds = window.state === 'absent' ? DEFAULT_WINDOW : valueOf(window);
  return { ...first, window: seconds };
}

/** Everything within a minute, after a wait that is shorter than the guide's. */
function isAbrupt({ value, periodSeconds, window }: Policy, wanted: number): boolean {
  return value.value >= 100 && periodSeconds <= 60 && window !== undefined && window < wanted;
}

/** From the most pods to the fewest is itself no larger a step. */
function rangeIsSmall({ minReplicas, maxReplicas }: Autoscaler, most: number): boolean {
  if (!isKnown(minReplicas) || !isKnown(maxReplicas)) return false;
  return minReplicas.value >= maxReplicas.value * (1 - most / 100);
}
