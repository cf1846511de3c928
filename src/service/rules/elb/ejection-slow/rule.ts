import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'elb/ejection-slow',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Dead targets keep their requests',
  summary: 'A target that answers no more is sent requests for minutes.',
  citations: ['aws.elb.health-checks', 'guide.load-balancing'],
  practices: ['load-balancing.health-check-interval', 'load-balancing.health-check-failures'],
  checklist: ['health-checks'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { targetGroups }, practice }, report) {
    const every = practice('load-balancing.health-check-interval');
    const after = practice('load-balancing.health-check-failures');
    for (const { checkInterval, unhealthyThreshold, attributes } of targetGroups) {
      const { targetType } = attributes;
      // A function is asked by nobody.
      if (targetType.state === 'unknown' || (isKnown(targetType) && targetType.value === 'lambda'))
        continue;
      if (!isKnown(checkInterval) || unhealthyThreshold.state === 'unknown') continue;
      const failures = isKnown(unhealthyThreshold) ? unhealthyThreshold.value : FEWEST;
      const seconds = checkInterval.value * failures;
      if (seconds < LONG) continue;
      const least = isKnown(unhealthyThreshold) ? '' : 'at least ';
      report({
        at: checkInterval,
        message: `A target that answers no more is sent requests for ${least}${seconds} s (checked every ${checkInterval.value} s, given up after ${failures} failures), and each of them fails or waits until it times out. The guide asks every ${every} s and gives up after ${after} failures: ${every * after} s.`,
      });
    }
  },
});

/** Failures after which AWS gives a target up where nothing is written: 2, of Terraform 3. */
const FEWEST = 2;
/** Seconds from which on it is told: half a minute more than the guide gives. */
const LONG = 120;
