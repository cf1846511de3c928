import { child, itemsOf, member, type Node, objectAt, textOf } from './tree';

/** The kinds of document in which an Auto Scaling group is written, or something like one. */
export type Shape =
  /** A CloudFormation template, written by hand. */
  | 'cloudformation'
  /** A CloudFormation template that CDK synthesised: the source is elsewhere. */
  | 'cdk'
  /** Output of `describe-auto-scaling-groups`, or one group of it. */
  | 'describe'
  /** Input of `create-auto-scaling-group`. */
  | 'create'
  /** Input of `update-auto-scaling-group`: an absent key means "unchanged". */
  | 'update'
  /** Input of `put-scaling-policy`. */
  | 'policy'
  /** The scaling guide's simplified shape: a group with its target in one document. */
  | 'guide'
  /** An unfilled `--generate-cli-skeleton`. */
  | 'skeleton'
  /** Inputs that name a group and look like one, and are not. */
  | 'warm-pool'
  | 'scheduled-action'
  | 'instance-refresh';

const POLICY_KEYS = [
  'PolicyType',
  'TargetTrackingConfiguration',
  'StepAdjustments',
  'ScalingAdjustment',
  'PredictiveScalingConfiguration',
];
const LIVE_KEYS = ['AutoScalingGroupARN', 'CreatedTime'];
const WARM_POOL_KEYS = ['PoolState', 'MaxGroupPreparedCapacity', 'InstanceReusePolicy'];
const REFRESH_KEYS = ['Preferences', 'DesiredConfiguration', 'Strategy'];
const LAUNCH_KEYS = [
  'LaunchTemplate',
  'MixedInstancesPolicy',
  'LaunchConfigurationName',
  'InstanceId',
];
const GROUP_KEYS = [
  'LaunchTemplate',
  'MixedInstancesPolicy',
  'LaunchConfigurationName',
  'MinSize',
  'MaxSize',
  'DesiredCapacity',
  'DefaultCooldown',
  'DefaultInstanceWarmup',
  'HealthCheckType',
  'HealthCheckGracePeriod',
  'VPCZoneIdentifier',
  'AvailabilityZones',
];

/**
 * The shape of an API document by its outermost keys, from the most specific to the least.
 * `undefined` for other people's documents: without `AutoScalingGroupName` nothing is ours.
 */
export function requestShape(keys: ReadonlySet<string>): Shape | undefined {
  if (!keys.has('AutoScalingGroupName')) return undefined;
  const some = (names: readonly string[]) => names.some((name) => keys.has(name));
  if (keys.has('ScheduledActionName')) return 'scheduled-action';
  if (keys.has('PolicyName') && some(POLICY_KEYS)) return 'policy';
  if (some(REFRESH_KEYS)) return 'instance-refresh';
  if (some(WARM_POOL_KEYS)) return 'warm-pool';
  if (some(LIVE_KEYS)) return 'describe';
  if (keys.has('TargetTrackingScaling')) return 'guide';
  if (keys.has('MinSize') && keys.has('MaxSize') && some(LAUNCH_KEYS)) return 'create';
  return some(GROUP_KEYS) ? 'update' : undefined;
}

/** The shape of a parsed document, or `undefined` where it holds nothing of Auto Scaling. */
export function shapeOf(root: Node | undefined, path: string): Shape | undefined {
  if (root?.kind !== 'object') return undefined;
  if (holdsAutoScaling(root)) return isSynthesised(root, path) ? 'cdk' : 'cloudformation';
  if (isDescribeOutput(root)) return 'describe';
  const shape = requestShape(new Set(root.members.map(({ key }) => key)));
  const unfilled = textOf(child(root, 'AutoScalingGroupName')) === '';
  return unfilled && shape !== undefined ? 'skeleton' : shape;
}

function holdsAutoScaling(root: Node): boolean {
  const resources = objectAt(root, 'Resources')?.members ?? [];
  return resources.some(({ value }) =>
    textOf(child(value, 'Type'))?.startsWith('AWS::AutoScaling::'),
  );
}

function isSynthesised(root: Node, path: string): boolean {
  if (/(?:^|\/)cdk\.out\//.test(path)) return true;
  if (member(objectAt(root, 'Parameters'), 'BootstrapVersion') !== undefined) return true;
  if (member(objectAt(root, 'Rules'), 'CheckBootstrapVersion') !== undefined) return true;
  const resources = objectAt(root, 'Resources')?.members ?? [];
  return resources.some(
    ({ value }) =>
      textOf(child(value, 'Type')) === 'AWS::CDK::Metadata' ||
      member(objectAt(value, 'Metadata'), 'aws:cdk:path') !== undefined,
  );
}

function isDescribeOutput(root: Node): boolean {
  return itemsOf(child(root, 'AutoScalingGroups')).some(
    (item) =>
      member(item, 'AutoScalingGroupName') !== undefined &&
      LIVE_KEYS.some((key) => member(item, key) !== undefined),
  );
}
