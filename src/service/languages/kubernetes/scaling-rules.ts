import { type Field, valueOf } from '../../contracts/field';
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

/**
 * Seconds of overload after which an autoscaler has gone from so few pods to so many, by what its policies let it
 * add within their periods; `undefined` where none is written, one cannot be read, or it never grows.
 */
export function secondsToGrow(
  { policies, selectPolicy }: ScalingRules,
  least: number,
  most: number,
): number | undefined {
  const select = selectPolicy.state === 'absent' ? 'Max' : valueOf(selectPolicy);
  if (policies.length === 0 || (select !== 'Max' && select !== 'Min')) return undefined;
  const read = policies.map(({ type, value, periodSeconds }) => ({
    isPercent: valueOf(type) === 'Percent',
    by: type.state === 'known' ? valueOf(value) : undefined,
    period: valueOf(periodSeconds),
  }));
  const counts = [least];
  for (let step = 0; step <= LONGEST / SYNC; step++) {
    const now = counts.at(-1) ?? least;
    if (now >= most) return (step - 1) * SYNC;
    const allowed: number[] = [];
    for (const { isPercent, by, period } of read) {
      if (by === undefined || by <= 0 || period === undefined) return undefined;
      // What was there when the period began, and may grow by that much within it.
      const start = counts[Math.max(0, counts.length - Math.ceil(period / SYNC))] ?? least;
      allowed.push(isPercent ? Math.ceil(start * (1 + by / 100)) : start + by);
    }
    counts.push(Math.max(now, select === 'Max' ? Math.max(...allowed) : Math.min(...allowed)));
  }
  return LONGEST;
}

/** Seconds between two looks of an autoscaler, and after which nobody counts any longer. */
const SYNC = 15;
const LONGEST = 4 * 3600;
