import type { Field } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { type Block, child, integerField } from './fields';
import type { WrittenKey } from './keys';
import type { Metric } from './metric';
import type { KubernetesObject } from './object';
import { type ScalingRules, scalingRulesOf } from './scaling-rules';

/** A HorizontalPodAutoscaler of any version, or KEDA's ScaledObject. */
export interface Autoscaler {
  readonly object: KubernetesObject;
  readonly resource: 'HorizontalPodAutoscaler' | 'ScaledObject';
  readonly spec: Block;
  readonly target: ScaleTarget;
  readonly minReplicas: Field<number>;
  readonly maxReplicas: Field<number>;
  readonly metrics: readonly Metric[];
  /** Every metric is written out, or none and the API server's default holds. */
  readonly metricsKnown: boolean;
  readonly behavior: Behavior;
  /** Every key as written; empty for a ScaledObject. */
  readonly keys: readonly WrittenKey[];
  /** Laid over another object, or only a part of one: what it lacks stands elsewhere. */
  readonly patch: boolean;
}

/** What is scaled. */
export interface ScaleTarget {
  readonly path: string;
  readonly at: Span;
  readonly apiVersion: Field<string>;
  readonly kind: Field<string>;
  readonly name: Field<string>;
}

/** How fast it scales; absent as a whole where `written` is false. */
export interface Behavior {
  readonly block: Block;
  /** The key `behavior`, where it is written. */
  readonly at: Span | undefined;
  readonly scaleUpWindow: Field<number>;
  readonly scaleDownWindow: Field<number>;
  readonly scaleUp: ScalingRules;
  readonly scaleDown: ScalingRules;
}

/** The pace written in a `behavior`; `at` is its key where it counts as written. */
export function behaviorOf(block: Block, at: Span | undefined): Behavior {
  return {
    block,
    at,
    scaleUpWindow: integerField(child(block, 'scaleUp'), 'stabilizationWindowSeconds'),
    scaleDownWindow: integerField(child(block, 'scaleDown'), 'stabilizationWindowSeconds'),
    scaleUp: scalingRulesOf(block, 'scaleUp'),
    scaleDown: scalingRulesOf(block, 'scaleDown'),
  };
}
