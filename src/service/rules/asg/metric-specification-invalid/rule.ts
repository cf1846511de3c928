import { isKnown, type Located } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { placeOf, type TargetTracking } from '../../../languages/autoscaling-group/model';
import { STATISTICS } from '../../../languages/autoscaling-group/ranges';

export default defineRule({
  id: 'asg/metric-specification-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Target tracking without one metric',
  summary: 'Target tracking needs exactly one metric, of a kind that AWS computes.',
  citations: ['aws.autoscaling.customized-metric', 'aws.autoscaling.put-policy'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { policies, shape } }, report) {
    if (shape === 'guide') return;
    for (const policy of policies) {
      const { target } = policy;
      if (target === undefined || target.body.node?.open !== false) continue;
      for (const flaw of flawsOf(target, policy)) report(flaw);
    }
  },
});

interface Flaw {
  readonly at: Located;
  readonly message: string;
}

function flawsOf({ specification, body }: TargetTracking, policy: Located): readonly Flaw[] {
  const { predefined, customized, statistic, queries } = specification;
  if ([predefined, customized].some((block) => block !== undefined && block.node === undefined)) {
    return [];
  }
  const both = predefined !== undefined && customized !== undefined;
  if (both || (predefined === undefined && customized === undefined)) {
    return [
      {
        at: both
          ? { at: customized.at, path: customized.path }
          : { at: policy.at, path: body.path },
        message:
          `The target has ${both ? 'two metrics, a predefined and a customised one' : 'no metric'}: ` +
          'AWS takes exactly one. ' +
          (both ? 'Remove one of them.' : 'Add PredefinedMetricSpecification.'),
      },
    ];
  }
  const flaws: Flaw[] = [];
  if (isKnown(statistic) && !STATISTICS.includes(statistic.value)) {
    flaws.push({
      at: statistic,
      message: `Statistic is ${statistic.value}: AWS knows ${STATISTICS.join(', ')}. Use one of them.`,
    });
  }
  if (
    !isKnown(queries) ||
    queries.value.some(({ returnsData }) => returnsData.state === 'unknown')
  ) {
    return flaws;
  }
  // A query returns data unless told otherwise.
  const returned = queries.value.filter(
    ({ returnsData }) => !isKnown(returnsData) || returnsData.value,
  ).length;
  if (returned !== 1 && queries.value.length > 0) {
    flaws.push({
      at: placeOf(policy, queries),
      message: `${returned} of the queries return data: AWS takes exactly one. Set ReturnData to false on the others.`,
    });
  }
  return flaws;
}
