import type { Field } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { type Block, child, integerField, listOf, quantityField, stringField } from './fields';

/** How an autoscaler moves in one direction: `behavior.scaleUp` or `behavior.scaleDown`. */
export interface ScalingRules {
  readonly direction: 'scaleUp' | 'scaleDown';
  /** Seconds over which the most cautious recommendation counts. */
  readonly window: Field<number>;
  /** `Max`, `Min` or `Disabled`. */
  readonly selectPolicy: Field<string>;
  readonly policies: readonly ScalingPolicy[];
  /** By how much usage may differ from the target before anything happens, such as `0.05`. */
  readonly tolerance: Field<string>;
  /** `policies: []`, which the API server does not take for its default. */
  readonly emptyPolicies: { readonly at: Span; readonly path: string } | undefined;
}

/** The most that may change within a period. */
export interface ScalingPolicy {
  /** `Pods` or `Percent`. */
  readonly type: Field<string>;
  readonly value: Field<number>;
  readonly periodSeconds: Field<number>;
}

/** The rules of one direction; every field is absent where the direction is not written. */
export function scalingRulesOf(
  behavior: Block,
  direction: ScalingRules['direction'],
): ScalingRules {
  const block = child(behavior, direction);
  const list = listOf(block, 'policies');
  const isEmpty = list.state === 'written' && list.nodes.length === 0;
  return {
    direction,
    window: integerField(block, 'stabilizationWindowSeconds'),
    selectPolicy: stringField(block, 'selectPolicy'),
    policies: list.items.map((item) => ({
      type: stringField(item, 'type'),
      value: integerField(item, 'value'),
      periodSeconds: integerField(item, 'periodSeconds'),
    })),
    tolerance: quantityField(block, 'tolerance'),
    emptyPolicies: isEmpty ? { at: list.at, path: list.path } : undefined,
  };
}
