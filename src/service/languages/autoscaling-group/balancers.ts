import type {
  BalancerListenerFact,
  LoadBalancerFact,
  ResourceLink,
  TargetGroupFact,
} from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known } from '../../contracts/field';
import { type Body, bodyOf, booleanField, numberField, stringField } from './fields';
import { blockOf } from './metric-specification';
import type { Resource } from './resource';
import { child, itemsOf, linkOf, member, type Node, pointer, textOf } from './tree';
import { named } from './written-values';

/** What a document holds of load balancers. */
export interface Balancers {
  readonly balancers: readonly Placed<LoadBalancerFact>[];
  readonly listeners: readonly Placed<BalancerListenerFact>[];
  readonly targetGroups: readonly TargetGroup[];
}

/** A group of targets, with what only rules of its own document ask. */
export interface TargetGroup extends Placed<TargetGroupFact> {
  readonly attributes: TargetGroupAttributes;
}

/** What a group of targets says of single targets: how they come, stay and leave. */
export interface TargetGroupAttributes {
  /** `lambda`, `instance`, `ip` or `alb`; `instance` where absent. */
  readonly targetType: Field<string>;
  /** Seconds that a check waits for its answer. */
  readonly checkTimeout: Field<number>;
  /** Seconds that requests under way have to end when a target leaves; 300 where absent. */
  readonly deregistrationDelay: Field<number>;
  /** Seconds over which a new target gets its full share; 0 where absent, which is off. */
  readonly slowStart: Field<number>;
  /** `round_robin` where absent. */
  readonly algorithm: Field<string>;
  readonly stickiness: Stickiness;
}

/** That a client stays with the target it met. */
export interface Stickiness {
  readonly enabled: Field<boolean>;
  /** `lb_cookie`, `app_cookie`, `source_ip` and their like. */
  readonly type: Field<string>;
  /** Seconds that the balancer's own cookie holds; a day where absent. */
  readonly duration: Field<number>;
}

/** Reads the value under a key of a block. */
type Read<T> = (body: Body, key: string) => Field<T>;

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

function balancerOf({ id, place, body, condition }: Resource): Placed<LoadBalancerFact> {
  const name = stringField(body, 'Name');
  return {
    ...place,
    kind: 'load-balancer',
    resource: id,
    ...(condition === undefined ? {} : { condition }),
    name: name.state === 'known' ? name : named(id, name.path, place),
    type: stringField(body, 'Type'),
    region: stringField(body, 'Region'),
    idleTimeout: member(body.node, 'IdleTimeout')
      ? numberField(body, 'IdleTimeout')
      : attributeIn(body, 'LoadBalancerAttributes', 'idle_timeout.timeout_seconds', numberField),
  };
}

/** CloudFormation keeps most settings in a list of keys and values. */
function attributeIn<T>(body: Body, list: string, key: string, read: Read<T>): Field<T> {
  const entry = member(body.node, list);
  const path = pointer(body.path, list);
  for (const [index, item] of itemsOf(entry?.value).entries()) {
    if (item.kind !== 'object' || textOf(child(item, 'Key')) !== key) continue;
    return read(bodyOf(item, pointer(path, index)), 'Value');
  }
  return entry && entry.value.kind !== 'array'
    ? read(body, list)
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

function targetGroupOf({ id, place, body }: Resource): TargetGroup {
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
    checkCodes: block
      ? stringField(block, 'Matcher')
      : stringField(blockOf(body, 'Matcher') ?? body, 'HttpCode'),
    checkInterval: numberField(own, key('Interval', 'HealthCheckIntervalSeconds')),
    unhealthyThreshold: numberField(own, key('UnhealthyThreshold', 'UnhealthyThresholdCount')),
    attributes: {
      targetType: stringField(body, 'TargetType'),
      checkTimeout: numberField(own, key('Timeout', 'HealthCheckTimeoutSeconds')),
      ...attributesOf(body),
    },
  };
}

/** What Terraform writes beside the rest and in a block, and CloudFormation as a list of keys and values. */
function attributesOf(
  body: Body,
): Pick<TargetGroupAttributes, 'deregistrationDelay' | 'slowStart' | 'algorithm' | 'stickiness'> {
  const sticky = blockOf(body, 'Stickiness');
  const of = <T>(key: string, attribute: string, read: Read<T>, own: Body | undefined = body) =>
    own && member(own.node, key)
      ? read(own, key)
      : attributeIn(body, 'TargetGroupAttributes', attribute, read);
  const enabled = of('Enabled', 'stickiness.enabled', booleanField, sticky);
  return {
    deregistrationDelay: of(
      'DeregistrationDelay',
      'deregistration_delay.timeout_seconds',
      numberField,
    ),
    slowStart: of('SlowStart', 'slow_start.duration_seconds', numberField),
    algorithm: of('LoadBalancingAlgorithmType', 'load_balancing.algorithm.type', stringField),
    stickiness: {
      // A block of Terraform switches it on unless it says otherwise.
      enabled: sticky && enabled.state === 'absent' ? known(true, sticky.at, sticky.path) : enabled,
      type: of('Type', 'stickiness.type', stringField, sticky),
      duration: of('CookieDuration', 'stickiness.lb_cookie.duration_seconds', numberField, sticky),
    },
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
