import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { placeOf } from '../../../languages/autoscaling-group/model';
import { healthyBoundsOf } from '../../../languages/autoscaling-group/refresh';

export default defineRule({
  id: 'asg/healthy-percentage-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Healthy capacity bounds disagree',
  summary: 'The two bounds of healthy capacity do not fit together.',
  citations: ['aws.autoscaling.maintenance-policy', 'aws.autoscaling.refresh-preferences'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup }, report) {
    for (const owner of healthyBoundsOf(autoscalingGroup)) {
      const { min, max, needsBoth } = owner;
      if (needsBoth && (min.state === 'absent') !== (max.state === 'absent')) {
        const [written, missing] =
          min.state === 'absent'
            ? ['MaxHealthyPercentage', 'MinHealthyPercentage']
            : ['MinHealthyPercentage', 'MaxHealthyPercentage'];
        report({
          at: placeOf(owner, min.state === 'absent' ? max : min),
          message: `${written} is set without ${missing}: AWS takes both or none. Add ${missing}.`,
        });
      }
      if (!isKnown(min) || !isKnown(max) || min.value < 0 || max.value < 0) continue;
      if (max.value - min.value <= WIDEST) continue;
      report({
        at: max,
        message: `MaxHealthyPercentage is ${max.value} and MinHealthyPercentage ${min.value}: AWS takes a difference of ${WIDEST} at most. Move one of them.`,
        related: [{ at: min, message: 'The lower bound' }],
      });
    }
  },
});

const WIDEST = 100;
