import { type Field, isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { TargetGroupAttributes } from '../../../languages/autoscaling-group/balancers';

export default defineRule({
  id: 'elb/target-group-rejected',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Target group rejected',
  summary: 'Settings of a target group that AWS refuses, alone or together.',
  citations: ['aws.elb.target-group-attributes', 'aws.elb.health-checks'],
  practices: [],
  checklist: ['health-checks'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { targetGroups } }, report) {
    for (const { attributes, checkInterval, protocol } of targetGroups) {
      const { checkTimeout, slowStart, algorithm } = attributes;
      if (isKnown(checkTimeout) && isKnown(checkInterval)) {
        const [waits, every] = [checkTimeout.value, checkInterval.value];
        // A Network Load Balancer takes two that are equal, and 10 of both was once all it took.
        const isStrict = isKnown(protocol) && /^HTTPS?$/.test(protocol.value);
        if (waits > every || (waits === every && isStrict)) {
          report({
            at: checkTimeout,
            message: `A check waits ${waits} s for its answer and is made every ${every} s: AWS rejects a timeout that is ${isStrict ? 'not below' : 'above'} the interval. Lower the timeout, or raise the interval.`,
            related: [{ at: checkInterval, message: `Every ${every} s` }],
          });
        }
      }
      const isSlow = isKnown(slowStart) && slowStart.value > 0;
      if (isSlow && isKnown(algorithm) && algorithm.value !== 'round_robin') {
        report({
          at: slowStart,
          message: `Slow start (${slowStart.value} s) goes with round_robin alone, and the algorithm is ${algorithm.value}: AWS rejects the two together. Leave one of them out.`,
          related: [{ at: algorithm, message: `The algorithm is ${algorithm.value}` }],
        });
      }
      for (const { field, what, least, most, off } of boundsOf(attributes)) {
        if (!isKnown(field) || field.value === off) continue;
        if (field.value >= least && field.value <= most) continue;
        report({
          at: field,
          message: `${what} is ${field.value} s: AWS takes ${least} to ${most}${off === undefined ? '' : `, or ${off} to switch it off`}.`,
        });
      }
    }
  },
});

/** What AWS takes of numbers in seconds; `off` is a value beside the bounds. */
interface Bounds {
  readonly field: Field<number>;
  readonly what: string;
  readonly least: number;
  readonly most: number;
  readonly off?: number;
}

function boundsOf({
  deregistrationDelay,
  slowStart,
  stickiness,
}: TargetGroupAttributes): readonly Bounds[] {
  return [
    { field: deregistrationDelay, what: 'The deregistration delay', least: 0, most: 3600 },
    { field: slowStart, what: 'Slow start', least: 30, most: 900, off: 0 },
    { field: stickiness.duration, what: 'The life of the cookie', least: 1, most: 604_800 },
  ];
}
