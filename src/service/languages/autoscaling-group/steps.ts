import type { Field, Located } from '../../contracts/field';
import { type Body, bodyOf, numberField } from './fields';
import { child, type Node, pointer } from './tree';

/** One step of a step policy; `at` is the step. Bounds are relative to the alarm's threshold. */
export interface Step extends Located {
  readonly lower: Field<number>;
  readonly upper: Field<number>;
  readonly adjustment: Field<number>;
}

/** The steps of a policy in the order they are written; none where they cannot all be read. */
export function readSteps(policy: Body): readonly Step[] {
  const list = child(policy.node, 'StepAdjustments');
  if (list?.kind !== 'array' || list.items.some(({ kind }) => kind !== 'object')) return [];
  return list.items.map((item, index) =>
    stepOf(item, pointer(pointer(policy.path, 'StepAdjustments'), index)),
  );
}

function stepOf(item: Node, path: string): Step {
  const body = bodyOf(item, path);
  return {
    at: item.at,
    path,
    lower: numberField(body, 'MetricIntervalLowerBound'),
    upper: numberField(body, 'MetricIntervalUpperBound'),
    adjustment: numberField(body, 'ScalingAdjustment'),
  };
}
