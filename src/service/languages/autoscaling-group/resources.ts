import { type Field, known, type Located } from '../../contracts/field';
import { tableOf } from '../../text/tables';
import { writtenWhen } from './by-condition';
import { type Body, bodyOf, numberField, stringField } from './fields';
import { hookOf, readGroup, strongest } from './group';
import { type LaunchedMachine, readMachine } from './launch';
import type {
  Alarm,
  Attachment,
  Content,
  InstanceRefresh,
  Machine,
  ScalingGroup,
  Schedule,
  WarmPool,
} from './model';
import { readAlarm, readPolicy } from './policy';
import { ALWAYS } from './presence';
import type { Resource } from './resource';
import { readServices } from './services';
import type { Shape } from './shape';
import { awsName, RESOURCES } from './terraform-names';
import { child, itemsOf, linkOf, member, objectAt, pointer, refOf, textOf } from './tree';

/** What the document says of its resources as a whole. */
export interface Surroundings {
  readonly shape: Shape;
  readonly editable: boolean;
  /** Whether no other file can add a resource. */
  readonly closed: boolean;
  /** Whether a reference leads to one resource, not to a value that may stand for a list. */
  readonly isResource: (name: string) => boolean;
  /** Whether an output hands the resource on, so that another stack may add to it. */
  readonly isExported: (name: string) => boolean;
}

/** The groups and policies of a template, linked by logical id or name. */
export function readResources(resources: readonly Resource[], around: Surroundings): Content {
  const { shape, editable, closed } = around;
  const policies = ofType(resources, 'AWS::AutoScaling::ScalingPolicy').map((resource) => ({
    link: groupLink(resource),
    policy: {
      ...readPolicy(resource.place, resource.body, alarmsOf(resources, resource.id), editable),
      presence: resource.presence,
    },
  }));
  const schedules = ofType(resources, 'AWS::AutoScaling::ScheduledAction').map((resource) => ({
    link: groupLink(resource),
    schedule: {
      ...readSchedule(resource.place, resource.body, editable),
      presence: resource.presence,
      unwrittenIsZero: shape === 'terraform',
    },
  }));
  const machines = launchedBy(resources);
  const groups = ofType(resources, 'AWS::AutoScaling::AutoScalingGroup').map((resource) => {
    const isThis = (link: string | undefined) =>
      link !== undefined && (link === resource.id || link === ownName(resource));
    return readGroup(resource.place, resource.body, {
      shape,
      name: nameOf(resource),
      isResource: around.isResource,
      launchHook: launchHookOf(resources, isThis, closed),
      attachments: attachmentsOf(resources, isThis),
      beside: resource.beside,
      machines,
      policies: policies.filter(({ link }) => isThis(link)).map(({ policy }) => policy),
      schedules: schedules.filter(({ link }) => isThis(link)).map(({ schedule }) => schedule),
      managedElsewhere: hasCapacityProvider(resources, isThis)
        ? 'an ECS capacity provider'
        : undefined,
      editable,
      partial: false,
      closed: closed && !around.isExported(resource.id),
      ignoredChanges: ignoredChangesOf(resource.body),
      desiredWhen: writtenWhen(resource.body, 'DesiredCapacity', resource.when),
      condition: resource.condition,
    });
  });
  return {
    groups,
    policies: policies.map(({ policy }) => policy),
    schedules: schedules.map(({ schedule }) => schedule),
    warmPools: warmPoolsOf(resources, groups, editable),
    refreshes: groups.flatMap((group) => refreshOf(group)),
    machines: resources.flatMap(machineOf),
    ...readServices(resources, editable),
  };
}

/** What groups launch, by what other resources call it. */
function launchedBy(resources: readonly Resource[]): ReadonlyMap<string, LaunchedMachine> {
  const machines = new Map<string, LaunchedMachine>();
  for (const { id, place, body } of ofType(resources, 'AWS::EC2::LaunchTemplate')) {
    machines.set(id, readMachine(place, body, 'template'));
  }
  for (const { id, place, body } of ofType(resources, 'AWS::AutoScaling::LaunchConfiguration')) {
    machines.set(id, readMachine(place, body, 'configuration'));
  }
  return machines;
}

/** The resources of one type. */
export function ofType(resources: readonly Resource[], type: string): readonly Resource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The logical id or the literal name of the group a resource belongs to. */
function groupLink({ body }: Resource): string | undefined {
  const value = child(body.node, 'AutoScalingGroupName');
  return linkOf(value) ?? textOf(value);
}

function ownName({ body }: Resource): string | undefined {
  return textOf(child(body.node, 'AutoScalingGroupName'));
}

/** The name people know the group by: its own, or the logical id where AWS makes one up. */
function nameOf(resource: Resource): Field<string> {
  const name = stringField(resource.body, 'AutoScalingGroupName');
  if (name.state === 'known') return name;
  // A group of a nested stack is told from the others by the name of that.
  const own = (resource.id.split('.').at(-1) ?? '').replaceAll('--', '.');
  return known(own, resource.place.at, name.path, 'derived');
}

function alarmsOf(resources: readonly Resource[], policy: string): readonly Alarm[] {
  return ofType(resources, 'AWS::CloudWatch::Alarm')
    .filter(({ body }) =>
      ['AlarmActions', 'OKActions', 'InsufficientDataActions'].some((key) =>
        itemsOf(child(body.node, key)).some((action) => linkOf(action) === policy),
      ),
    )
    .map(({ place, body }) => readAlarm(place, body));
}

function launchHookOf(
  resources: readonly Resource[],
  isThis: (link: string | undefined) => boolean,
  closed: boolean,
): ScalingGroup['launchHook'] {
  return ofType(resources, 'AWS::AutoScaling::LifecycleHook')
    .filter((hook) => isThis(groupLink(hook)) || groupLink(hook) === undefined)
    .map(({ body }) => (body.node === undefined ? 'unknown' : hookOf(body.node)))
    .reduce(strongest, closed ? 'absent' : 'unknown');
}

/** Terraform may attach a balancer by a resource of its own. */
function attachmentsOf(
  resources: readonly Resource[],
  isThis: (link: string | undefined) => boolean,
): readonly Attachment[] {
  return ofType(resources, 'Terraform::Attachment')
    .filter((resource) => isThis(groupLink(resource)))
    .flatMap(({ place, body, presence }) => {
      const keys = ['TargetGroupARNs', 'LoadBalancerNames', 'TrafficSources'];
      const entry = keys.map((key) => member(body.node, key)).find((found) => found !== undefined);
      const of = child(body.node, 'AutoScalingGroupName');
      return entry === undefined
        ? []
        : [{ key: entry.key, value: entry.value, of, place, presence }];
    });
}

function hasCapacityProvider(
  resources: readonly Resource[],
  isThis: (link: string | undefined) => boolean,
): boolean {
  return ofType(resources, 'AWS::ECS::CapacityProvider').some(({ body }) => {
    const provider = objectAt(body.node, 'AutoScalingGroupProvider');
    const status = child(objectAt(provider, 'ManagedScaling'), 'Status');
    const managed =
      member(provider, 'ManagedScaling') !== undefined && textOf(status) !== 'DISABLED';
    return managed && isThis(linkOf(child(provider, 'AutoScalingGroupArn')));
  });
}

const GROUP_BLOCK = RESOURCES.aws_autoscaling_group?.[1];

function ignoredChangesOf({ node }: Body): readonly string[] {
  const ignored = child(objectAt(node, 'Lifecycle'), 'IgnoreChanges');
  const items = ignored?.kind === 'array' ? ignored.items : ignored === undefined ? [] : [ignored];
  const names = items.flatMap((item) => textOf(item) ?? refOf(item) ?? []);
  return names.map((name) => (name === 'all' ? name : awsName(GROUP_BLOCK, name)));
}

/** Reads a scheduled action from its properties; the API and CloudFormation spell them alike. */
export function readSchedule(place: Located, body: Body, editable: boolean): Schedule {
  return {
    ...place,
    body,
    editable,
    minSize: numberField(body, 'MinSize'),
    maxSize: numberField(body, 'MaxSize'),
    desiredCapacity: numberField(body, 'DesiredCapacity'),
    recurrence: stringField(body, 'Recurrence'),
    presence: ALWAYS,
    unwrittenIsZero: false,
  };
}

/** Reads a warm pool from its properties. */
export function readWarmPool(place: Located, body: Body, editable: boolean): WarmPool {
  const value = child(body.node, 'AutoScalingGroupName');
  return {
    ...place,
    body,
    editable,
    group: linkOf(value) ?? textOf(value),
    poolState: stringField(body, 'PoolState'),
    minSize: numberField(body, 'MinSize'),
    maxPreparedCapacity: numberField(body, 'MaxGroupPreparedCapacity'),
  };
}

/** Warm pools are resources of their own in CloudFormation, a block of the group in Terraform. */
function warmPoolsOf(
  resources: readonly Resource[],
  groups: readonly ScalingGroup[],
  editable: boolean,
): readonly WarmPool[] {
  const own = ofType(resources, 'AWS::AutoScaling::WarmPool').map(({ place, body }) =>
    readWarmPool(place, body, editable),
  );
  return [...own, ...groups.flatMap((group) => blockOf(group, 'WarmPool', readWarmPool))];
}

/** Terraform has the block in the group, CloudFormation among the update policies beside it. */
function refreshOf(group: ScalingGroup): readonly InstanceRefresh[] {
  const { refresh } = group.updates;
  const beside = refresh === undefined ? [] : [refreshIn(group, refresh, refresh.body)];
  const inGroup = blockOf(group, 'InstanceRefresh', (place, body) => refreshIn(group, place, body));
  return [...beside, ...inGroup];
}

function refreshIn(
  { editable, launch }: ScalingGroup,
  place: Located,
  body: Body,
): InstanceRefresh {
  const path = pointer(body.path, 'Preferences');
  const preferences = child(body.node, 'Preferences');
  const inner =
    preferences === undefined ? { node: undefined, path, at: body.at } : bodyOf(preferences, path);
  return { at: place.at, path: place.path, body: inner, template: launch.template, editable };
}

function blockOf<T>(
  { body, editable }: ScalingGroup,
  key: string,
  read: (place: Located, block: Body, editable: boolean) => T,
): readonly T[] {
  const entry = member(body.node, key);
  if (entry === undefined) return [];
  const path = pointer(body.path, key);
  return [read({ at: entry.keyAt, path }, bodyOf(entry.value, path), editable)];
}

const MACHINES = tableOf<readonly [Machine['kind'], key: string]>({
  'AWS::EC2::LaunchTemplate': ['launch', 'InstanceType'],
  'AWS::AutoScaling::LaunchConfiguration': ['launch', 'InstanceType'],
  'AWS::EC2::Instance': ['instance', 'InstanceType'],
  'AWS::RDS::DBInstance': ['database', 'DBInstanceClass'],
});

function machineOf({ type, place, body }: Resource): readonly Machine[] {
  const [kind, key] = MACHINES[type] ?? [];
  if (kind === undefined || key === undefined) return [];
  const data = child(body.node, 'LaunchTemplateData');
  const owner = data === undefined ? body : bodyOf(data, pointer(body.path, 'LaunchTemplateData'));
  return [{ ...place, kind, size: stringField(owner, key) }];
}
