import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { changeOf, isCpuPercent } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/alarm-window',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Scaling alarm too quick or slow',
  summary: 'A CPU alarm of a scaling policy fires too early or too late.',
  citations: ['aws.autoscaling.step-scaling', 'guide.autoscaling'],
  practices: [
    'autoscaling.cpu-scale-up-window',
    'autoscaling.scale-up-cooldown',
    'autoscaling.scale-down-cooldown',
  ],
  checklist: ['autoscaling-cooldown'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { policies }, practice }, report) {
    const soonest = practice('autoscaling.scale-up-cooldown');
    const latest = 2 * practice('autoscaling.cpu-scale-up-window');
    const patience = practice('autoscaling.scale-down-cooldown');
    for (const policy of policies) {
      const change = changeOf(policy);
      if (change === undefined) continue;
      for (const { metric, period, evaluationPeriods } of policy.alarms) {
        // The guide's times are those of CPU; a queue or an idle agent has its own.
        if (!isKnown(metric) || !isCpuPercent(metric.value)) continue;
        if (!isKnown(period) || !isKnown(evaluationPeriods)) continue;
        const seconds = period.value * evaluationPeriods.value;
        const says = verdict(seconds, change, { soonest, latest, patience });
        if (says === undefined) continue;
        report({
          at: evaluationPeriods,
          message: `The alarm waits ${seconds} s (${evaluationPeriods.value} × ${period.value} s): ${says}`,
        });
      }
    }
  },
});

interface Figures {
  readonly soonest: number;
  readonly latest: number;
  readonly patience: number;
}

function verdict(
  seconds: number,
  change: number,
  { soonest, latest, patience }: Figures,
): string | undefined {
  if (change < 0) {
    return seconds < patience
      ? `a short lull takes instances away. Wait ${patience} s before scaling in.`
      : undefined;
  }
  if (seconds < soonest) return `a short peak starts instances. Wait ${soonest} s at least.`;
  if (seconds > latest) {
    return `instances come after users have waited that long. Wait ${latest} s at most.`;
  }
  return undefined;
}
