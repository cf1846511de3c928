import type {
  BalancerListenerFact,
  LoadBalancerFact,
  ResourceLink,
  TargetGroupFact,
} from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field } from '../../contracts/field';
import { type Body, bodyOf, numberField, stringField } from './fields';
import { blockOf } from './metric-specification';
import type { Resource } from './resource';
import { child, itemsOf, linkOf, member, type Node, pointer, textOf } from './tree';
import { named } from './written-values';

/** What a document holds of load balancers. */
export interface Balancers {
  readonly balancers: readonly Placed<LoadBalancerFact>[];
  readonly listeners: readonly Placed<BalancerListenerFact>[];
  readonly targetGroups: readonly Placed<TargetGroupFact>[];
}

const ELB = 'AWS::ElasticLoadBalancingV2::';

/** Reads load balancers, what they listen to, and the groups of targets they send to. */
export function readBalancers(resources: readonly Resource[]): Balancers {
  const of = (type: string) => resources.filter((resource) => resource.type === ELB + type);
  return {
    balancers: of('LoadBalancer').map(balancerOf),
    listeners: [
      ...of('Listener').map((resource) =>
        listenerOf(resource, 'LoadBalancerArn', 'DefaultActions'),
      ),
      ...of('ListenerRule').map((resource) => listenerOf(resource, 'ListenerArn', 'Actions')),
    ],
    targetGroups: of('TargetGroup').map(targetGroupOf),
  };
}

function balancerOf({ id, place, body }: Resource): Placed<LoadBalancerFact> {
  const name = stringField(body, 'Name');
  return {
    ...place,
    kind: 'load-balancer',
    resource: id,
    name: name.state === 'known' ? name : named(id, name.path, place),
    type: stringField(body, 'Type'),
    region: stringField(body, 'Region'),
    idleTimeout: member(body.node, 'IdleTimeout')
      ? numberField(body, 'IdleTimeout')
      : attributeIn(body, 'LoadBalancerAttributes', 'idle_timeout.timeout_seconds'),
  };
}

/** CloudFormation keeps most settings in a list of keys and values. */
function attributeIn(body: Body, list: string, key: string): Field<number> {
  const entry = member(body.node, list);
  const path = pointer(body.path, list);
  for (const [index, item] of itemsOf(entry?.value).entries()) {
    if (item.kind !== 'object' || textOf(child(item, 'Key')) !== key) continue;
    return numberField(bodyOf(item, pointer(path, index)), 'Value');
  }
  return entry && entry.value.kind !== 'array'
    ? numberField(body, list)
    : absent(body.at.end, pointer(path, key));
}

function listenerOf(
  { id, place, body }: Resource,
  owner: string,
  actions: string,
): Placed<BalancerListenerFact> {
  return {
    ...place,
    kind: 'balancer-listener',
    resource: id,
    of: linkTo(child(body.node, owner)),
    targets: itemsOf(child(body.node, actions)).flatMap(targetsOf),
  };
}

/** The groups that an action sends to: one, or several with weights. */
function targetsOf(action: Node): readonly ResourceLink[] {
  const weighted =
    child(child(action, 'ForwardConfig'), 'TargetGroups') ??
    child(child(action, 'Forward'), 'TargetGroup');
  const several = weighted?.kind === 'array' ? weighted.items : weighted ? [weighted] : [];
  return [
    child(action, 'TargetGroupArn'),
    ...several.map((item) => child(item, 'TargetGroupArn') ?? child(item, 'Arn')),
  ].flatMap((node) => linkTo(node) ?? []);
}

function targetGroupOf({ id, place, body }: Resource): Placed<TargetGroupFact> {
  const name = stringField(body, 'Name');
  const block = blockOf(body, 'HealthCheck');
  const own = block ?? body;
  const key = (inBlock: string, beside: string) => (block ? inBlock : beside);
  return {
    ...place,
    kind: 'target-group',
    resource: id,
    name: name.state === 'known' ? name : named(id, name.path, place),
    protocol: stringField(body, 'Protocol'),
    port: numberField(body, 'Port'),
    checkPath: stringField(own, key('Path', 'HealthCheckPath')),
    checkInterval: numberField(own, key('Interval', 'HealthCheckIntervalSeconds')),
    unhealthyThreshold: numberField(own, key('UnhealthyThreshold', 'UnhealthyThresholdCount')),
  };
}

/** The groups of targets that a list names. */
export function linksIn(node: Node | undefined): readonly ResourceLink[] {
  const items = node?.kind === 'array' ? node.items : node ? [node] : [];
  return items.flatMap((item) => linkTo(item) ?? []);
}

/** What a value calls another resource; `null` where it calls none. */
export function linkTo(node: Node | undefined): ResourceLink | null {
  if (node === undefined) return null;
  const written = /^\$\{((?:data\.)?[a-z]\w*\.[\w-]+)\./.exec(textOf(node) ?? '')?.[1];
  return { resource: linkOf(node) ?? written ?? null, name: textOf(node) ?? null };
}
