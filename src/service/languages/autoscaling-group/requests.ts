import type { Located } from '../../contracts/field';
import { bodyOf, stringField } from './fields';
import { readGroup } from './group';
import { type Content, NO_CONTENT, type ScalingGroup, type ScalingPolicy } from './model';
import { readBarePolicy, readGuidePolicy, readPolicy } from './policy';
import { ALWAYS } from './presence';
import { readSchedule, readWarmPool } from './resources';
import { readTargetRequest, type ScalableTarget } from './services';
import type { Shape } from './shape';
import { child, itemsOf, member, type Node, pointer } from './tree';

/** What an API document says: what `aws autoscaling` takes or prints. */
export function readRequest(root: Node, shape: Shape): Content {
  switch (shape) {
    case 'create':
    case 'update':
      return { ...NO_CONTENT, groups: [groupOf(root, '', shape, [])] };
    case 'guide':
      return readGuide(root);
    case 'policy':
      return { ...NO_CONTENT, policies: [policyOf(root, '', true)] };
    case 'describe-policies':
      return { ...NO_CONTENT, policies: livePoliciesOf(root) };
    case 'target-tracking':
      return bare(root, 'TargetTrackingScaling');
    case 'predictive':
      return bare(root, 'PredictiveScaling');
    case 'scheduled-action':
      return readSchedules(root);
    case 'warm-pool':
      return {
        ...NO_CONTENT,
        warmPools: [readWarmPool(named(root, '', 'AutoScalingGroupName'), bodyOf(root, ''), true)],
      };
    case 'instance-refresh':
      return readRefresh(root);
    case 'describe':
      return readSnapshot(root);
    case 'scalable-target':
      return { ...NO_CONTENT, targets: scalableTargetsOf(root) };
    default:
      return NO_CONTENT;
  }
}

function readGuide(root: Node): Content {
  const entry = member(root, 'TargetTrackingScaling');
  if (entry === undefined) return NO_CONTENT;
  const place = { at: entry.keyAt, path: '/TargetTrackingScaling' };
  const policies = [readGuidePolicy(place, bodyOf(root, ''), true)];
  return { ...NO_CONTENT, groups: [groupOf(root, '', 'guide', policies)], policies };
}

function policyOf(node: Node, path: string, editable: boolean): ScalingPolicy {
  return readPolicy(named(node, path, 'PolicyName'), bodyOf(node, path), [], editable);
}

/** The list that AWS prints, or one policy of it. */
function livePoliciesOf(root: Node): readonly ScalingPolicy[] {
  return member(root, 'ScalingPolicies') === undefined
    ? [policyOf(root, '', false)]
    : eachOf(root, 'ScalingPolicies', policyOf);
}

function bare(root: Node, type: 'TargetTrackingScaling' | 'PredictiveScaling'): Content {
  const entry = root.kind === 'object' ? root.members[0] : undefined;
  const place = { at: entry?.keyAt ?? root.at, path: '' };
  return { ...NO_CONTENT, policies: [readBarePolicy(place, root, type)] };
}

/** One action, several to be put at once, or the list that AWS prints. */
function readSchedules(root: Node): Content {
  const actionOf = (node: Node, path: string, editable: boolean) =>
    readSchedule(named(node, path, 'ScheduledActionName'), bodyOf(node, path), editable);
  const list = 'ScheduledUpdateGroupActions';
  const input = member(root, 'AutoScalingGroupName') !== undefined;
  if (member(root, list) === undefined) {
    const live = member(root, 'ScheduledActionARN') !== undefined;
    return { ...NO_CONTENT, schedules: [actionOf(root, '', !live)] };
  }
  return {
    ...NO_CONTENT,
    schedules: eachOf(root, list, (node, path) => actionOf(node, path, input)),
  };
}

function readRefresh(root: Node): Content {
  const preferences = child(root, 'Preferences');
  if (preferences === undefined) return NO_CONTENT;
  const place = named(root, '', 'AutoScalingGroupName');
  const body = bodyOf(preferences, '/Preferences');
  return { ...NO_CONTENT, refreshes: [{ ...place, body, template: undefined, editable: true }] };
}

/** One target as it is registered, or the list that AWS prints. */
function scalableTargetsOf(root: Node): readonly ScalableTarget[] {
  const list = 'ScalableTargets';
  return member(root, list) === undefined
    ? [readTargetRequest(root, named(root, '', 'ResourceId'), true)]
    : eachOf(root, list, (node, path) =>
        readTargetRequest(node, named(node, path, 'ResourceId'), false),
      );
}

function readSnapshot(root: Node): Content {
  if (member(root, 'AutoScalingGroups') === undefined) {
    return { ...NO_CONTENT, groups: [groupOf(root, '', 'describe', [])] };
  }
  const groups = eachOf(root, 'AutoScalingGroups', (node, path) =>
    groupOf(node, path, 'describe', []),
  );
  return { ...NO_CONTENT, groups };
}

/** What stands in a list that AWS prints, and that is therefore nobody's to edit. */
function eachOf<T>(
  root: Node,
  key: string,
  read: (node: Node, path: string, editable: boolean) => T,
): readonly T[] {
  return itemsOf(child(root, key)).map((item, index) =>
    read(item, pointer(`/${key}`, index), false),
  );
}

function named(node: Node, path: string, key: string): Located {
  return { at: child(node, key)?.at ?? node.at, path };
}

function groupOf(
  node: Node,
  path: string,
  shape: Shape,
  policies: readonly ScalingPolicy[],
): ScalingGroup {
  const body = bodyOf(node, path);
  return readGroup(named(node, path, 'AutoScalingGroupName'), body, {
    shape,
    name: stringField(body, 'AutoScalingGroupName'),
    isResource: () => false,
    launchHook: shape === 'describe' || shape === 'update' ? 'unknown' : 'absent',
    attachments: [],
    beside: undefined,
    machines: new Map(),
    policies,
    schedules: [],
    managedElsewhere: undefined,
    editable: true,
    partial: shape === 'update',
    closed: shape === 'guide',
    ignoredChanges: [],
    desiredWhen: ALWAYS,
  });
}
