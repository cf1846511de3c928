import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import {
  changeOf,
  isCpuPercent,
  type ScalingPolicy,
} from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/simple-cooldown-extreme',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Simple policy’s cooldown extreme',
  summary:
    'A simple policy pauses for a shorter or a longer time than the guide and AWS have reasons for.',
  citations: ['aws.autoscaling.cooldowns', 'guide.autoscaling'],
  practices: ['autoscaling.scale-up-cooldown', 'autoscaling.scale-down-cooldown'],
  checklist: ['autoscaling-cooldown'],
  fixes: ['suggestion', 'guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { policies, document }, practice }, report) {
    const up = practice('autoscaling.scale-up-cooldown');
    const down = practice('autoscaling.scale-down-cooldown');
    for (const policy of policies) {
      const { cooldown, body, editable } = policy;
      const change = changeOf(policy);
      if (!isKnown(cooldown) || change === undefined || !isJudged(policy)) continue;
      const grows = change > 0;
      const seconds = cooldown.value;
      const longest = grows ? Math.max(SPAN * up, DEFAULT) : SPAN * down;
      if (seconds >= up && seconds <= longest) continue;
      const wanted = grows ? up : down;
      const title = `Set Cooldown: ${seconds} → ${wanted}`;
      report({
        at: cooldown,
        message:
          `Cooldown is ${seconds} s after ${grows ? 'adding' : 'removing'} instances: ` +
          `${consequence(grows, seconds < up)}. Wait ${wanted} to ${SPAN * wanted} s as the guide does` +
          (grows
            ? `; AWS’s default is ${DEFAULT} s.`
            : `, or up to ${DEFAULT} s, which AWS finds long here.`),
        fixes: () =>
          editable
            ? setFix(
                document,
                grows ? title : `${title} (adding waits as long)`,
                grows ? 'suggestion' : 'guided',
                [{ body, key: 'Cooldown', value: wanted }],
              )
            : [],
      });
    }
  },
});

/** Seconds that AWS takes where nothing is written. */
const DEFAULT = 300;
/** The guide gives ranges whose ends are so many times their beginnings: 2 to 3 and 10 to 15 minutes. */
const SPAN = 1.5;

/** Other kinds have no cooldown, and a queue or an idle agent has times of its own. */
function isJudged({ type, scalingAdjustment, alarms }: ScalingPolicy): boolean {
  const simple = isKnown(type) ? type.value === 'SimpleScaling' : type.state === 'absent';
  const metrics = alarms.map(({ metric }) => metric);
  const others = metrics.some((metric) => !isKnown(metric) || !isCpuPercent(metric.value));
  return simple && isKnown(scalingAdjustment) && !others;
}

function consequence(grows: boolean, short: boolean): string {
  if (grows) {
    return short
      ? 'the alarm may add more before the first of them serve'
      : 'however high the load climbs, none is added meanwhile';
  }
  return short
    ? 'the next may go before the load has settled on the rest'
    : 'none is added meanwhile either when load returns';
}
