import { type Field, isKnown, valueOf } from '../../contracts/field';
import type { Autoscaler } from './autoscaler';
import type { ScalingPolicy, ScalingRules } from './scaling-rules';

/** A value, and what it really means. */
export interface Subject {
  readonly field: Field<unknown>;
  text(): string | undefined;
}

/** The values that say how fast an autoscaler moves. */
export function behaviorSubjects(autoscaler: Autoscaler): readonly Subject[] {
  const { scaleUp, scaleDown } = autoscaler.behavior;
  return [scaleUp, scaleDown].flatMap((rules) => [
    { field: rules.window, text: () => aboutWindow(rules) },
    { field: rules.selectPolicy, text: () => aboutChoice(rules) },
    ...rules.policies.flatMap((policy) =>
      [policy.value, policy.periodSeconds].map((field) => ({
        field,
        text: () => aboutPolicy(autoscaler, rules, policy),
      })),
    ),
  ]);
}

/** A window is no pause between two steps: it delays the first one as well. */
function aboutWindow({ direction, window }: ScalingRules): string | undefined {
  if (!isKnown(window)) return undefined;
  const seconds = window.value;
  if (seconds === 0) {
    return `**No waiting**: each look, every 15 s, may ${verb(direction)} pods at once. The policies alone set the pace.`;
  }
  return direction === 'scaleDown'
    ? `**The highest count asked for within ${seconds} s counts.** Pods go only once the load has been low for that long; one peak starts the wait anew.`
    : `**The lowest count asked for within ${seconds} s counts.** The load must be high for that long before the first pod comes; a shorter peak adds nothing.`;
}

function aboutChoice({ direction, selectPolicy }: ScalingRules): string | undefined {
  switch (valueOf(selectPolicy)) {
    case 'Max':
      return '**The policy that allows the larger change counts**, as it does where nothing is written.';
    case 'Min':
      return '**The policy that allows the smaller change counts.**';
    case 'Disabled':
      return direction === 'scaleUp'
        ? '**It never adds pods**, whatever the load.'
        : '**It never removes pods**: the count stays at the highest it has had.';
    default:
      return undefined;
  }
}

/** The most that a policy allows in one period, at the floor and at the ceiling. */
function aboutPolicy(
  { minReplicas, maxReplicas }: Autoscaler,
  { direction }: ScalingRules,
  { type, value, periodSeconds }: ScalingPolicy,
): string | undefined {
  const [kind, amount, period] = [valueOf(type), valueOf(value), valueOf(periodSeconds)];
  if (amount === undefined || period === undefined || amount < 1) return undefined;
  if (kind !== 'Percent' && kind !== 'Pods') return undefined;
  const floor = minReplicas.state === 'absent' ? 1 : valueOf(minReplicas);
  const counts = [...new Set([floor ?? 1, 10, valueOf(maxReplicas) ?? 10])]
    .filter((count) => count > 0)
    .sort((a, b) => a - b);
  const after = (pods: number) =>
    Math.max(0, kind === 'Pods' ? pods + sign(direction) * amount : share(pods, direction, amount));
  return [
    `**At most ${amount}${kind === 'Percent' ? ' %' : amount === 1 ? ' pod' : ' pods'} ${direction === 'scaleUp' ? 'more' : 'fewer'} within any ${period} s**, counted from the pods there were at their start.`,
    '',
    `| pods | after ${period} s at ${direction === 'scaleUp' ? 'most' : 'least'} |`,
    '|---|---|',
    ...counts.map((pods) => `| ${pods} | ${after(pods)} |`),
    '',
    'minReplicas and maxReplicas still hold.',
  ].join('\n');
}

/** The controller rounds up on the way up and down on the way down. */
function share(pods: number, direction: ScalingRules['direction'], percent: number): number {
  return direction === 'scaleUp'
    ? Math.ceil(pods * (1 + percent / 100))
    : Math.trunc(pods * (1 - percent / 100));
}

function sign(direction: ScalingRules['direction']): 1 | -1 {
  return direction === 'scaleUp' ? 1 : -1;
}

function verb(direction: ScalingRules['direction']): string {
  return direction === 'scaleUp' ? 'add' : 'remove';
}
