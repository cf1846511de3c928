import type { Field, Located } from '../../contracts/field';
import { type Body, bodyOf, numberField, read } from './fields';
import { pointer } from './tree';

/** One step of a step-scaling policy; its bounds are distances from the alarm's threshold. */
export interface Step extends Located {
  readonly body: Body;
  /** Open towards minus infinity where absent. */
  readonly lower: Field<number>;
  /** Open towards plus infinity where absent. */
  readonly upper: Field<number>;
  readonly adjustment: Field<number>;
}

/** The steps of a policy as they are written; unknown where the list is not a plain one. */
export function stepsOf(policy: Body): Field<readonly Step[]> {
  const path = pointer(policy.path, 'StepAdjustments');
  return read(policy, 'StepAdjustments', (node) =>
    node.kind === 'array'
      ? node.items.map((item, index) => {
          const body = bodyOf(item, pointer(path, index));
          return {
            at: item.at,
            path: body.path,
            body,
            lower: numberField(body, 'MetricIntervalLowerBound'),
            upper: numberField(body, 'MetricIntervalUpperBound'),
            adjustment: numberField(body, 'ScalingAdjustment'),
          };
        })
      : undefined,
  );
}
