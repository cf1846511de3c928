import { defineRule } from '../../../contracts/rule';
import { conversions } from '../../../languages/autoscaling-group/convert';

export default defineRule({
  id: 'asg/guide-shape-not-api',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Shape that no AWS API accepts',
  summary: 'A group with its target in one document, which no AWS API accepts.',
  citations: ['aws.autoscaling.create-group', 'aws.autoscaling.put-policy', 'guide.autoscaling'],
  practices: [],
  checklist: [],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: model }, report) {
    if (model.shape !== 'guide') return;
    for (const group of model.groups) {
      for (const policy of group.policies) {
        report({
          at: policy,
          message:
            'TargetTrackingScaling is in no AWS API: the AWS CLI rejects this document. Create ' +
            'the group first and add the target with put-scaling-policy, or convert both to ' +
            'CloudFormation or Terraform.',
          fixes: () => conversions(model.document, group),
        });
      }
    }
  },
});
