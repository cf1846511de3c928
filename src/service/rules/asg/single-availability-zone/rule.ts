import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'asg/single-availability-zone',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'One Availability Zone',
  summary: 'All instances of a group run in one Availability Zone.',
  citations: ['aws.autoscaling.zones', 'aws.securityhub.autoscaling', 'guide.autoscaling'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  isRedundancy: true,
  check({ autoscalingGroup }, report) {
    for (const group of autoscalingGroup.groups) {
      const { subnets, availabilityZones: zones, maxSize: max, details } = group;
      if (details.placementGroup.state !== 'absent' || (isKnown(max) && max.value <= 1)) continue;
      const places = isKnown(subnets) ? subnets : subnets.state === 'absent' ? zones : undefined;
      if (!places || !isKnown(places) || places.value.length !== 1) continue;
      const kind = places === subnets ? 'subnet' : 'Availability Zone';
      report({
        at: places,
        message: `The group runs in one ${kind}, ${places.value[0]}: when its Availability Zone fails, every instance is gone, and there is nowhere to start new ones. Add subnets of other zones.`,
      });
    }
  },
});
