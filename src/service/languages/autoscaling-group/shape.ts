import { AWS_TYPES, TERRAFORM_TYPES } from './resource-types';
import { child, itemsOf, member, type Node, objectAt, textOf } from './tree';

/** The kinds of document in which an Auto Scaling group is written, or something like one. */
export type Shape =
  /** A CloudFormation template, written by hand. */
  | 'cloudformation'
  /** A CloudFormation template that CDK synthesised: the source is elsewhere. */
  | 'cdk'
  /** A Terraform file, in HCL or in JSON. */
  | 'terraform'
  /** A Terraform plan as `terraform show -json` prints it. */
  | 'terraform-plan'
  /** Output of `describe-policies`. */
  | 'describe-policies'
  /** The configuration of a target-tracking policy alone, as `file://config.json` is passed. */
  | 'target-tracking'
  /** The configuration of a predictive policy alone. */
  | 'predictive'
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
  /** A shell script that resizes a machine with the AWS CLI. */
  | 'script'
  /** Inputs that name a group and look like one, and are not. */
  | 'warm-pool'
  | 'scheduled-action'
  | 'instance-refresh'
  /** Input of `register-scalable-target` or of a policy for one, or output of `describe-scalable-targets`. */
  | 'scalable-target';

/** Whether the document is made from something else, which is where to change it. */
export function isElsewhere(shape: Shape): boolean {
  return ['cdk', 'describe', 'describe-policies', 'terraform-plan'].includes(shape);
}

const POLICY_KEYS = [
  'PolicyType',
  'TargetTrackingConfiguration',
  'StepAdjustments',
  'ScalingAdjustment',
  'PredictiveScalingConfiguration',
];
const LIVE_KEYS = ['AutoScalingGroupARN', 'CreatedTime'];
/** What only an instance of a group has. */
const INSTANCE_KEYS = ['LifecycleState', 'HealthStatus'];
const SCHEDULE_KEYS = [
  ...['MinSize', 'MaxSize', 'DesiredCapacity', 'Recurrence'],
  ...['StartTime', 'EndTime', 'Time', 'TimeZone'],
];
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
 * `undefined` for other people's documents: without `AutoScalingGroupName` nothing is ours, unless the
 * document is declared to be.
 */
export function requestShape(keys: ReadonlySet<string>, declared = false): Shape | undefined {
  if (!keys.has('AutoScalingGroupName')) {
    const shape = listShape(keys) ?? targetShape(keys) ?? bareShape(keys, declared);
    if (shape !== undefined || !declared) return shape;
  }
  const some = (names: readonly string[]) => names.some((name) => keys.has(name));
  if (some(INSTANCE_KEYS)) return undefined;
  if (keys.has('ScheduledUpdateGroupActions')) return 'scheduled-action';
  // The name alone is what one deletes an action by.
  if (keys.has('ScheduledActionName')) return some(SCHEDULE_KEYS) ? 'scheduled-action' : undefined;
  if (keys.has('PolicyARN')) return 'describe-policies';
  if ((declared || keys.has('PolicyName')) && some(POLICY_KEYS)) return 'policy';
  if (some(REFRESH_KEYS)) return 'instance-refresh';
  if (some(WARM_POOL_KEYS)) return 'warm-pool';
  if (some(LIVE_KEYS)) return 'describe';
  if (keys.has('TargetTrackingScaling')) return 'guide';
  if (keys.has('MinSize') && keys.has('MaxSize') && some(LAUNCH_KEYS)) return 'create';
  return some(GROUP_KEYS) ? 'update' : undefined;
}

/** Outputs that list policies or actions; their items name the group. */
function listShape(keys: ReadonlySet<string>): Shape | undefined {
  if (keys.has('ScalingPolicies')) return 'describe-policies';
  return keys.has('ScheduledUpdateGroupActions') ? 'scheduled-action' : undefined;
}

/** A capacity of another service: its bounds, or a policy that follows a metric of it. */
function targetShape(keys: ReadonlySet<string>): Shape | undefined {
  const isNamed = keys.has('ServiceNamespace') && keys.has('ScalableDimension');
  const says = ['MinCapacity', 'MaxCapacity', 'TargetTrackingScalingPolicyConfiguration'];
  if (isNamed && says.some((key) => keys.has(key))) return 'scalable-target';
  return keys.has('ScalableTargets') ? 'scalable-target' : undefined;
}

const TRACKING_KEYS = new Set([
  'TargetValue',
  'PredefinedMetricSpecification',
  'CustomizedMetricSpecification',
  'DisableScaleIn',
]);
const PREDICTIVE_KEYS = new Set([
  'MetricSpecifications',
  'Mode',
  'SchedulingBufferTime',
  'MaxCapacityBreachBehavior',
  'MaxCapacityBuffer',
]);

/** A policy's configuration alone: all its keys and no other, or it is somebody else's. */
function bareShape(keys: ReadonlySet<string>, declared: boolean): Shape | undefined {
  const only = (names: ReadonlySet<string>) => declared || [...keys].every((key) => names.has(key));
  const metrics = ['PredefinedMetricSpecification', 'CustomizedMetricSpecification'];
  if (keys.has('TargetValue') && metrics.filter((key) => keys.has(key)).length === 1) {
    return only(TRACKING_KEYS) ? 'target-tracking' : undefined;
  }
  return keys.has('MetricSpecifications') && only(PREDICTIVE_KEYS) ? 'predictive' : undefined;
}

/** The shape of a parsed document, or `undefined` where it holds nothing of Auto Scaling. */
export function shapeOf(root: Node | undefined, path: string, declared = false): Shape | undefined {
  if (root?.kind !== 'object') return undefined;
  if (holdsTerraform(root)) return 'terraform';
  if (member(objectAt(root, 'planned_values'), 'root_module') !== undefined) {
    return 'terraform-plan';
  }
  if (holdsAutoScaling(root)) return isSynthesised(root, path) ? 'cdk' : 'cloudformation';
  if (isDescribeOutput(root)) return 'describe';
  const shape = requestShape(new Set(root.members.map(({ key }) => key)), declared);
  const unfilled = textOf(child(root, 'AutoScalingGroupName')) === '';
  return unfilled && shape !== undefined ? 'skeleton' : shape;
}

function holdsAutoScaling(root: Node): boolean {
  const resources = objectAt(root, 'Resources')?.members ?? [];
  return resources.some(({ value }) => AWS_TYPE.test(textOf(child(value, 'Type')) ?? ''));
}

const AWS_TYPE = new RegExp(`^${AWS_TYPES}`);

/** The resources by which a Terraform file is ours. */
export const TERRAFORM_RESOURCE = new RegExp(`^${TERRAFORM_TYPES}$`);

function holdsTerraform(root: Node): boolean {
  const resource = child(root, 'resource');
  const parts = resource?.kind === 'array' ? resource.items : [resource];
  return parts.some(
    (part) =>
      part?.kind === 'object' && part.members.some(({ key }) => TERRAFORM_RESOURCE.test(key)),
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
  return itemsOf(child(root, 'AutoScalingGroups')).some(isLiveGroup);
}

function isLiveGroup(item: Node): boolean {
  return (
    member(item, 'AutoScalingGroupName') !== undefined &&
    LIVE_KEYS.some((key) => member(item, key) !== undefined)
  );
}

/** The groups that `--query 'AutoScalingGroups[]'` leaves of the output, as the output that they are of. */
export function asOutput(root: Node | undefined): Node | undefined {
  if (root?.kind !== 'array' || !root.items.some(isLiveGroup)) return root;
  const { at } = root;
  const members = [{ key: 'AutoScalingGroups', keyAt: at, at, value: root }];
  return { kind: 'object', at, members, flow: true, open: false };
}
