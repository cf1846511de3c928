import { isKnown, type Known, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { Autoscaler } from '../../../languages/kubernetes/autoscaler';
import { fixOf, insertEntry, replaceValue } from '../../../languages/kubernetes/edits';
import type { ScalingPolicy, ScalingRules } from '../../../languages/kubernetes/scaling-rules';

export default defineRule({
  id: 'kubernetes/hpa-policy-never-binds',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Scaling policy never decides',
  summary: 'Between minReplicas and maxReplicas, one of two scaling policies never decides.',
  citations: ['kubernetes.hpa.behavior'],
  practices: [],
  checklist: ['autoscaling-cooldown'],
  fixes: ['guided'],
  needs: [],
  defersTo: ['kubernetes/hpa-behavior-invalid'],
  check({ kubernetes }, report) {
    for (const autoscaler of kubernetes.autoscalers) {
      if (autoscaler.object.live || autoscaler.object.broken) continue;
      const { scaleUp, scaleDown } = autoscaler.behavior;
      for (const rules of [scaleUp, scaleDown]) {
        const pair = pairOf(rules);
        const range = rangeOf(autoscaler);
        const idle = pair && range && neverDeciding(rules.direction, pair, range);
        if (pair === undefined || range === undefined || idle === undefined) continue;
        const other = pair.find((policy) => policy !== idle);
        if (other === undefined) continue;
        report({
          at: idle.value,
          message:
            `${said(idle)} never decides: from ${range.from} to ${range.to} pods ${said(other)} ` +
            `always allows as much or more, and ${rules.direction} takes the larger of the two. ` +
            'Write selectPolicy: Min if the smaller is meant, else remove it.',
          fixes: () => {
            const { selectPolicy } = rules;
            const path = selectPolicy.path;
            const at = path.slice(0, path.lastIndexOf('/'));
            return fixOf(
              `Set selectPolicy: Max → Min, so that ${said(idle)} limits ${rules.direction}`,
              'guided',
              selectPolicy.state === 'absent'
                ? insertEntry(kubernetes.file, at, 'selectPolicy', 'Min')
                : replaceValue(kubernetes.file, path, 'Min'),
            );
          },
        });
      }
    }
  },
});

interface KnownPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: Known<number>;
  readonly period: number;
}

/** Two policies of one period under `Max`; the values that Kubernetes itself defaults to are none. */
function pairOf({ policies, selectPolicy }: ScalingRules): readonly KnownPolicy[] | undefined {
  const isMax = selectPolicy.state === 'absent' || valueOf(selectPolicy) === 'Max';
  const known = policies.flatMap(knownPolicy);
  const [first, second, ...more] = known;
  if (!isMax || first === undefined || second === undefined || more.length > 0) return undefined;
  if (policies.length !== 2 || first.period !== second.period || isDefault(known)) return undefined;
  return known;
}

function knownPolicy({ type, value, periodSeconds }: ScalingPolicy): readonly KnownPolicy[] {
  const kind = valueOf(type);
  const period = valueOf(periodSeconds);
  if (period === undefined || !isKnown(value) || value.value < 1) return [];
  return kind === 'Pods' || kind === 'Percent' ? [{ type: kind, value, period }] : [];
}

function isDefault(policies: readonly KnownPolicy[]): boolean {
  return policies.every(({ type, value }) => value.value === (type === 'Pods' ? 4 : 100));
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const MOST = 5_000;

function rangeOf({ minReplicas, maxReplicas }: Autoscaler): Range | undefined {
  const from = minReplicas.state === 'absent' ? 1 : valueOf(minReplicas);
  const to = valueOf(maxReplicas);
  if (from === undefined || to === undefined || to > MOST) return undefined;
  return from < to ? { from: Math.max(1, from), to } : undefined;
}

/** The policy that, at every count, allows no more than the other; undefined where both decide. */
function neverDeciding(
  direction: ScalingRules['direction'],
  [first, second]: readonly KnownPolicy[],
  { from, to }: Range,
): KnownPolicy | undefined {
  if (first === undefined || second === undefined) return undefined;
  let firstDecides = false;
  let secondDecides = false;
  for (let count = from; count <= to; count += 1) {
    const difference = stepOf(direction, first, count) - stepOf(direction, second, count);
    firstDecides ||= difference > 0;
    secondDecides ||= difference < 0;
  }
  if (firstDecides === secondDecides) return undefined;
  return firstDecides ? second : first;
}

/** The pods that a policy lets come or go; the controller rounds the resulting count up and down. */
function stepOf(direction: ScalingRules['direction'], policy: KnownPolicy, count: number): number {
  const { type, value } = policy;
  if (type === 'Pods') return value.value;
  return direction === 'scaleUp'
    ? Math.ceil(count * (1 + value.value / 100)) - count
    : count - Math.trunc(count * (1 - value.value / 100));
}

function said({ type, value }: KnownPolicy): string {
  return type === 'Pods' ? `${value.value} pods` : `${value.value} %`;
}
