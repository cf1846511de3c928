import type { CitationId } from '../../citations';
import { valuesOf } from './aws-properties';
import type { Shape } from './shape';

/** A number that AWS takes only within bounds. Packages carry none of this: it is API prose. */
export interface Limit {
  readonly subject: 'group' | 'policy' | 'refresh' | 'warm-pool';
  /** The property, and the blocks it stands in; lists are entered. */
  readonly keys: readonly string[];
  readonly low: number;
  readonly high?: number;
  /** Values outside that mean something of their own. */
  readonly also?: readonly number[];
  /** The only values, where it is no range. */
  readonly only?: readonly number[];
  /** Where the bound holds in one shape only. */
  readonly shape?: Shape;
  readonly source: CitationId;
}

const MIXED = 'MixedInstancesPolicy';
const DISTRIBUTION = [MIXED, 'InstancesDistribution'];
const MAINTENANCE = 'InstanceMaintenancePolicy';
const CUSTOM = ['TargetTrackingConfiguration', 'CustomizedMetricSpecification'];

/** Every bound, with the page that says it. */
export const RANGES: readonly Limit[] = [
  group(['DefaultInstanceWarmup'], 0, 3600, 'aws.autoscaling.warmup', { also: [-1] }),
  group(['HealthCheckGracePeriod'], 0, undefined, 'aws.autoscaling.create-group'),
  group(['Cooldown'], 0, undefined, 'aws.autoscaling.create-group'),
  group(['DefaultCooldown'], 0, undefined, 'aws.autoscaling.create-group'),
  group(['MaxInstanceLifetime'], 86_400, undefined, 'aws.autoscaling.max-lifetime', { also: [0] }),
  group(['MaxInstanceLifetime'], 0, 31_536_000, 'aws.autoscaling.max-lifetime', {
    shape: 'terraform',
  }),
  group(
    [...DISTRIBUTION, 'OnDemandPercentageAboveBaseCapacity'],
    0,
    100,
    'aws.autoscaling.instances-distribution',
  ),
  group(
    [...DISTRIBUTION, 'OnDemandBaseCapacity'],
    0,
    undefined,
    'aws.autoscaling.instances-distribution',
  ),
  group([...DISTRIBUTION, 'SpotInstancePools'], 1, 20, 'aws.autoscaling.instances-distribution'),
  group(
    [MIXED, 'LaunchTemplate', 'Overrides', 'WeightedCapacity'],
    1,
    999,
    'aws.autoscaling.launch-overrides',
  ),
  group([MAINTENANCE, 'MinHealthyPercentage'], 0, 100, 'aws.autoscaling.maintenance-policy', {
    also: [-1],
  }),
  group([MAINTENANCE, 'MaxHealthyPercentage'], 100, 200, 'aws.autoscaling.maintenance-policy', {
    also: [-1],
  }),
  limit('policy', ['EstimatedInstanceWarmup'], 0, undefined, 'aws.autoscaling.put-policy'),
  limit('policy', [...CUSTOM, 'Period'], 10, 60, 'aws.autoscaling.customized-metric', {
    only: [10, 30, 60],
  }),
  limit(
    'policy',
    ['PredictiveScalingConfiguration', 'MaxCapacityBuffer'],
    0,
    100,
    'aws.autoscaling.predictive-configuration',
  ),
  limit(
    'policy',
    ['PredictiveScalingConfiguration', 'SchedulingBufferTime'],
    0,
    3600,
    'aws.autoscaling.predictive-configuration',
  ),
  limit('refresh', ['MinHealthyPercentage'], 0, 100, 'aws.autoscaling.refresh-preferences'),
  limit('refresh', ['MaxHealthyPercentage'], 100, 200, 'aws.autoscaling.refresh-preferences'),
  limit('refresh', ['CheckpointDelay'], 0, 172_800, 'aws.autoscaling.refresh-preferences'),
  limit('refresh', ['BakeTime'], 0, 172_800, 'aws.autoscaling.refresh-preferences'),
  limit('refresh', ['InstanceWarmup'], 0, undefined, 'aws.autoscaling.refresh-preferences'),
  limit('warm-pool', ['MinSize'], 0, undefined, 'aws.autoscaling.warm-pools'),
  limit('warm-pool', ['MaxGroupPreparedCapacity'], -1, undefined, 'aws.autoscaling.warm-pools'),
];

/** Metrics that a target-tracking policy can name. The list grows, so another name is no error. */
export const TARGET_METRICS: readonly string[] = valuesOf('MetricType');

/** What `HealthCheckType` may list. The API takes any text, so no package has the names. */
export const HEALTH_CHECKS: readonly string[] = ['EC2', 'ELB', 'EBS', 'VPC_LATTICE'];

/** The statistics of a customised metric. */
export const STATISTICS: readonly string[] = valuesOf('MetricStatistic');

/** Policies that AWS knows by name, in no package either; a function's ARN is one too. */
export const TERMINATION_POLICIES: readonly string[] = [
  'Default',
  'AllocationStrategy',
  'OldestLaunchTemplate',
  'OldestLaunchConfiguration',
  'ClosestToNextInstanceHour',
  'NewestInstance',
  'OldestInstance',
];

/** How Spot instances are picked; the API takes any text here too. */
export const SPOT_STRATEGIES: readonly string[] = [
  'lowest-price',
  'capacity-optimized',
  'capacity-optimized-prioritized',
  'price-capacity-optimized',
];

/** How On-Demand instances are picked. */
export const ON_DEMAND_STRATEGIES: readonly string[] = ['lowest-price', 'prioritized'];

function group(
  keys: readonly string[],
  low: number,
  high: number | undefined,
  source: CitationId,
  more?: Pick<Limit, 'also' | 'shape'>,
): Limit {
  return limit('group', keys, low, high, source, more);
}

function limit(
  subject: Limit['subject'],
  keys: readonly string[],
  low: number,
  high: number | undefined,
  source: CitationId,
  more: Pick<Limit, 'also' | 'only' | 'shape'> = {},
): Limit {
  return { subject, keys, low, source, ...(high === undefined ? {} : { high }), ...more };
}
