import { defineRule } from '../../../contracts/rule';
import type { ScalingGroup } from '../../../languages/autoscaling-group/model';
import { isNoValue, member, type Node, refOf } from '../../../languages/autoscaling-group/tree';

export default defineRule({
  id: 'asg/subnet-form-wrong',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Subnets in the wrong form',
  summary: 'Subnets are written as another interface wants them.',
  citations: ['aws.autoscaling.create-group', 'aws.cloudformation.group'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups } }, report) {
    for (const group of groups) {
      const entry = member(group.body.node, 'VPCZoneIdentifier');
      const path = group.subnets.path;
      if (entry?.value.kind === 'array' && takesText(group)) {
        report({
          at: { at: entry.value.at, path },
          message:
            'VPCZoneIdentifier is a list: the API takes one text with commas and rejects this. ' +
            'Write "subnet-…,subnet-…".',
        });
      }
      if (entry?.value.kind === 'scalar' && takesList(group)) {
        report({
          at: { at: entry.value.at, path },
          message:
            'VPCZoneIdentifier is a text: here it is a list of subnets, and this is rejected. ' +
            'Write each subnet as an item.',
        });
      }
      const apart = group.shape === 'terraform' ? [...ZONES, 'VPCZoneIdentifier'] : ZONES;
      const [first, second] = apart.flatMap((key) => {
        const written = member(group.body.node, key);
        return written === undefined || mayBeLeftOut(written.value) ? [] : [written];
      });
      if (first === undefined || second === undefined || group.shape === 'describe') continue;
      report({
        at: { at: second.keyAt, path: group.availabilityZones.path },
        message: `${first.key} and ${second.key} exclude each other. Remove one.`,
      });
    }
  },
});

const ZONES = ['AvailabilityZones', 'AvailabilityZoneIds'];

/** A module may leave one of the two out: `null`, a variable, a condition that decides it. */
function mayBeLeftOut(node: Node): boolean {
  if (node.kind !== 'intrinsic') return node.kind === 'opaque';
  return isNoValue(node) || node.name === 'Fn::If' || refOf(node)?.startsWith('var.') === true;
}

function takesText({ shape }: ScalingGroup): boolean {
  return shape === 'create' || shape === 'update' || shape === 'describe';
}

function takesList({ shape }: ScalingGroup): boolean {
  return shape === 'cloudformation' || shape === 'cdk' || shape === 'terraform';
}
