import type { Description } from '../../contracts/editing';
import { isKnown } from '../../contracts/field';
import { contains, span } from '../../contracts/span';
import type { PracticeId } from '../../practices';
import { toRequests } from './convert';
import { type AutoscalingGroupModel, isCpuPercent, type ScalingPolicy } from './model';

/** Scale-in begins at this share of the target: seen on real groups, documented nowhere. */
const SCALE_IN_SHARE = 0.7;
const SCALE_OUT_MINUTES = 3;
const SCALE_IN_MINUTES = 15;

/**
 * What a value at this offset does, as Markdown; `undefined` where nothing is to be said.
 * `practice` gives the figures of the guide as the workspace has set them.
 */
export function describeAt(
  model: AutoscalingGroupModel,
  offset: number,
  practice: (id: PracticeId) => number,
): Description | undefined {
  const cursor = span(offset, offset);
  for (const policy of model.policies) {
    const value = policy.target?.targetValue;
    if (value !== undefined && isKnown(value) && contains(value.at, cursor)) {
      return {
        at: value.at,
        markdown: targetMarkdown(policy, value.value, practice('autoscaling.cpu-scale-down')),
      };
    }
    if (model.shape === 'guide' && contains(policy.at, cursor)) {
      const markdown = requestsMarkdown(model);
      if (markdown !== undefined) return { at: policy.at, markdown };
    }
  }
  return undefined;
}

/** Two alarms behind one number, and how fast they let the group change. */
function targetMarkdown(policy: ScalingPolicy, target: number, guide: number): string {
  const metric = policy.target?.metric;
  const cpu = metric !== undefined && isKnown(metric) && isCpuPercent(metric.value);
  const unit = cpu ? ' %' : '';
  const low = round(SCALE_IN_SHARE * target);
  const shrinks =
    policy.target?.disableScaleIn.state === 'known' && policy.target.disableScaleIn.value;
  const lines = [
    `**Target ${target}${unit}**: two alarms, made and kept by AWS`,
    '',
    `- above ${target}${unit} for ${SCALE_OUT_MINUTES} minutes: instances are added`,
    shrinks
      ? '- `DisableScaleIn` is true: this policy never removes an instance'
      : `- below about ${low}${unit} (0.70 × target) for ${SCALE_IN_MINUTES} minutes: instances are ` +
        'removed. The factor is observed, not documented',
  ];
  if (cpu && target > 0 && target <= 100) {
    lines.push(
      `- CPU cannot exceed 100 %, so one evaluation grows a saturated group by 100/${target} at ` +
        `most: × ${round(100 / target)}`,
    );
  }
  if (cpu && !shrinks && low > guide) {
    lines.push(
      '',
      `The guide removes capacity below ${guide} %; AWS begins near ${low} %. For the ` +
        `guide’s trigger set \`DisableScaleIn\` and add a step policy that scales in at ${guide} %.`,
    );
  }
  return lines.join('\n');
}

/** The guide's document in the two parts that the AWS CLI accepts. */
function requestsMarkdown(model: AutoscalingGroupModel): string | undefined {
  const [group] = model.groups;
  const requests = group === undefined ? undefined : toRequests(group);
  if (requests === undefined) return undefined;
  return [
    '**The same group for the AWS CLI**: two inputs, one after the other',
    '',
    '`aws autoscaling create-auto-scaling-group --cli-input-json …`',
    ...json(requests.create),
    '`aws autoscaling put-scaling-policy --cli-input-json …`',
    ...json(requests.putPolicy),
  ].join('\n');
}

function json(value: unknown): readonly string[] {
  return ['```json', JSON.stringify(value, undefined, 2), '```'];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
