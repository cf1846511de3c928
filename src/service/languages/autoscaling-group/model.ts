import type { Field, Located } from '../../contracts/field';
import type { GroupDetails } from './details';
import type { Body } from './fields';
import type { LaunchSource, TemplateLink } from './launch';
import type { MetricSpecification } from './metric-specification';
import type { MixedInstances } from './mixed-instances';
import type { Presence } from './presence';
import { NO_SERVICES, type Services } from './services';
import type { Shape } from './shape';
import type { Step } from './steps';
import type { Node } from './tree';
import type { UpdatePolicy } from './update-policy';

/** A document about Auto Scaling groups, whatever its shape. */
export interface AutoscalingGroupModel extends Services {
  readonly document: SourceDocument;
  /** `undefined` for a document that holds nothing of Auto Scaling (any more). */
  readonly shape: Shape | undefined;
  readonly groups: readonly ScalingGroup[];
  /** Every policy of the document, those of groups elsewhere included. */
  readonly policies: readonly ScalingPolicy[];
  /** Every scheduled action of the document, those of groups elsewhere included. */
  readonly schedules: readonly Schedule[];
  readonly warmPools: readonly WarmPool[];
  readonly refreshes: readonly InstanceRefresh[];
  /** The sizes of machines: instance types and database classes. */
  readonly machines: readonly Machine[];
}

/** What a document holds besides its text and shape. */
export type Content = Omit<AutoscalingGroupModel, 'document' | 'shape'>;

/** A document that says nothing. */
export const NO_CONTENT: Content = {
  groups: [],
  policies: [],
  schedules: [],
  warmPools: [],
  refreshes: [],
  machines: [],
  ...NO_SERVICES,
};

/** What edits need to know of the text. */
export interface SourceDocument {
  readonly text: string;
  readonly format: 'json' | 'yaml' | 'hcl' | 'script';
  readonly root: Node | undefined;
  /** Of HCL: the tree in the names that are written. */
  readonly written?: Node | undefined;
  readonly shape: Shape | undefined;
}

/**
 * One Auto Scaling group. `at` is its name: the logical id of a template, the value of
 * `AutoScalingGroupName` elsewhere; what is missing is reported there.
 */
export interface ScalingGroup extends Located {
  readonly shape: Shape;
  /** The properties, where a missing one would be written. */
  readonly body: Body;
  readonly name: Field<string>;
  readonly minSize: Field<number>;
  readonly maxSize: Field<number>;
  readonly desiredCapacity: Field<number>;
  /** `EC2` where absent. A comma-separated list of `EC2`, `ELB`, `EBS`, `VPC_LATTICE`. */
  readonly healthCheckType: Field<string>;
  /** Seconds; 0 where absent. */
  readonly healthCheckGracePeriod: Field<number>;
  /** Balancers that resources of their own attach. */
  readonly attached: readonly Attachment[];
  /** The properties that attach load balancers; VPC Lattice is none. */
  readonly loadBalancers: Field<readonly string[]>;
  readonly subnets: Field<readonly string[]>;
  readonly availabilityZones: Field<readonly string[]>;
  /** A lifecycle hook that holds new instances until they are ready. */
  readonly launchHook: 'present' | 'absent' | 'unknown';
  /** What it says beyond that. */
  readonly details: GroupDetails;
  readonly launch: LaunchSource;
  readonly mixedInstances: MixedInstances | undefined;
  /** Beside the properties, in CloudFormation only. */
  readonly updates: UpdatePolicy;
  readonly suspendedProcesses: Field<readonly string[]>;
  readonly policies: readonly ScalingPolicy[];
  readonly schedules: readonly Schedule[];
  /** Who else sets its sizes, in words: "an ECS capacity provider". */
  readonly managedElsewhere: string | undefined;
  /** Whether fixes can be made: edits of the source, or something to copy to where the source is. */
  readonly editable: boolean;
  /** An update: what is absent stays as it is, so nothing is "missing". */
  readonly partial: boolean;
  /**
   * Whether this document holds every policy, schedule, hook and attachment of the group: a template
   * does; an API input does not, and neither does one file of a Terraform module.
   */
  readonly closed: boolean;
  /** Properties that a deployment leaves alone, by AWS's name, or `all`: Terraform's `ignore_changes`. */
  readonly ignoredChanges: readonly string[];
  /** When DesiredCapacity is written: a condition may leave it out. */
  readonly desiredWhen: Presence;
  /** Under which condition it is made, as it is written. */
  readonly condition: string | undefined;
}

/** A balancer that a resource of its own attaches: its property there, and the resource's name. */
export interface Attachment {
  readonly key: string;
  readonly value: Node;
  /** What it names as its group. */
  readonly of: Node | undefined;
  readonly place: Located;
  readonly presence: Presence;
}

/** A scaling policy; `at` is its name. */
export interface ScalingPolicy extends Located {
  readonly body: Body;
  readonly editable: boolean;
  /** `SimpleScaling` where absent. */
  readonly type: Field<string>;
  readonly target: TargetTracking | undefined;
  readonly scalingAdjustment: Field<number>;
  readonly adjustmentType: Field<string>;
  /** Seconds; a simple policy's pause. */
  readonly cooldown: Field<number>;
  /** Seconds; the group's warm-up where absent. */
  readonly warmup: Field<number>;
  readonly steps: Field<readonly Step[]>;
  readonly predictive: PredictiveScaling | undefined;
  /** The alarms of this document that start it. */
  readonly alarms: readonly Alarm[];
  /** Under which conditions it is made. */
  readonly presence: Presence;
}

/** What a predictive policy holds. */
export interface PredictiveScaling {
  /** `ForecastOnly` where absent. */
  readonly mode: Field<string>;
  readonly breach: Field<string>;
  readonly buffer: Field<number>;
  /** How many `MetricSpecifications` there are. */
  readonly metrics: Field<number>;
}

/** What a target-tracking policy holds, and at which value. */
export interface TargetTracking {
  readonly body: Body;
  readonly targetValue: Field<number>;
  /** `ASGAverageCPUUtilization`, or a custom metric as `AWS/EC2 CPUUtilization`. */
  readonly metric: Field<string>;
  readonly disableScaleIn: Field<boolean>;
  readonly specification: MetricSpecification;
}

/** A CloudWatch alarm, as far as a policy depends on it; `at` is its logical id. */
export interface Alarm extends Located {
  readonly metric: Field<string>;
  readonly comparison: Field<string>;
  readonly threshold: Field<number>;
  /** Seconds. */
  readonly period: Field<number>;
  readonly evaluationPeriods: Field<number>;
}

/** A scheduled action of a group; `at` is its name. */
export interface Schedule extends Located {
  readonly body: Body;
  readonly editable: boolean;
  readonly minSize: Field<number>;
  readonly maxSize: Field<number>;
  readonly desiredCapacity: Field<number>;
  readonly recurrence: Field<string>;
  /** Under which conditions it is made. */
  readonly presence: Presence;
  /** A size that is left out is sent as 0, and -1 leaves it as it is: Terraform's provider does so. */
  readonly unwrittenIsZero: boolean;
}

/** Instances that are started ahead and wait; `at` is its name, or its group's. */
export interface WarmPool extends Located {
  readonly body: Body;
  readonly editable: boolean;
  /** The name or logical id of its group, where it is written. */
  readonly group: string | undefined;
  /** `Stopped` where absent. */
  readonly poolState: Field<string>;
  /** Of the pool, not of the group. */
  readonly minSize: Field<number>;
  readonly maxPreparedCapacity: Field<number>;
}

/** How instances are replaced: `body` is its `Preferences`. */
export interface InstanceRefresh extends Located {
  readonly body: Body;
  /** What the group ran before it, where the document holds the group. */
  readonly template: TemplateLink | undefined;
  readonly editable: boolean;
}

/** How large one machine is; `at` is its owner's name. */
export interface Machine extends Located {
  readonly kind: 'launch' | 'instance' | 'database';
  readonly size: Field<string>;
}

/** Where to point for a value: at it, or, where nothing is written, at its owner's name. */
export function placeOf(owner: Located, field: Field<unknown>): Located {
  return { at: field.state === 'absent' ? owner.at : field.at, path: field.path };
}

/** Whether instances that fail the load balancer's health check are replaced. */
export function checksLoadBalancer(healthCheckType: string): boolean {
  return healthCheckType.split(',').some((token) => token.trim() === 'ELB');
}

/**
 * By how much a policy changes the group when its alarm fires; `undefined` where that is not known,
 * an exact size, or differs in direction. Of several steps the smallest, which is taken first.
 */
export function changeOf(policy: ScalingPolicy): number | undefined {
  const { adjustmentType, scalingAdjustment, steps } = policy;
  if (adjustmentType.state !== 'known' || adjustmentType.value === 'ExactCapacity')
    return undefined;
  if (scalingAdjustment.state === 'known') return scalingAdjustment.value || undefined;
  if (steps.state !== 'known') return undefined;
  const changes = steps.value.map(({ adjustment }) =>
    adjustment.state === 'known' ? adjustment.value : 0,
  );
  const [first] = [...changes].sort((a, b) => Math.abs(a) - Math.abs(b));
  if (first === undefined || first === 0) return undefined;
  return changes.every((change) => change > 0 === first > 0) ? first : undefined;
}

/** Policies whose group stands elsewhere, or is named by a function: they may be any group's. */
export function unlinkedPolicies({
  groups,
  policies,
}: Pick<AutoscalingGroupModel, 'groups' | 'policies'>): readonly ScalingPolicy[] {
  const linked = new Set(groups.flatMap((group) => group.policies));
  return policies.filter((policy) => !linked.has(policy));
}

/** On which side of its threshold an alarm fires, by its operator. */
export function directionOf(operator: string): 'above' | 'below' | undefined {
  if (/^GreaterThan(?:OrEqualTo)?Threshold$/.test(operator)) return 'above';
  return /^LessThan(?:OrEqualTo)?Threshold$/.test(operator) ? 'below' : undefined;
}

/** Whether the metric is CPU utilisation in percent, averaged over the group. */
export function isCpuPercent(metric: string): boolean {
  return /^ASGAverageCPUUtilization(?:HighResolution)?$|^AWS\/EC2 CPUUtilization$/.test(metric);
}

/** Whether the metric is one that instances send to CloudWatch, and therefore as often as they do. */
export function isInstanceMetric(metric: string): boolean {
  return /^ASGAverage(?:CPU|Network)|^AWS\/EC2 /.test(metric) && !metric.endsWith('HighResolution');
}

/** The fields of a group that facts and paths are made of. */
export function fieldsOf(group: ScalingGroup): readonly Field<unknown>[] {
  return [
    group.name,
    group.minSize,
    group.maxSize,
    group.desiredCapacity,
    group.healthCheckType,
    group.healthCheckGracePeriod,
    group.loadBalancers,
    group.subnets,
    group.availabilityZones,
  ];
}
