import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { autoscalingGroupDetector as detector } from '../../src/service/languages/autoscaling-group/detect';
import { GUIDE, TEMPLATE_JSON, TEMPLATE_YAML } from './samples';
import { analyse, verdicts } from './support';

const detect = (path: string, text: string) => detector.detect({ path, text });

describe('recognising Auto Scaling documents', () => {
  const ours: (readonly [shape: string, path: string, text: string])[] = [
    ['cloudformation', 'stack.yaml', TEMPLATE_YAML],
    ['cloudformation', 'stack.json', TEMPLATE_JSON],
    ['cloudformation', 'stack.template', TEMPLATE_JSON],
    ['cloudformation', 'untitled-1', TEMPLATE_YAML],
    ['cdk', 'cdk.out/Shop.template.json', TEMPLATE_JSON],
    ['guide', 'group.json', GUIDE],
    ['guide', 'group.json', `\uFEFF${GUIDE}`],
    ['create', 'a.json', '{"AutoScalingGroupName":"a","MinSize":1,"MaxSize":2,"InstanceId":"i-1"}'],
    ['create', 'a.yaml', 'AutoScalingGroupName: a\nMinSize: 1\nMaxSize: 2\nInstanceId: i-1\n'],
    ['update', 'a.json', '{"AutoScalingGroupName":"a","MaxSize":2}'],
    ['policy', 'a.json', '{"AutoScalingGroupName":"a","PolicyName":"p","ScalingAdjustment":2}'],
    ['warm-pool', 'a.json', '{"AutoScalingGroupName":"a","PoolState":"Stopped","MinSize":4}'],
    [
      'scheduled-action',
      'a.json',
      '{"AutoScalingGroupName":"a","ScheduledActionName":"s","MinSize":4}',
    ],
    ['instance-refresh', 'a.json', '{"AutoScalingGroupName":"a","Preferences":{}}'],
    ['skeleton', 'a.json', '{"AutoScalingGroupName":"","MinSize":0,"MaxSize":0,"InstanceId":""}'],
    [
      'describe',
      'a.json',
      '{"AutoScalingGroups":[{"AutoScalingGroupName":"a","CreatedTime":"2026-01-02T03:04:05Z"}]}',
    ],
    ['describe', 'a.json', '{"AutoScalingGroupName":"a","CreatedTime":"2026-01-02","MinSize":1}'],
    [
      'cdk',
      'a.json',
      '{"Resources":{"G":{"Type":"AWS::AutoScaling::AutoScalingGroup","Metadata":{"aws:cdk:path":"S/G"}}}}',
    ],
  ];
  ours.push(
    ['terraform', 'main.tf', 'resource "aws_autoscaling_group" "web" {\n  min_size = 1\n}\n'],
    ['terraform', 'untitled-2', '# ours\nresource "aws_launch_template" "web" {\n}\n'],
    ['terraform', 'a.tf.json', '{"resource":{"aws_autoscaling_policy":{"p":{"name":"p"}}}}'],
    ['terraform', 'b.tf.json', '{"resource":[{"aws_autoscaling_group":{"p":[{"min_size":1}]}}]}'],
    [
      'terraform-plan',
      'plan.json',
      '{"format_version":"1.2","planned_values":{"root_module":{"resources":[{"type":"aws_autoscaling_group"}]}}}',
    ],
    ['describe-policies', 'a.json', '{"ScalingPolicies":[{"AutoScalingGroupName":"a"}]}'],
    [
      'scheduled-action',
      'a.json',
      '{"ScheduledUpdateGroupActions":[{"AutoScalingGroupName":"a","MinSize":1}]}',
    ],
    [
      'target-tracking',
      'config.json',
      '{"TargetValue":50,"PredefinedMetricSpecification":{"PredefinedMetricType":"ASGAverageCPUUtilization"}}',
    ],
    [
      'predictive',
      'config.json',
      '{"MetricSpecifications":[{"TargetValue":50,"PredefinedMetricPairSpecification":{"PredefinedMetricType":"ASGCPUUtilization"}}],"Mode":"ForecastOnly"}',
    ],
  );
  ours.push(
    ['update', 'sizes.json', '// headroom: asg\n{"MinSize":3,"MaxSize":2}'],
    ['update', 'sizes.yaml', '# headroom: asg (the web tier)\nMinSize: 3\nMaxSize: 2\n'],
    [
      'policy',
      'step.json',
      '/* headroom: asg */\n{"PolicyType":"StepScaling","StepAdjustments":[]}',
    ],
    [
      'target-tracking',
      'config.json',
      '// headroom: asg\n{"TargetValue":50,"Note":1,"CustomizedMetricSpecification":{"Namespace":"AWS/ECS"}}',
    ],
    [
      'describe-policies',
      'a.json',
      '{"AutoScalingGroupName":"a","PolicyName":"p","PolicyARN":"arn:p","PolicyType":"TargetTrackingScaling","StepAdjustments":[]}',
    ],
    ['instance-refresh', 'refresh.yaml', '# headroom: asg\nPreferences: {}\n'],
  );
  for (const [shape, path, text] of ours) {
    it(`${path}: ${shape}`, async () => {
      assert.equal(detect(path, text), true);
      assert.equal((await analyse(text, path)).model.shape, shape);
    });
  }

  const others: readonly (readonly [what: string, path: string, text: string])[] = [
    [
      'an agent that tags metrics by group',
      'agent.json',
      '{"metrics":{"append_dimensions":{"AutoScalingGroupName":"${aws:AutoScalingGroupName}"}}}',
    ],
    [
      'a target of ECS',
      'config.json',
      '{"TargetValue":50,"PredefinedMetricSpecification":{"PredefinedMetricType":"ECSServiceAverageCPUUtilization"}}',
    ],
    [
      'a target with cooldowns, which only Application Auto Scaling has',
      'config.json',
      '{"TargetValue":50,"ScaleInCooldown":60,"PredefinedMetricSpecification":{"PredefinedMetricType":"ALBRequestCountPerTarget"}}',
    ],
    [
      'policies of Application Auto Scaling',
      'a.json',
      '{"ScalingPolicies":[{"ServiceNamespace":"ecs","PredefinedMetricSpecification":{}}]}',
    ],
    ['Terraform without a group', 'main.tf', 'resource "aws_vpc" "aws_autoscaling_group" {}\n'],
    ['a comment about groups', 'main.tf', '# resource "aws_autoscaling_group" "web" {}\n'],
    [
      'a package that speaks of groups',
      'package.json',
      '{"description":"AutoScalingGroup helper"}',
    ],
    [
      'a template without a group',
      'stack.yaml',
      'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Description: AutoScalingGroup\n',
    ],
    ['notes', 'notes.md', TEMPLATE_YAML],
    ['a program', 'stack.ts', TEMPLATE_JSON],
    ['a node group of EKS', 'nodes.json', '{"scalingConfig":{"minSize":2,"maxSize":1}}'],
    ['a hook input', 'hook.json', '{"AutoScalingGroupName":"a","LifecycleHookName":"h"}'],
    [
      'an instance',
      'a.json',
      '{"AutoScalingGroupName":"a","InstanceId":"i-1","HealthStatus":"HEALTHY"}',
    ],
    [
      'an instance that tells what it was launched from',
      'a.json',
      '{"AutoScalingGroupName":"a","InstanceId":"i-1","LifecycleState":"InService","LaunchTemplate":{}}',
    ],
    [
      'the deletion of an action',
      'a.json',
      '{"AutoScalingGroupName":"a","ScheduledActionName":"s"}',
    ],
    ['nothing', 'a.json', ''],
    ['what is declared on the second line', 'a.yaml', '\n# headroom: asg\nMinSize: 1\n'],
    ['another declaration', 'a.yaml', '# headroom: asgard\nMinSize: 1\n'],
    ['a program that is declared', 'a.sh', '# headroom: asg\nMinSize: 1\n'],
  ];
  for (const [what, path, text] of others) {
    it(`leaves ${what} alone`, () => assert.equal(detect(path, text), false));
  }

  it('reviews a fragment that is declared, and says where a declaration does not help', async () => {
    const declared = '// headroom: asg\n{"MinSize":3,"MaxSize":2}';
    assert.deepEqual(await verdicts(declared, 'sizes.json'), ['asg/size-order error /MinSize']);
    const { description } = await analyse('# headroom: asg\nName: a\n', 'a.yaml');
    assert.equal(description, 'a document without an Auto Scaling group');
  });

  it('asks for files by name only', () => {
    assert.equal(detector.mayBe('stacks/shop.yml'), true);
    assert.equal(detector.mayBe('stacks/shop.TEMPLATE'), true);
    assert.equal(detector.mayBe('src/index.ts'), false);
  });
});
