import { type Field, known, type Located } from '../../contracts/field';
import { type Body, bodyOf, numberField, stringField } from './fields';
import { hookOf, linkOf, readGroup, strongest } from './group';
import type { Alarm, ScalingGroup, ScalingPolicy, Schedule } from './model';
import { readAlarm, readPolicy } from './policy';
import type { Shape } from './shape';
import { child, itemsOf, type Member, member, type Node, objectAt, pointer, textOf } from './tree';

/** The groups and policies of a CloudFormation template, linked by logical id or name. */
export function readTemplate(
  root: Node,
  shape: Shape,
): { groups: readonly ScalingGroup[]; policies: readonly ScalingPolicy[] } {
  const resources = resourcesOf(root);
  const editable = shape === 'cloudformation';
  const policies = ofType(resources, 'AWS::AutoScaling::ScalingPolicy').map((resource) => ({
    link: groupLink(resource),
    policy: readPolicy(resource.place, resource.body, alarmsOf(resources, resource.id), editable),
  }));
  const groups = ofType(resources, 'AWS::AutoScaling::AutoScalingGroup').map((resource) => {
    const isThis = (link: string | undefined) =>
      link !== undefined && (link === resource.id || link === ownName(resource));
    return readGroup(resource.place, resource.body, {
      shape,
      name: nameOf(resource),
      isResource: (name) => resources.some(({ id }) => id === name),
      launchHook: launchHookOf(root, resources, isThis),
      policies: policies.filter(({ link }) => isThis(link)).map(({ policy }) => policy),
      schedules: ofType(resources, 'AWS::AutoScaling::ScheduledAction')
        .filter((action) => isThis(groupLink(action)))
        .map(readSchedule),
      managedElsewhere: hasCapacityProvider(resources, isThis)
        ? 'an ECS capacity provider'
        : undefined,
      editable,
      partial: false,
    });
  });
  return { groups, policies: policies.map(({ policy }) => policy) };
}

interface Resource {
  readonly id: string;
  readonly type: string;
  readonly place: Located;
  readonly body: Body;
}

function resourcesOf(root: Node): readonly Resource[] {
  return (objectAt(root, 'Resources')?.members ?? []).flatMap((entry) => {
    const type = textOf(child(entry.value, 'Type'));
    return type === undefined ? [] : [toResource(entry, type)];
  });
}

function toResource(entry: Member, type: string): Resource {
  const path = pointer('/Resources', entry.key);
  const properties = child(entry.value, 'Properties');
  const bodyPath = pointer(path, 'Properties');
  return {
    id: entry.key,
    type,
    place: { at: entry.keyAt, path },
    body:
      properties === undefined
        ? { node: undefined, path: bodyPath, at: entry.keyAt }
        : bodyOf(properties, bodyPath),
  };
}

function ofType(resources: readonly Resource[], type: string): readonly Resource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The logical id or the literal name of the group a resource belongs to. */
function groupLink(resource: Resource): string | undefined {
  const value = child(resource.body.node, 'AutoScalingGroupName');
  return linkOf(value) ?? textOf(value);
}

function ownName(resource: Resource): string | undefined {
  return textOf(child(resource.body.node, 'AutoScalingGroupName'));
}

/** The name people know the group by: its own, or the logical id where AWS makes one up. */
function nameOf(resource: Resource): Field<string> {
  const name = stringField(resource.body, 'AutoScalingGroupName');
  if (name.state === 'known') return name;
  return known(resource.id, resource.place.at, name.path, 'derived');
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
  root: Node,
  resources: readonly Resource[],
  isThis: (link: string | undefined) => boolean,
): ScalingGroup['launchHook'] {
  const hooks = ofType(resources, 'AWS::AutoScaling::LifecycleHook')
    .filter((hook) => isThis(groupLink(hook)) || groupLink(hook) === undefined)
    .map(({ body }) => (body.node === undefined ? 'unknown' : hookOf(body.node)));
  const generated = objectAt(root, 'Resources')?.open === true ? 'unknown' : 'absent';
  return hooks.reduce(strongest, generated);
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

function readSchedule(resource: Resource): Schedule {
  return {
    ...resource.place,
    minSize: numberField(resource.body, 'MinSize'),
    maxSize: numberField(resource.body, 'MaxSize'),
    desiredCapacity: numberField(resource.body, 'DesiredCapacity'),
    recurrence: stringField(resource.body, 'Recurrence'),
  };
}
