import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import { checksLoadBalancer } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/elb-grace-missing',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'No grace before health checks',
  summary: 'Load balancer health checks without a grace period terminate instances that boot.',
  citations: ['aws.autoscaling.grace-period', 'guide.autoscaling'],
  practices: ['autoscaling.health-check-grace'],
  checklist: ['health-checks'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup, practice }, report) {
    for (const group of autoscalingGroup.groups) {
      const { healthCheckType: type, healthCheckGracePeriod: grace, body } = group;
      if (group.partial || !isKnown(type) || !checksLoadBalancer(type.value)) continue;
      if (grace.state === 'unknown' || (valueOf(grace) ?? 0) > 0) continue;
      // What AWS describes shows no lifecycle hooks, and another file of a module may have one.
      const partly = group.shape === 'describe' || group.shape.startsWith('terraform');
      if (group.launchHook === 'present' || (group.launchHook === 'unknown' && !partly)) continue;
      const seconds = practice('autoscaling.health-check-grace');
      const says = isKnown(grace) ? 'is 0' : 'is not set, so it is 0';
      report({
        at: isKnown(grace) ? grace : { at: type.at, path: grace.path },
        severity: partly ? 'information' : 'warning',
        message:
          `HealthCheckGracePeriod ${says}: an instance that is still booting fails the load ` +
          `balancer’s check and is terminated, over and over. Set it to ${seconds} s, or to your ` +
          'boot time.',
        fixes: () =>
          group.editable
            ? setFix(
                autoscalingGroup.document,
                `Set HealthCheckGracePeriod to ${seconds}`,
                'suggestion',
                [{ body, key: 'HealthCheckGracePeriod', value: seconds, after: 'HealthCheckType' }],
              )
            : [],
      });
    }
  },
});
