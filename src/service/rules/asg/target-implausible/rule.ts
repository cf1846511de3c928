import { isKnown, type Known } from '../../../contracts/field';
import type { Severity } from '../../../contracts/finding';
import type { FixKind } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import { isCpuPercent } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/target-implausible',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'CPU target implausible',
  summary: 'A CPU target that keeps the group at its maximum, or never lets it grow in time.',
  citations: ['aws.autoscaling.target-tracking', 'guide.autoscaling'],
  practices: ['autoscaling.cpu-target', 'autoscaling.cpu-overload', 'autoscaling.cpu-scale-down'],
  checklist: ['autoscaling-targets'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup, practice }, report) {
    const figures = {
      wanted: practice('autoscaling.cpu-target'),
      overload: practice('autoscaling.cpu-overload'),
      idle: practice('autoscaling.cpu-scale-down'),
    };
    for (const policy of autoscalingGroup.policies) {
      const { target } = policy;
      if (target === undefined || !isKnown(target.metric) || !isKnown(target.targetValue)) continue;
      if (!isCpuPercent(target.metric.value)) continue;
      const verdict = judge(target.targetValue, figures);
      if (verdict === undefined) continue;
      report({
        at: target.targetValue,
        severity: verdict.severity,
        message: verdict.message,
        fixes: () =>
          policy.editable
            ? setFix(autoscalingGroup.document, verdict.title, verdict.kind, [
                { body: target.body, key: 'TargetValue', value: verdict.value },
              ])
            : [],
      });
    }
  },
});

interface Figures {
  readonly wanted: number;
  readonly overload: number;
  readonly idle: number;
}

interface Verdict {
  readonly severity: Severity;
  readonly message: string;
  readonly value: number;
  /** Raising a target takes live instances away; lowering one adds them. */
  readonly kind: FixKind;
  readonly title: string;
}

/** What a CPU target means; `undefined` for one that is plausible. */
function judge({ value }: Known<number>, { wanted, overload, idle }: Figures): Verdict | undefined {
  if (value <= 0) return undefined;
  if (value <= 1) {
    const percent = asPercent(value, { wanted, overload, idle });
    return tooLow(
      value,
      percent,
      'warning',
      `TargetValue is ${value} %: CPU is measured from 0 to 100, so the group grows to MaxSize ` +
        `and stays there. Did you mean ${percent}?`,
    );
  }
  if (value > 100) {
    return tooHigh(
      value,
      wanted,
      `TargetValue is ${value} %: average CPU never exceeds 100, so this policy never adds an ` +
        `instance. Aim at ${wanted}.`,
    );
  }
  if (value > overload) {
    const growth = Math.round((100 / value - 1) * 100);
    return tooHigh(
      value,
      wanted,
      `TargetValue is ${value} %: instances are overloaded before the group grows, and a ` +
        `saturated group then grows by ${growth} % at a time at most. Aim at ${wanted}.`,
    );
  }
  if (value >= idle) return undefined;
  return tooLow(
    value,
    wanted,
    'information',
    `TargetValue is ${value} %: the group adds instances at a load where the guide (below ` +
      `${idle} %) would remove them. Aim at ${wanted} unless traffic jumps faster than instances boot.`,
  );
}

/** `0.7` was meant as 70, unless that would be no plausible target either. */
function asPercent(fraction: number, { wanted, overload, idle }: Figures): number {
  const percent = Math.round(fraction * 100);
  return percent >= idle && percent <= overload ? percent : wanted;
}

function tooLow(before: number, value: number, severity: Severity, message: string): Verdict {
  const title = `Set TargetValue: ${before} → ${value} (removes instances)`;
  return { severity, message, value, kind: 'guided', title };
}

function tooHigh(before: number, value: number, message: string): Verdict {
  const title = `Set TargetValue: ${before} → ${value} (adds instances)`;
  return { severity: 'warning', message, value, kind: 'guided', title };
}
