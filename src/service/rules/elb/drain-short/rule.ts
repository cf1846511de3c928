import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { replaceFix } from '../../../languages/autoscaling-group/edits';

export default defineRule({
  id: 'elb/drain-short',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Targets leave without draining',
  summary: 'A target that leaves its group gets little or no time for the requests under way.',
  citations: ['aws.elb.target-group-attributes', 'guide.autoscaling'],
  practices: ['autoscaling.drain'],
  checklist: ['autoscaling-cooldown'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { document, targetGroups }, practice }, report) {
    const wanted = practice('autoscaling.drain');
    for (const { attributes } of targetGroups) {
      const { deregistrationDelay: delay, targetType } = attributes;
      // A function is no target that could be drained.
      if (targetType.state === 'unknown' || (isKnown(targetType) && targetType.value === 'lambda'))
        continue;
      if (!isKnown(delay) || delay.origin !== 'declared' || delay.value >= wanted) continue;
      const says =
        delay.value === 0
          ? 'With a deregistration delay of 0 a target is taken out at once: each scale-in and each deployment cuts off the requests that it is answering.'
          : `A target that leaves has ${delay.value} s for the requests under way; what takes longer is cut off at each scale-in and each deployment.`;
      report({
        at: delay,
        severity: delay.value === 0 ? 'warning' : 'hint',
        message: `${says} The guide gives open connections ${wanted} s; without the setting AWS gives 300. A target without requests leaves at once in either case.`,
        fixes: () =>
          replaceFix(document, `Give requests ${wanted} s: ${delay.value} → ${wanted}`, 'guided', [
            { path: delay.path, text: `${wanted}` },
          ]),
      });
    }
  },
});
