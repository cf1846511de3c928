import { absent, type Field, known, type Located, unknown } from '../../contracts/field';
import { readDetails } from './details';
import { type Body, listField, numberField, read, stringField, whyUnknown } from './fields';
import { type LaunchedMachine, launchSourceOf } from './launch';
import { mixedInstancesOf } from './mixed-instances';
import type { Attachment, ScalingGroup, ScalingPolicy, Schedule } from './model';
import type { Shape } from './shape';
import {
  child,
  isNoValue,
  itemsOf,
  linkOf,
  member,
  type Node,
  type ObjectNode,
  pointer,
  textOf,
} from './tree';
import { updatePolicyOf } from './update-policy';

/** What a shape knows of a group besides its properties. */
export interface GroupSurroundings {
  readonly shape: Shape;
  readonly name: Field<string>;
  /** Whether a `Ref` leads to one resource, not to a parameter that may stand for a list. */
  readonly isResource: (name: string) => boolean;
  readonly launchHook: ScalingGroup['launchHook'];
  /** Balancers that other resources attach. */
  readonly attachments: readonly Attachment[];
  /** What stands beside the properties, in a template of CloudFormation. */
  readonly beside: ObjectNode | undefined;
  /** The launch templates and configurations of the document, by what others call them. */
  readonly machines: ReadonlyMap<string, LaunchedMachine>;
  readonly policies: readonly ScalingPolicy[];
  readonly schedules: readonly Schedule[];
  readonly managedElsewhere: string | undefined;
  readonly editable: boolean;
  readonly partial: boolean;
  readonly closed: boolean;
  readonly ignoredChanges: readonly string[];
  readonly desiredWhen: ScalingGroup['desiredWhen'];
  readonly condition?: string | undefined;
}

/** Reads a group from its properties; the API and CloudFormation spell them alike. */
export function readGroup(at: Located, body: Body, around: GroupSurroundings): ScalingGroup {
  return {
    at: at.at,
    path: at.path,
    shape: around.shape,
    body,
    name: around.name,
    minSize: numberField(body, 'MinSize'),
    maxSize: numberField(body, 'MaxSize'),
    desiredCapacity: numberField(body, 'DesiredCapacity'),
    healthCheckType: stringField(body, 'HealthCheckType'),
    healthCheckGracePeriod: graceOf(at, body, around.shape),
    attached: around.attachments,
    loadBalancers: loadBalancersOf(body, around.attachments),
    subnets: listField(body, 'VPCZoneIdentifier', around.isResource),
    availabilityZones: listField(body, 'AvailabilityZones', around.isResource),
    launchHook: strongest(around.launchHook, hookSpecificationOf(body)),
    details: readDetails(body),
    launch: launchSourceOf(body, (owner, keys) => {
      const links = keys.map((key) => linkOf(child(owner.node, key)));
      return links.flatMap((link) => around.machines.get(link ?? '') ?? [])[0];
    }),
    mixedInstances: mixedInstancesOf(body),
    updates: updatePolicyOf(around.beside, at.path),
    suspendedProcesses: suspendedOf(body),
    policies: around.policies,
    schedules: around.schedules,
    managedElsewhere: around.managedElsewhere ?? managerOf(body),
    editable: around.editable,
    partial: around.partial,
    closed: around.closed,
    ignoredChanges: around.ignoredChanges,
    desiredWhen: around.desiredWhen,
    condition: around.condition,
  };
}

/** Names in Terraform; in what AWS describes each is an object with the name and a reason. */
function suspendedOf(body: Body): Field<readonly string[]> {
  return read(body, 'SuspendedProcesses', (node) => {
    const names = itemsOf(node).map((item) => textOf(item) ?? textOf(child(item, 'ProcessName')));
    return node.kind === 'array' && names.every((name) => name !== undefined) ? names : undefined;
  });
}

/** Seconds that Terraform's provider sets where the API has 0. */
const TERRAFORM_GRACE = 300;

function graceOf(owner: Located, body: Body, shape: Shape): Field<number> {
  const grace = numberField(body, 'HealthCheckGracePeriod');
  return grace.state === 'absent' && shape === 'terraform'
    ? known(TERRAFORM_GRACE, owner.at, grace.path, 'defaulted')
    : grace;
}

const ATTACHMENTS = ['TargetGroupARNs', 'LoadBalancerNames', 'TrafficSources'];

/** The attachment properties, joined: known when one surely attaches, absent when none does. */
function loadBalancersOf(body: Body, attachments: readonly Attachment[]): Field<readonly string[]> {
  const path = pointer(body.path, 'TargetGroupARNs');
  const attached = attachments.find(
    ({ key, value }) => (value.kind === 'array' ? attaches(key, value) : isItem(value)) === 'yes',
  );
  if (attached !== undefined) {
    const { key, place } = attached;
    return known([key], place.at, place.path, 'derived');
  }
  if (body.node === undefined) {
    return unknown('part of the block comes from elsewhere', body.at, path);
  }
  const written = ATTACHMENTS.flatMap((key) => {
    const entry = member(body.node, key);
    return entry === undefined ? [] : [{ entry, attaches: attaches(key, entry.value) }];
  });
  const sure = written.filter(({ attaches }) => attaches === 'yes').map(({ entry }) => entry);
  const [first] = sure;
  if (first !== undefined) {
    return known(
      sure.map(({ key }) => key),
      first.value.at,
      pointer(body.path, first.key),
    );
  }
  const doubtful = written.find(({ attaches }) => attaches === 'unknown');
  if (doubtful === undefined && body.node.open) {
    return unknown('part of the block comes from elsewhere', body.at, path);
  }
  if (doubtful === undefined) return absent(body.node.at.end, path);
  const { key, value } = doubtful.entry;
  return unknown(whyUnknown(value), value.at, pointer(body.path, key));
}

type Answer = 'yes' | 'no' | 'unknown';

function attaches(key: string, value: Node): Answer {
  if (isNoValue(value)) return 'no';
  if (value.kind !== 'array' && key === 'TrafficSources') return 'unknown';
  if (value.kind === 'scalar') return isItem(value);
  if (value.kind !== 'array') return 'unknown';
  const answers = value.items.map((item) =>
    key === 'TrafficSources' ? isBalancer(item) : isItem(item),
  );
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

/** `Fn::If` may leave the item out; any other item stands for one attachment. */
function isItem(item: Node): Answer {
  if (isNoValue(item)) return 'no';
  if (item.kind === 'scalar') return item.value === '' ? 'no' : 'yes';
  if (item.kind !== 'intrinsic') return 'unknown';
  return item.name === 'Fn::If' || item.name === 'Fn::FindInMap' ? 'unknown' : 'yes';
}

function isBalancer(source: Node): Answer {
  const type = textOf(child(source, 'Type'));
  if (type === undefined) return 'unknown';
  return type === 'elb' || type === 'elbv2' ? 'yes' : 'no';
}

function hookSpecificationOf(body: Body): ScalingGroup['launchHook'] {
  const value = child(body.node, 'LifecycleHookSpecificationList');
  if (value === undefined || isNoValue(value))
    return body.node?.open === false ? 'absent' : 'unknown';
  if (value.kind !== 'array') return 'unknown';
  return value.items.map(hookOf).reduce(strongest, 'absent');
}

/** Whether a lifecycle hook holds instances when they launch. */
export function hookOf(hook: Node): ScalingGroup['launchHook'] {
  const transition = textOf(child(hook, 'LifecycleTransition'));
  if (transition === undefined) return 'unknown';
  return transition === 'autoscaling:EC2_INSTANCE_LAUNCHING' ? 'present' : 'absent';
}

/** Joins two answers: a sure hook counts, then a doubtful one. */
export function strongest(
  a: ScalingGroup['launchHook'],
  b: ScalingGroup['launchHook'],
): ScalingGroup['launchHook'] {
  if (a === 'present' || b === 'present') return 'present';
  return a === 'unknown' || b === 'unknown' ? 'unknown' : 'absent';
}

const MANAGERS: readonly (readonly [prefix: string, manager: string])[] = [
  ['k8s.io/cluster-autoscaler/', 'the Kubernetes cluster autoscaler'],
  ['kubernetes.io/cluster/', 'a Kubernetes cluster'],
  ['eks:', 'Amazon EKS'],
  ['elasticbeanstalk:', 'Elastic Beanstalk'],
  ['AmazonECSManaged', 'an ECS capacity provider'],
];

/** Another controller that sets the group's sizes, as its tags or its `Operator` tell. */
function managerOf(body: Body): string | undefined {
  if (member(body.node, 'Operator') !== undefined) return 'another AWS service';
  for (const tag of itemsOf(child(body.node, 'Tags'))) {
    const key = tagKey(child(tag, 'Key'));
    const manager = MANAGERS.find(([prefix]) => key?.startsWith(prefix));
    if (manager !== undefined) return manager[1];
  }
  return undefined;
}

/** A tag's key, or its beginning: cluster names are often substituted. */
function tagKey(node: Node | undefined): string | undefined {
  if (node?.kind !== 'intrinsic' || node.name !== 'Fn::Sub') return textOf(node);
  return textOf(node.argument) ?? textOf(itemsOf(node.argument)[0]);
}
