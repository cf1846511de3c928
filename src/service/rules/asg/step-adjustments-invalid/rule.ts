import { isKnown, type Located, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { removeFix, setFix } from '../../../languages/autoscaling-group/edits';
import type { ScalingPolicy, SourceDocument } from '../../../languages/autoscaling-group/model';
import type { Step } from '../../../languages/autoscaling-group/steps';

export default defineRule({
  id: 'asg/step-adjustments-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Steps overlap or leave a gap',
  summary: 'The steps of a policy overlap, leave a gap or miss an end.',
  citations: ['aws.autoscaling.step-scaling', 'aws.autoscaling.put-policy'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { policies, document } }, report) {
    for (const policy of policies) {
      if (!isKnown(policy.steps) || policy.steps.value.length === 0) continue;
      const ranges = policy.steps.value.map(rangeOf);
      if (!ranges.every((range) => range !== undefined)) continue;
      const flaw = flawOf(ranges, policy);
      if (flaw === undefined) continue;
      report({
        at: flaw.at,
        message: `${flaw.says}: AWS rejects the policy. ${flaw.todo}`,
        fixes: () => (policy.editable ? (flaw.fix?.(document) ?? []) : []),
      });
    }
  },
});

interface Range {
  readonly step: Step;
  readonly from: number;
  readonly to: number;
}

interface Flaw {
  readonly at: Located;
  readonly says: string;
  readonly todo: string;
  readonly fix?: (document: SourceDocument) => ReturnType<typeof setFix>;
}

/** `undefined` where a bound is not known. */
function rangeOf(step: Step): Range | undefined {
  const { lower, upper } = step;
  if (step.body.node === undefined || lower.state === 'unknown' || upper.state === 'unknown') {
    return undefined;
  }
  return {
    step,
    from: valueOf(lower) ?? Number.NEGATIVE_INFINITY,
    to: valueOf(upper) ?? Number.POSITIVE_INFINITY,
  };
}

/** AWS's list of conditions; the first that fails. */
function flawOf(ranges: readonly Range[], policy: ScalingPolicy): Flaw | undefined {
  const [lonely] = ranges.filter(({ from, to }) => !Number.isFinite(from) && !Number.isFinite(to));
  if (lonely !== undefined) {
    return {
      at: lonely.step,
      says: 'The step has no bound at all',
      todo: 'Give it a lower bound of 0 to act above the threshold, or an upper bound of 0 below it.',
    };
  }
  const empty = ranges.find(({ from, to }) => to <= from);
  if (empty !== undefined) {
    return {
      at: empty.step.upper.state === 'known' ? empty.step.upper : empty.step,
      says: `The step reaches from ${empty.from} to ${empty.to}`,
      todo: 'Make the upper bound the larger one.',
    };
  }
  if (ranges.length > MOST_STEPS) {
    const at = policy.steps.state === 'known' ? policy.steps : policy;
    return { at, says: `The policy has ${ranges.length} steps`, todo: `Keep ${MOST_STEPS}.` };
  }
  const ordered = [...ranges].sort((a, b) => a.from - b.from || a.to - b.to);
  for (const [index, range] of ordered.entries()) {
    const next = ordered[index + 1];
    if (next === undefined || range.to === next.from) continue;
    return seamOf(range, next);
  }
  return endOf(ordered);
}

const MOST_STEPS = 20;

function seamOf(range: Range, next: Range): Flaw {
  const gap = range.to < next.from;
  const at = next.step.lower.state === 'known' ? next.step.lower : next.step;
  const between = gap
    ? `Nothing covers ${range.to} to ${next.from}`
    : `Two steps cover ${next.from} and above`;
  const fix = (document: SourceDocument) =>
    setFix(document, `Set MetricIntervalLowerBound to ${range.to}`, 'suggestion', [
      { body: next.step.body, key: 'MetricIntervalLowerBound', value: range.to },
    ]);
  const fixable = Number.isFinite(range.to) && range.to < next.to && Number.isFinite(next.from);
  return {
    at,
    says: between,
    todo: 'Let each step begin where the one below it ends.',
    ...(fixable ? { fix } : {}),
  };
}

/** Steps above the threshold need an open top, those below it an open bottom. */
function endOf(ordered: readonly Range[]): Flaw | undefined {
  const first = ordered[0];
  const last = ordered.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (first.from < 0 && Number.isFinite(first.from)) {
    return open(first, 'MetricIntervalLowerBound', `The lowest step ends at ${first.from}`);
  }
  if (last.to > 0 && Number.isFinite(last.to)) {
    return open(last, 'MetricIntervalUpperBound', `The highest step ends at ${last.to}`);
  }
  return undefined;
}

function open({ step }: Range, key: string, says: string): Flaw {
  const bound = key === 'MetricIntervalLowerBound' ? step.lower : step.upper;
  return {
    at: bound.state === 'known' ? bound : step,
    says,
    todo: 'Leave its outer bound out, so that it covers what lies beyond.',
    fix: (document) => removeFix(document, `Remove ${key}`, 'suggestion', step.body, key),
  };
}
