import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'elb/sticky-clients',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Clients stay with one target',
  summary: 'Clients stay with the target they met first, so new targets relieve nobody.',
  citations: ['aws.elb.target-group-attributes', 'guide.load-balancing'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { targetGroups } }, report) {
    for (const { attributes } of targetGroups) {
      const { enabled, type, duration } = attributes.stickiness;
      if (!isKnown(enabled) || !enabled.value || type.state === 'unknown') continue;
      const holds =
        isKnown(duration) && valueOf(type) !== 'source_ip' ? ` for ${lasting(duration.value)}` : '';
      report({
        at: enabled,
        message: `A client stays${holds} with the target it met first: targets that are added under load get new clients only, the busy ones stay busy, and what a target kept for its clients is lost when it is taken away. Keep the session outside the targets, and stickiness is not needed.`,
      });
    }
  },
});

/** Seconds in the largest whole unit: `a day`, `3 hours`. */
function lasting(seconds: number): string {
  for (const [unit, each] of [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const) {
    if (seconds >= each && seconds % each === 0) {
      return seconds === each
        ? `${unit === 'hour' ? 'an' : 'a'} ${unit}`
        : `${seconds / each} ${unit}s`;
    }
  }
  return `${seconds} s`;
}
