import type { CitationId } from '../../citations';

/** A range that AWS documents; no package carries these. */
export interface Limit {
  readonly min?: number;
  readonly max?: number;
  /** Values outside the range that mean something of their own: -1 removes a setting. */
  readonly also?: readonly number[];
  /** The only values there are. */
  readonly only?: readonly (number | string)[];
  readonly source: CitationId;
}

/** Bounds of values and of how many there may be, by what they bound. */
export const LIMITS = {
  /** `DefaultInstanceWarmup`, seconds; -1 turns it off. */
  instanceWarmup: { min: 0, max: 3600, also: [-1], source: 'aws.autoscaling.default-warmup' },
  /** `MaxInstanceLifetime`, seconds; 0 turns it off. */
  maxInstanceLifetime: {
    min: 86_400,
    max: 31_536_000,
    also: [0],
    source: 'aws.autoscaling.max-lifetime',
  },
  /** `InstanceMaintenancePolicy.MinHealthyPercentage`; -1 removes it. */
  minHealthyPercentage: {
    min: 0,
    max: 100,
    also: [-1],
    source: 'aws.autoscaling.maintenance-policy',
  },
  /** `InstanceMaintenancePolicy.MaxHealthyPercentage`; -1 removes it. */
  maxHealthyPercentage: {
    min: 100,
    max: 200,
    also: [-1],
    source: 'aws.autoscaling.maintenance-policy',
  },
  /** How far the two may be apart. */
  healthyPercentageSpread: { max: 100, source: 'aws.autoscaling.maintenance-policy' },
  refreshMinHealthyPercentage: {
    min: 0,
    max: 100,
    source: 'aws.autoscaling.refresh-preferences',
  },
  refreshMaxHealthyPercentage: {
    min: 100,
    max: 200,
    source: 'aws.autoscaling.refresh-preferences',
  },
  /** `CheckpointPercentages`, each; ascending, the last 100. */
  checkpointPercentage: { min: 1, max: 100, source: 'aws.autoscaling.refresh-preferences' },
  /** `CheckpointDelay`, seconds. */
  checkpointDelay: { min: 0, max: 172_800, source: 'aws.autoscaling.refresh-preferences' },
  onDemandPercentage: { min: 0, max: 100, source: 'aws.autoscaling.instances-distribution' },
  spotInstancePools: { min: 1, max: 20, source: 'aws.autoscaling.instances-distribution' },
  weightedCapacity: { min: 1, max: 999, source: 'aws.autoscaling.launch-template-overrides' },
  instanceTypes: { max: 40, source: 'aws.autoscaling.quotas' },
  launchTemplatesOfPolicy: { max: 20, source: 'aws.autoscaling.quotas' },
  stepAdjustments: { max: 20, source: 'aws.autoscaling.quotas' },
  /** `Period` of a customised metric, seconds. */
  metricPeriod: { only: [10, 30, 60], source: 'aws.autoscaling.high-resolution' },
  /** `MaxCapacityBuffer`, percent. */
  maxCapacityBuffer: { min: 0, max: 100, source: 'aws.autoscaling.predictive-configuration' },
  /** `SchedulingBufferTime`, seconds. */
  schedulingBufferTime: { min: 0, max: 3600, source: 'aws.autoscaling.predictive-configuration' },
  healthCheckTokens: {
    only: ['EC2', 'ELB', 'EBS', 'VPC_LATTICE'],
    source: 'aws.autoscaling.create-group',
  },
} as const satisfies Readonly<Record<string, Limit>>;

/** Whether a value lies where AWS accepts it. */
export function isWithin(limit: Limit, value: number | string): boolean {
  if (limit.only !== undefined) return limit.only.includes(value);
  if (typeof value === 'string') return false;
  if (limit.also?.includes(value)) return true;
  return value >= (limit.min ?? -Infinity) && value <= (limit.max ?? Infinity);
}
