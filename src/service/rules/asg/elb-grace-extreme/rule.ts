import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import { checksLoadBalancer } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/elb-grace-extreme',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Health check grace too short or long',
  summary: 'A grace period is shorter than a boot, or so long that broken instances stay.',
  citations: ['aws.autoscaling.grace-period', 'guide.autoscaling'],
  practices: ['autoscaling.health-check-grace', 'autoscaling.health-checks-settle'],
  checklist: ['health-checks'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup, practice }, report) {
    for (const group of autoscalingGroup.groups) {
      const { healthCheckType: type, healthCheckGracePeriod: grace, body } = group;
      if (!isKnown(type) || !checksLoadBalancer(type.value)) continue;
      // Another file of a Terraform module may hold instances back; that is rare, and this is mild.
      const mayHold = group.launchHook === 'unknown' && group.shape !== 'terraform';
      if (group.launchHook === 'present' || mayHold) continue;
      if (!isKnown(grace) || grace.origin !== 'declared' || grace.value <= 0) continue;
      const seconds = practice('autoscaling.health-check-grace');
      const shortest = practice('autoscaling.health-checks-settle');
      if (grace.value >= shortest && grace.value <= 3 * seconds) continue;
      report({
        at: grace,
        message:
          grace.value < shortest
            ? `HealthCheckGracePeriod is ${grace.value} s: an instance that boots for longer fails the load balancer’s check and is terminated before it has served anything. Set it to ${seconds} s, or to your boot time.`
            : `HealthCheckGracePeriod is ${grace.value} s: an instance that is broken from the start stays for ${Math.round(grace.value / 60)} minutes before it is replaced. Set it to ${seconds} s, or to your boot time.`,
        fixes: () =>
          group.editable
            ? setFix(
                autoscalingGroup.document,
                `Set HealthCheckGracePeriod to ${seconds}`,
                'suggestion',
                [{ body, key: 'HealthCheckGracePeriod', value: seconds }],
              )
            : [],
      });
    }
  },
});
