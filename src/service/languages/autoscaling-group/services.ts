import { absent, type Field, known, type Located } from '../../contracts/field';
import { type Body, booleanField, numberField, stringField } from './fields';

import { blockOf } from './metric-specification';
import type { Resource } from './resource';
import { child, itemsOf, linkOf, member, type Node, objectAt, refOf, textOf } from './tree';

/** An ECS service; `at` is its logical id or its name in Terraform. */
export interface ContainerService extends Located {
  readonly resource: string;
  readonly body: Body;
  readonly editable: boolean;
  readonly name: Field<string>;
  readonly desiredCount: Field<number>;
  /** Percent; 100 where absent. */
  readonly minimumHealthyPercent: Field<number>;
  /** Percent; 200 where absent. */
  readonly maximumPercent: Field<number>;
  readonly schedulingStrategy: Field<string>;
  readonly taskDefinition: string | null;
  readonly isBehindBalancer: boolean;
  readonly isCountIgnored: boolean;
  /** The bounds it is scaled within, where they stand in this document. */
  readonly target: ScalableTarget | undefined;
}

/** A target of Application Auto Scaling; `at` is its name. */
export interface ScalableTarget extends Located {
  readonly resource: string;
  readonly body: Body;
  readonly editable: boolean;
  readonly namespace: Field<string>;
  readonly dimension: Field<string>;
  readonly scales: { readonly resource: string | null; readonly name: string | null };
  readonly minCapacity: Field<number>;
  readonly maxCapacity: Field<number>;
  readonly policies: readonly TargetPolicy[];
}

/** A target-tracking policy of a scalable target, as far as it is judged. */
export interface TargetPolicy extends Located {
  readonly metric: Field<string>;
  readonly targetValue: Field<number>;
}

/** A database of RDS; `at` is its name. */
export interface ManagedDatabase extends Located {
  readonly resource: string;
  readonly identifier: Field<string>;
  readonly engine: Field<string>;
  readonly instanceClass: Field<string>;
  readonly multiAz: Field<boolean>;
  readonly maxConnections: Field<string>;
}

/** What a document holds of services, their bounds and databases. */
export interface Services {
  readonly services: readonly ContainerService[];
  readonly targets: readonly ScalableTarget[];
  readonly databases: readonly ManagedDatabase[];
}

/** A document without any. */
export const NO_SERVICES: Services = { services: [], targets: [], databases: [] };

/** Reads ECS services, scalable targets and databases, joined within their document. */
export function readServices(resources: readonly Resource[], editable: boolean): Services {
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const policies = of('AWS::ApplicationAutoScaling::ScalingPolicy');
  const targets = of('AWS::ApplicationAutoScaling::ScalableTarget').map((resource) =>
    readTarget(resource, policies, editable),
  );
  const services = of('AWS::ECS::Service').map((resource) =>
    readService(resource, targets, editable),
  );
  const groups = of('AWS::RDS::DBParameterGroup');
  const databases = of('AWS::RDS::DBInstance').map((resource) => readDatabase(resource, groups));
  return { services, targets, databases };
}

function readService(
  { id, place, body }: Resource,
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
    resource: id,
    body,
    editable,
    name: name.state === 'known' ? name : named(id, name.path, place),
    desiredCount: numberField(body, 'DesiredCount'),
    minimumHealthyPercent: percentOf(body, 'MinimumHealthyPercent'),
    maximumPercent: percentOf(body, 'MaximumPercent'),
    schedulingStrategy: stringField(body, 'SchedulingStrategy'),
    taskDefinition: linkOf(child(body.node, 'TaskDefinition')) ?? null,
    isBehindBalancer: member(body.node, 'LoadBalancers') !== undefined,
    isCountIgnored: ignores(body, 'desired_count'),
    target,
  };
}

/** People know a resource by the last part of its id where AWS makes the name up. */
function named(id: string, path: string, place: Located): Field<string> {
  return known(id.split('.').at(-1) ?? '', place.at, path, 'derived');
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
  { id, place, body }: Resource,
  policies: readonly Resource[],
  editable: boolean,
): ScalableTarget {
  return {
    ...place,
    resource: id,
    body,
    editable,
    namespace: stringField(body, 'ServiceNamespace'),
    dimension: stringField(body, 'ScalableDimension'),
    scales: scaledBy(child(body.node, 'ResourceId')),
    minCapacity: numberField(body, 'MinCapacity'),
    maxCapacity: numberField(body, 'MaxCapacity'),
    policies: policies.filter((policy) => follows(policy, id)).map(readTargetPolicy),
  };
}

/** CloudFormation names the target itself, Terraform repeats what the target says of itself. */
function follows({ body }: Resource, target: string): boolean {
  return ['ScalingTargetId', 'ResourceId'].some((key) => linkOf(child(body.node, key)) === target);
}

function readTargetPolicy({ place, body }: Resource): TargetPolicy {
  const config = blockOf(body, 'TargetTrackingScalingPolicyConfiguration') ?? body;
  const metric = blockOf(config, 'PredefinedMetricSpecification');
  return {
    ...place,
    metric:
      metric === undefined
        ? absent(place.at.end, `${config.path}/PredefinedMetricSpecification`)
        : stringField(metric, 'PredefinedMetricType'),
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

function readDatabase({ id, place, body }: Resource, groups: readonly Resource[]): ManagedDatabase {
  const link = linkOf(child(body.node, 'DBParameterGroupName'));
  const group = groups.find((candidate) => candidate.id === link);
  const identifier = stringField(body, 'DBInstanceIdentifier');
  return {
    ...place,
    resource: id,
    identifier: identifier.state === 'known' ? identifier : named(id, identifier.path, place),
    engine: stringField(body, 'Engine'),
    instanceClass: stringField(body, 'DBInstanceClass'),
    multiAz: booleanField(body, 'MultiAZ'),
    maxConnections: maxConnectionsOf(body, group),
  };
}

/** A map in CloudFormation, a list of names and values in Terraform. */
function maxConnectionsOf(body: Body, group: Resource | undefined): Field<string> {
  const path = `${body.path}/DBParameterGroupName`;
  if (group === undefined) {
    const named = stringField(body, 'DBParameterGroupName');
    if (named.state === 'absent') return named;
    const at = named.at;
    return { state: 'unknown', why: 'its parameter group is not here', at, path };
  }
  const parameters = child(group.body.node, 'Parameters');
  if (parameters?.kind === 'object') {
    const block: Body = {
      node: parameters,
      path: `${group.body.path}/Parameters`,
      at: parameters.at,
    };
    return stringField(block, 'max_connections');
  }
  const row = itemsOf(parameters).find((item) => textOf(child(item, 'Name')) === 'max_connections');
  if (row?.kind !== 'object') return absent(group.place.at.end, `${group.body.path}/Parameters`);
  return stringField(
    { node: row, path: `${group.body.path}/max_connections`, at: row.at },
    'Value',
  );
}
