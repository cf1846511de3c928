import type { ContainerServiceFact, ScalableTargetFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, type Located, valueOf } from '../../contracts/field';
import { type Balancers, linksIn, readBalancers } from './balancers';
import { writtenWhen } from './by-condition';
import { type Databases, readDatabases } from './databases';
import { type Regions, readRegions } from './dns';
import { type Body, bodyOf, booleanField, numberField, stringField } from './fields';
import { type Functions, readFunctions } from './functions';
import { blockOf, customizedMetric } from './metric-specification';
import { NO_PAIRS, type Paired, readPairs } from './paired';
import { ALWAYS, type Presence } from './presence';
import type { Resource } from './resource';
import { readTaskDefinition, type TaskDefinition } from './task-definitions';
import { child, itemsOf, linkOf, member, type Node, objectAt, refOf, textOf } from './tree';
import { named } from './written-values';

/** An ECS service; `at` is its logical id or its name in Terraform. */
export interface ContainerService extends Placed<ContainerServiceFact> {
  readonly body: Body;
  readonly editable: boolean;
  /** The bounds it is scaled within, where they stand in this document. */
  readonly target: ScalableTarget | undefined;
  /** When its count is written: a condition may leave it out. */
  readonly countWhen: Presence;
  /** Who replaces its tasks: `ECS`, `CODE_DEPLOY` or `EXTERNAL`; ECS itself where absent. */
  readonly deploymentController: Field<string>;
}

/** A target of Application Auto Scaling; `at` is its name. */
export interface ScalableTarget extends Omit<Placed<ScalableTargetFact>, 'metrics' | 'triggers'> {
  readonly body: Body;
  readonly editable: boolean;
  readonly policies: readonly TargetPolicy[];
  /** What is suspended of its scaling. */
  readonly suspended: SuspendedScaling;
  /** Under which conditions it is made. */
  readonly presence: Presence;
}

/** Parts of scaling that may be suspended; none is where nothing says so. */
export interface SuspendedScaling {
  readonly scaleIn: Field<boolean>;
  readonly scaleOut: Field<boolean>;
}

/** A target-tracking policy of a scalable target, as far as it is judged. */
export interface TargetPolicy extends Located {
  /** What it scales: `ecs:service:DesiredCount`; its target's where that stands in the document. */
  readonly dimension: Field<string>;
  readonly metric: Field<string>;
  /** A metric of one's own, as `AWS/ApplicationELB RequestCount (Sum)`. */
  readonly customMetric: Field<string>;
  /** Its metric is told from others of the kind by a label. */
  readonly several: boolean;
  readonly targetValue: Field<number>;
}

/** What a document holds of services, their tasks and bounds, and of databases. */
export interface Services extends Databases, Balancers, Regions, Functions, Paired {
  readonly services: readonly ContainerService[];
  readonly targets: readonly ScalableTarget[];
  /** Every target-tracking policy of a scalable target, those of targets elsewhere included. */
  readonly targetPolicies: readonly TargetPolicy[];
  readonly tasks: readonly TaskDefinition[];
}

/** A document without any. */
export const NO_SERVICES: Services = {
  services: [],
  targets: [],
  targetPolicies: [],
  tasks: [],
  databases: [],
  parameterGroups: [],
  balancers: [],
  listeners: [],
  targetGroups: [],
  records: [],
  globalDatabases: [],
  functions: [],
  triggers: [],
  queues: [],
  ...NO_PAIRS,
};

/** Reads ECS services, scalable targets and databases, joined within their document. */
export function readServices(resources: readonly Resource[], editable: boolean): Services {
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const policies = of('AWS::ApplicationAutoScaling::ScalingPolicy');
  const targets = of('AWS::ApplicationAutoScaling::ScalableTarget').map((resource) =>
    readTarget(resource, policies, editable),
  );
  const linked = targets.flatMap((target) => target.policies);
  const paths = new Set(linked.map(({ path }) => path));
  const services = of('AWS::ECS::Service').map((resource) =>
    readService(resource, targets, editable),
  );
  const tasks = of('AWS::ECS::TaskDefinition').map(readTaskDefinition);
  return {
    services,
    targets,
    targetPolicies: [
      ...linked,
      ...policies.map(readTargetPolicy).filter(({ path }) => !paths.has(path)),
    ],
    tasks,
    ...readDatabases(resources),
    ...readBalancers(resources),
    ...readRegions(resources),
    ...readFunctions(resources),
    ...readPairs(resources),
  };
}

function readService(
  { id, place, body, when, condition }: Resource,
  targets: readonly ScalableTarget[],
  editable: boolean,
): ContainerService {
  const name = stringField(body, 'ServiceName');
  const target = targets.find(({ scales }) =>
    scales.resource === null
      ? name.state === 'known' && scales.name === name.value
      : scales.resource === id,
  );
  return {
    ...place,
    kind: 'container-service',
    resource: id,
    body,
    editable,
    name: name.state === 'known' ? name : named(id, name.path, place),
    region: stringField(body, 'Region'),
    desiredCount: numberField(body, 'DesiredCount'),
    minimumHealthyPercent: percentOf(body, 'MinimumHealthyPercent'),
    maximumPercent: percentOf(body, 'MaximumPercent'),
    schedulingStrategy: stringField(body, 'SchedulingStrategy'),
    taskDefinition: taskDefinitionOf(child(body.node, 'TaskDefinition')),
    isBehindBalancer: member(body.node, 'LoadBalancers') !== undefined,
    targetGroups: itemsOf(child(body.node, 'LoadBalancers')).flatMap((item) =>
      linksIn(child(item, 'TargetGroupArn')),
    ),
    checkGrace: numberField(body, 'HealthCheckGracePeriodSeconds'),
    isCountIgnored: ignores(body, 'desired_count'),
    target,
    countWhen: writtenWhen(body, 'DesiredCount', when),
    ...(condition === undefined ? {} : { condition }),
    deploymentController: controllerOf(body),
  };
}

/** A reference, or a text that begins with one: `${aws_ecs_task_definition.web.family}:3`. */
function taskDefinitionOf(node: Node | undefined): string | null {
  const named = /^\$\{(aws_ecs_task_definition\.[\w-]+)\./.exec(textOf(node) ?? '')?.[1];
  return linkOf(node) ?? named ?? null;
}

/** Whether ECS itself replaces the tasks of a service; others do it by rules of their own. */
export function isRolling({ deploymentController }: ContainerService): boolean {
  return deploymentController.state === 'absent' || valueOf(deploymentController) === 'ECS';
}

function controllerOf(body: Body): Field<string> {
  const block = blockOf(body, 'DeploymentController');
  return block
    ? stringField(block, 'Type')
    : absent(body.at.end, `${body.path}/DeploymentController/Type`);
}

/** CloudFormation has the two percentages in a block, Terraform beside the count. */
function percentOf(body: Body, key: string): Field<number> {
  const terraform = `Deployment${key}`;
  if (member(body.node, terraform) !== undefined) return numberField(body, terraform);
  const block = blockOf(body, 'DeploymentConfiguration');
  if (block !== undefined) return numberField(block, key);
  return absent(body.at.end, `${body.path}/DeploymentConfiguration/${key}`);
}

function ignores({ node }: Body, name: string): boolean {
  const ignored = child(objectAt(node, 'Lifecycle'), 'IgnoreChanges');
  const items = ignored?.kind === 'array' ? ignored.items : ignored === undefined ? [] : [ignored];
  return items.some((item) => [name, 'all'].includes(textOf(item) ?? refOf(item) ?? ''));
}

function readTarget(
  { id, place, body, presence }: Resource,
  policies: readonly Resource[],
  editable: boolean,
): ScalableTarget {
  return {
    ...place,
    kind: 'scalable-target',
    body,
    editable,
    namespace: stringField(body, 'ServiceNamespace'),
    dimension: stringField(body, 'ScalableDimension'),
    scales: scaledBy(child(body.node, 'ResourceId')),
    minCapacity: numberField(body, 'MinCapacity'),
    maxCapacity: numberField(body, 'MaxCapacity'),
    policies: policies
      .filter((policy) => follows(policy, id, body))
      .map((policy) => ({
        ...readTargetPolicy(policy),
        dimension: stringField(body, 'ScalableDimension'),
      })),
    suspended: suspendedOf(body),
    presence,
  };
}

function suspendedOf(body: Body): SuspendedScaling {
  const state = blockOf(body, 'SuspendedState');
  const field = (key: string) =>
    state ? booleanField(state, key) : absent(body.at.end, `${body.path}/SuspendedState/${key}`);
  return {
    scaleIn: field('DynamicScalingInSuspended'),
    scaleOut: field('DynamicScalingOutSuspended'),
  };
}

/**
 * What `register-scalable-target` and `put-scaling-policy` of Application Auto Scaling take, and
 * `describe-scalable-targets` prints; a policy is that of a target of which no more is said.
 */
export function readTargetRequest(node: Node, place: Located, editable: boolean): ScalableTarget {
  const body = bodyOf(node, place.path);
  const isPolicy = member(node, 'TargetTrackingScalingPolicyConfiguration') !== undefined;
  const resource = { id: '', type: '', place, body, beside: undefined, presence: ALWAYS } as const;
  const target = readTarget({ ...resource, when: () => ALWAYS }, [], editable);
  return isPolicy ? { ...target, policies: [readTargetPolicy(resource)] } : target;
}

/** CloudFormation names the target itself, Terraform repeats what the target says of itself, by reference or in the same words. */
function follows({ body }: Resource, target: string, own: Body): boolean {
  const linked = ['ScalingTargetId', 'ResourceId'].some(
    (key) => linkOf(child(body.node, key)) === target,
  );
  return linked || ['ResourceId', 'ScalableDimension'].every((key) => saysTheSame(body, own, key));
}

function saysTheSame(one: Body, other: Body, key: string): boolean {
  const text = textOf(child(one.node, key));
  return text !== undefined && text === textOf(child(other.node, key));
}

function readTargetPolicy({ place, body }: Pick<Resource, 'place' | 'body'>): TargetPolicy {
  const config = blockOf(body, 'TargetTrackingScalingPolicyConfiguration') ?? body;
  const metric = blockOf(config, 'PredefinedMetricSpecification');
  return {
    ...place,
    dimension: stringField(body, 'ScalableDimension'),
    metric:
      metric === undefined
        ? absent(place.at.end, `${config.path}/PredefinedMetricSpecification`)
        : stringField(metric, 'PredefinedMetricType'),
    customMetric:
      customizedMetric(config) ??
      absent(place.at.end, `${config.path}/CustomizedMetricSpecification`),
    several: metric !== undefined && member(metric.node, 'ResourceLabel') !== undefined,
    targetValue: numberField(config, 'TargetValue'),
  };
}

/**
 * What the id of a scalable target names: `service/cluster/web`, with a name or a reference last. A
 * reference stands in a text as `${Web.Name}` or `${aws_ecs_service.web.name}`.
 */
function scaledBy(node: Node | undefined): ScalableTarget['scales'] {
  const text = textOf(node) ?? substituted(node);
  const last = text?.split('/').at(-1);
  const reference = /^\$\{\s*([\w.-]+?)\s*\}$/.exec(last ?? '')?.[1];
  if (reference !== undefined) return { resource: resourceOf(reference), name: null };
  if (last !== undefined && !last.includes('$')) return { resource: null, name: last };
  const joined = joinedLast(node);
  return { resource: joined ?? null, name: null };
}

/** `Fn::Sub` with a text alone, or with a text and its values. */
function substituted(node: Node | undefined): string | undefined {
  if (node?.kind !== 'intrinsic' || node.name !== 'Fn::Sub') return undefined;
  return textOf(node.argument) ?? textOf(itemsOf(node.argument)[0]);
}

/** `Fn::Join` of `/` with the service's name last. */
function joinedLast(node: Node | undefined): string | undefined {
  if (node?.kind !== 'intrinsic' || node.name !== 'Fn::Join') return undefined;
  return linkOf(itemsOf(itemsOf(node.argument)[1]).at(-1));
}

/** `aws_ecs_service.web.name` is the resource `aws_ecs_service.web`, `Web.Name` the resource `Web`. */
function resourceOf(reference: string): string {
  const steps = reference.split('.');
  return steps.slice(0, steps[0]?.startsWith('aws_') ? 2 : 1).join('.');
}
