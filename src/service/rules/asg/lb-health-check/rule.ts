import { isKnown, valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import type { Setting } from '../../../languages/autoscaling-group/fields';
import {
  checksLoadBalancer,
  placeOf,
  type ScalingGroup,
  type SourceDocument,
} from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/lb-health-check',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Balancer’s health check unused',
  summary: 'A group behind a load balancer keeps instances that fail its health check.',
  citations: [
    'aws.autoscaling.elb-health-checks',
    'aws.securityhub.autoscaling',
    'guide.autoscaling',
  ],
  practices: ['autoscaling.health-check-grace'],
  checklist: ['health-checks'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup, practice }, report) {
    for (const group of autoscalingGroup.groups) {
      const { healthCheckType: type, loadBalancers } = group;
      // A cluster looks after its nodes itself; a balancer there checks pods.
      if (group.managedElsewhere !== undefined) continue;
      if (group.partial || !isKnown(loadBalancers) || type.state === 'unknown') continue;
      const written = valueOf(type);
      if (written !== undefined && checksLoadBalancer(written)) continue;
      const says =
        written === undefined ? 'no HealthCheckType (EC2)' : `HealthCheckType ${written}`;
      report({
        at: placeOf(group, type),
        message:
          `The group is behind a load balancer and has ${says}: an instance that fails the load ` +
          'balancer’s check gets no traffic and is never replaced. Use ELB, with a grace period ' +
          'and a health path that does not depend on the database.',
        related: [{ at: loadBalancers, message: 'The load balancer is attached here' }],
        fixes: () =>
          fixes(autoscalingGroup.document, group, practice('autoscaling.health-check-grace')),
      });
    }
  },
});

/** Without a grace period the new check would terminate instances that are still booting. */
function fixes(document: SourceDocument, group: ScalingGroup, grace: number): readonly Fix[] {
  if (!group.editable) return [];
  const { body, healthCheckGracePeriod, launchHook } = group;
  const before = valueOf(group.healthCheckType) ?? 'EC2';
  const after = withLoadBalancer(before);
  const settings: Setting[] = [{ body, key: 'HealthCheckType', value: after }];
  const title = `Replace instances that fail the load balancer’s check: ${before} → ${after}`;
  const needsGrace =
    healthCheckGracePeriod.state === 'absent' || valueOf(healthCheckGracePeriod) === 0;
  if (!needsGrace || launchHook === 'present') return setFix(document, title, 'guided', settings);
  return setFix(document, `${title}, with ${grace} s of grace`, 'guided', [
    ...settings,
    { body, key: 'HealthCheckGracePeriod', value: grace },
  ]);
}

/** EC2 is always checked and may not be listed with another token. */
function withLoadBalancer(type: string): string {
  const others = type
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '' && token !== 'EC2');
  return ['ELB', ...others].join(',');
}
