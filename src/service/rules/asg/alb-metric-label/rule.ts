import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { placeOf } from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/alb-metric-label',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Target group of metric missing',
  summary: 'Requests per target need to say of which target group.',
  citations: ['aws.autoscaling.predefined-metric'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup }, report) {
    for (const { target, at, path } of autoscalingGroup.policies) {
      if (target === undefined) continue;
      const { predefinedType: type, resourceLabel: label } = target.specification;
      if (!isKnown(type) || type.value !== 'ALBRequestCountPerTarget') continue;
      if (label.state === 'unknown' || (isKnown(label) && LABEL.test(label.value))) continue;
      const says = isKnown(label) ? `ResourceLabel is ${label.value}` : 'There is no ResourceLabel';
      report({
        at: isKnown(label) ? label : placeOf({ at: type.at ?? at, path }, label),
        message:
          `${says}: AWS rejects requests per target without their target group. Write ` +
          'app/<load balancer>/<id>/targetgroup/<target group>/<id>, the ends of both ARNs.',
      });
    }
  },
});

const LABEL = /^app\/[^/]+\/[0-9a-f]+\/targetgroup\/[^/]+\/[0-9a-f]+$/;
