import type { Located } from '../../contracts/field';
import { bodyOf, stringField } from './fields';
import { readGroup } from './group';
import type { ScalingGroup, ScalingPolicy } from './model';
import { readGuidePolicy, readPolicy } from './policy';
import type { Shape } from './shape';
import { child, itemsOf, member, type Node, pointer } from './tree';

type Content = { groups: readonly ScalingGroup[]; policies: readonly ScalingPolicy[] };

/** The group or policy of an API document: what `aws autoscaling` takes or prints. */
export function readRequest(root: Node, shape: Shape): Content {
  switch (shape) {
    case 'create':
    case 'update':
      return { groups: [groupOf(root, '', shape, [])], policies: [] };
    case 'guide':
      return readGuide(root);
    case 'policy':
      return readPutPolicy(root);
    case 'describe':
      return readSnapshot(root);
    default:
      return { groups: [], policies: [] };
  }
}

function readGuide(root: Node): Content {
  const entry = member(root, 'TargetTrackingScaling');
  if (entry === undefined) return { groups: [], policies: [] };
  const place = { at: entry.keyAt, path: '/TargetTrackingScaling' };
  const policies = [readGuidePolicy(place, bodyOf(root, ''), true)];
  return { groups: [groupOf(root, '', 'guide', policies)], policies };
}

function readPutPolicy(root: Node): Content {
  const name = child(root, 'PolicyName');
  const place = { at: name?.at ?? root.at, path: '/PolicyName' };
  return { groups: [], policies: [readPolicy(place, bodyOf(root, ''), [], true)] };
}

function readSnapshot(root: Node): Content {
  const list = child(root, 'AutoScalingGroups');
  if (list === undefined) return { groups: [groupOf(root, '', 'describe', [])], policies: [] };
  const groups = itemsOf(list).map((item, index) =>
    groupOf(item, pointer('/AutoScalingGroups', index), 'describe', []),
  );
  return { groups, policies: [] };
}

function groupOf(
  node: Node,
  path: string,
  shape: Shape,
  policies: readonly ScalingPolicy[],
): ScalingGroup {
  const body = bodyOf(node, path);
  const place: Located = { at: child(node, 'AutoScalingGroupName')?.at ?? node.at, path };
  return readGroup(place, body, {
    shape,
    name: stringField(body, 'AutoScalingGroupName'),
    isResource: () => false,
    launchHook: shape === 'describe' || shape === 'update' ? 'unknown' : 'absent',
    policies,
    schedules: [],
    managedElsewhere: undefined,
    editable: shape !== 'describe',
    partial: shape === 'update',
  });
}
