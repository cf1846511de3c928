import type { FactValue } from './value';

/** An AWS Auto Scaling group, in whichever shape it is written. */
export interface ScalingGroupFact {
  readonly kind: 'scaling-group';
  readonly path: string;
  readonly name: FactValue<string>;
  readonly minSize: FactValue<number>;
  readonly maxSize: FactValue<number>;
  readonly desiredCapacity: FactValue<number>;
  readonly healthCheckType: FactValue<string>;
  /** Seconds. */
  readonly healthCheckGracePeriod: FactValue<number>;
  /** Each policy in words, drawn in a diagram: `CPU 70 %`. */
  readonly triggers: readonly string[];
}
