import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stringify } from 'yaml';
import { review } from './support';

const TEMPLATE = {
  Resources: {
    web: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        AutoScalingGroupName: 'web',
        MinSize: '1',
        MaxSize: '6',
        DesiredCapacity: '9',
        TargetGroupARNs: [{ Ref: 'web_targets' }],
        VPCZoneIdentifier: [{ Ref: 'a' }, { Ref: 'b' }],
      },
    },
    api: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        MinSize: '8',
        MaxSize: '4',
        HealthCheckType: 'ELB',
        HealthCheckGracePeriod: 60,
        TargetGroupARNs: [{ Ref: 'api_targets' }],
      },
    },
    quiet: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: { MinSize: '2', MaxSize: { Ref: 'ceiling' }, HealthCheckType: 'EC2' },
    },
    cpu: {
      Type: 'AWS::AutoScaling::ScalingPolicy',
      Properties: {
        AutoScalingGroupName: { Ref: 'web' },
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingConfiguration: {
          TargetValue: 0.7,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
        },
      },
    },
    more: {
      Type: 'AWS::AutoScaling::ScalingPolicy',
      Properties: {
        AutoScalingGroupName: { Ref: 'api' },
        AdjustmentType: 'ChangeInCapacity',
        ScalingAdjustment: 2,
        Cooldown: '120',
      },
    },
  },
};

const HCL = `
resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 1
  max_size            = 6
  desired_capacity    = 9 # planned
  target_group_arns   = [aws_lb_target_group.web.arn]
  vpc_zone_identifier = [aws_subnet.a.id, aws_subnet.b.id]
}

resource "aws_autoscaling_group" "api" {
  min_size                  = 8
  max_size                  = 4
  health_check_type         = "ELB"
  health_check_grace_period = 60
  target_group_arns         = [aws_lb_target_group.api.arn]
}

resource "aws_autoscaling_group" "quiet" {
  min_size          = 2
  max_size          = var.ceiling
  health_check_type = "EC2"
}

resource "aws_autoscaling_policy" "cpu" {
  name                   = "cpu"
  autoscaling_group_name = aws_autoscaling_group.web.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 0.7
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}

resource "aws_autoscaling_policy" "more" {
  name                   = "more"
  autoscaling_group_name = aws_autoscaling_group.api.name
  adjustment_type        = "ChangeInCapacity"
  scaling_adjustment     = 2
  cooldown               = 120
}
`;

const TERRAFORM_JSON = {
  resource: {
    aws_autoscaling_group: {
      web: {
        name: 'web',
        min_size: 1,
        max_size: 6,
        desired_capacity: 9,
        target_group_arns: ['${aws_lb_target_group.web.arn}'],
        vpc_zone_identifier: ['${aws_subnet.a.id}', '${aws_subnet.b.id}'],
      },
      api: [
        {
          '//': 'the gateway',
          min_size: 8,
          max_size: 4,
          health_check_type: 'ELB',
          health_check_grace_period: 60,
          target_group_arns: ['${aws_lb_target_group.api.arn}'],
          launch_configuration: null,
        },
      ],
      quiet: { min_size: 2, max_size: '${var.ceiling}', health_check_type: 'EC2' },
    },
    aws_autoscaling_policy: {
      cpu: {
        name: 'cpu',
        autoscaling_group_name: '${aws_autoscaling_group.web.name}',
        policy_type: 'TargetTrackingScaling',
        target_tracking_configuration: [
          {
            target_value: 0.7,
            predefined_metric_specification: {
              predefined_metric_type: 'ASGAverageCPUUtilization',
            },
          },
        ],
      },
      more: {
        name: 'more',
        autoscaling_group_name: '${aws_autoscaling_group.api.name}',
        adjustment_type: 'ChangeInCapacity',
        scaling_adjustment: 2,
        cooldown: 120,
      },
    },
  },
};

const TWINS = [
  ['stack.json', JSON.stringify(TEMPLATE, undefined, 2)],
  ['compact.json', JSON.stringify(TEMPLATE)],
  ['stack.yaml', stringify(TEMPLATE)],
  ['main.tf', HCL],
  ['crlf.tf', HCL.replaceAll('\n', '\r\n')],
  ['main.tf.json', JSON.stringify(TERRAFORM_JSON, undefined, 2)],
] as const;

/** `rule severity owner.property` of every finding: a place without what the shape puts around it. */
async function verdict(path: string, text: string): Promise<readonly string[]> {
  const found = await review(text, path);
  return found
    .filter(({ rule }) => !OWN.has(rule))
    .map(({ rule, severity, at }) => {
      const place = at.path.replace(
        /^\/Resources\/(\w+)(?:\/Properties)?|^\/resource\/\w+\/(\w+)/,
        '$1$2',
      );
      return `${rule} ${severity} ${place}`;
    })
    .sort();
}

/** What is true of one shape only: Terraform lets the next apply reset a size by design. */
const OWN: ReadonlySet<string> = new Set([]);

describe('the same groups in every shape', () => {
  it('are found wanting in the same places', async () => {
    const [[, first]] = TWINS;
    const expected = await verdict('stack.json', first);
    const sure = [
      'asg/desired-out-of-range error web/DesiredCapacity',
      'asg/lb-health-check warning web/HealthCheckType',
      'asg/size-order error api/MinSize',
      'asg/target-implausible warning cpu/TargetTrackingConfiguration/TargetValue',
    ];
    for (const line of sure) assert.ok(expected.includes(line), `${line}: ${expected.join('\n')}`);
    for (const [path, text] of TWINS) assert.deepEqual(await verdict(path, text), expected, path);
  });
});
