import { alarms, inGroup, inPolicy, property, resource, sized } from './asg-planting';
import type { Mutation } from './mutation';
import { once } from './text';

const SIMPLE = '"AdjustmentType": "ChangeInCapacity", "ScalingAdjustment": 1';
const GAPPED =
  '"PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity", "StepAdjustments": ' +
  '[{ "MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 10, "ScalingAdjustment": 1 }, ' +
  '{ "MetricIntervalLowerBound": 20, "ScalingAdjustment": 2 }]';
const CPU =
  '"PredefinedMetricSpecification": { "PredefinedMetricType": "ASGAverageCPUUtilization" }';
const FORECAST =
  '"PolicyType": "PredictiveScaling", "PredictiveScalingConfiguration": { "Mode": ' +
  '"ForecastAndScale", "MetricSpecifications": [{ "TargetValue": 70, ' +
  '"PredefinedMetricPairSpecification": { "PredefinedMetricType": "ASGCPUUtilization" } }] }';
const MIXED =
  '{ "InstancesDistribution": { "OnDemandPercentageAboveBaseCapacity": 20 }, "LaunchTemplate": ' +
  '{ "LaunchTemplateSpecification": { "LaunchTemplateId": "lt-1", "Version": "1" }, "Overrides": ' +
  '[{ "InstanceType": "m6i.large" }, { "InstanceType": "m6i.large" }] } }';
/** Two sizes side by side. */
const SIZES = /(\n[ \t]*"?MinSize"?: *)['"]?\d+['"]?(,?\s*"?MaxSize"?: *)['"]?\d+['"]?/;

/** Defects of Auto Scaling groups, as templates and the answers of the command line write them. */
export const ASG_MUTATIONS: readonly Mutation[] = [
  {
    rule: 'asg/size-order',
    plant: inGroup((text) =>
      /MaxSize"?: *['"]?\d/.test(text)
        ? once(text, /("?MinSize"?: *)['"]?\d+['"]?/, '$1999')
        : undefined,
    ),
  },
  {
    rule: 'asg/desired-out-of-range',
    plant: inGroup((text) =>
      /DesiredCapacity/.test(text)
        ? once(text, /("?DesiredCapacity"?: *)['"]?\d+['"]?/, '$1999')
        : undefined,
    ),
  },
  {
    rule: 'asg/min-below-two',
    plant: inGroup((text) => once(text, /("?MinSize"?: *)['"]?[2-9]['"]?/, '$11')),
  },
  {
    rule: 'asg/target-implausible',
    plant: (text) =>
      /ASGAverageCPU/.test(text)
        ? once(text, /("?TargetValue"?: *)['"]?\d+(?:\.\d+)?['"]?/, '$1140')
        : undefined,
  },
  {
    rule: 'asg/elb-grace-missing',
    plant: (text) =>
      /HealthCheckType"?: *['"]?ELB/.test(text) && !/LAUNCHING/.test(text)
        ? once(text, /("?HealthCheckGracePeriod"?: *)['"]?\d+['"]?/, '$10')
        : undefined,
  },
  {
    rule: 'asg/value-out-of-range',
    plant: inGroup((text) => property(text, 'MaxInstanceLifetime', '60')),
  },
  {
    rule: 'asg/elb-grace-extreme',
    plant: (text) =>
      /HealthCheckType"?: *['"]?ELB/.test(text) && !/LAUNCHING/.test(text)
        ? once(text, /("?HealthCheckGracePeriod"?: *)['"]?\d+['"]?/, '$130')
        : undefined,
  },
  {
    rule: 'asg/lb-health-check',
    plant: inGroup((text) =>
      /\n[ \t]*"?(?:TargetGroupARNs|LoadBalancerNames)"?:/.test(text)
        ? once(text, /(HealthCheckType"?: *['"]?)ELB\b/, '$1EC2')
        : undefined,
    ),
  },
  {
    rule: 'asg/fixed-size',
    plant: inGroup((text) => once(text, SIZES, '$12$22')),
  },
  {
    rule: 'asg/lifetime-single-instance',
    plant: inGroup((text) => {
      const single = once(text, /(\n[ \t]*"?MaxSize"?: *)['"]?\d+['"]?/, '$11');
      return single === undefined ? undefined : property(single, 'MaxInstanceLifetime', '604800');
    }),
  },
  {
    rule: 'asg/desired-pinned',
    plant: inGroup((text) =>
      /DesiredCapacity/.test(text) || !SIZES.test(text)
        ? undefined
        : property(once(text, SIZES, '$11$28') ?? '', 'DesiredCapacity', '3'),
    ),
  },
  {
    rule: 'asg/health-check-type-invalid',
    plant: inGroup((text) =>
      /HealthCheckType/.test(text) ? undefined : property(text, 'HealthCheckType', '"ALB"'),
    ),
  },
  {
    rule: 'asg/launch-source-ambiguous',
    plant: inGroup((text) =>
      /\n[ \t]*"?(?:LaunchConfigurationName|LaunchTemplate|MixedInstancesPolicy)"?:/.test(text)
        ? property(text, 'InstanceId', '"i-0123456789abcdef0"')
        : undefined,
    ),
  },
  {
    rule: 'asg/launch-configuration',
    plant: inGroup((text) =>
      /LaunchConfigurationName/.test(text)
        ? undefined
        : property(text, 'LaunchConfigurationName', '"old"'),
    ),
  },
  {
    rule: 'asg/termination-policy-invalid',
    plant: inGroup((text) =>
      /TerminationPolicies/.test(text)
        ? undefined
        : property(text, 'TerminationPolicies', '["Oldest"]'),
    ),
  },
  {
    rule: 'asg/healthy-percentage-invalid',
    plant: inGroup((text) =>
      property(text, 'InstanceMaintenancePolicy', '{ "MinHealthyPercentage": 90 }'),
    ),
  },
  ...['asg/spot-lowest-price', 'asg/spot-not-resilient', 'asg/mixed-instances-invalid'].map(
    (rule) => ({
      rule,
      plant: inGroup((text) =>
        /MixedInstancesPolicy/.test(text)
          ? undefined
          : property(text, 'MixedInstancesPolicy', MIXED),
      ),
    }),
  ),
  {
    rule: 'asg/rolling-update-capacity',
    plant: inGroup((text) =>
      once(text, /(\n[ \t]*"?MinInstancesInService"?: *)['"]?\d+['"]?/, '$1999'),
    ),
  },
  {
    rule: 'asg/update-policies-exclusive',
    plant: inGroup(
      (text) =>
        once(text, /(\n[ \t]*)AutoScalingRollingUpdate:/, '$1AutoScalingInstanceRefresh: {}$&') ??
        once(text, /"AutoScalingRollingUpdate"/, '"AutoScalingInstanceRefresh": {}, $&'),
    ),
  },
  {
    rule: 'asg/launch-template-latest',
    plant: inGroup((text) =>
      once(
        text,
        /(\n[ \t]*LaunchTemplate(?:Specification)?:\n[ \t]*LaunchTemplate(?:Id|Name):.*\n[ \t]*Version: *).*/,
        "$1'$$Latest'",
      ),
    ),
  },
  {
    rule: 'asg/policy-fields-mismatch',
    plant: inPolicy((text) =>
      /PolicyType|MixedInstances/.test(text)
        ? undefined
        : (once(text, /\n([ \t]*)ScalingAdjustment:/, '\n$1PolicyType: StepScaling$&') ??
          once(text, /"ScalingAdjustment"/, '"PolicyType": "StepScaling", $&')),
    ),
  },
  {
    rule: 'asg/step-too-large',
    plant: inPolicy((text) => {
      const percent = once(text, /ChangeInCapacity/, 'PercentChangeInCapacity');
      const amount = /(\n[ \t]*"?ScalingAdjustment"?: *)['"]?-?\d+['"]?/;
      return percent === undefined || /Percent.*[\s\S]*Percent/.test(text)
        ? undefined
        : once(percent, amount, '$1-90');
    }),
  },
  {
    rule: 'asg/metric-type-unknown',
    plant: inPolicy((text) =>
      /PredictiveScaling/.test(text)
        ? undefined
        : once(text, /ASGAverageCPUUtilization/, 'ASGCPUUtilization'),
    ),
  },
  {
    rule: 'asg/alb-metric-label',
    plant: inPolicy((text) => once(text, /ASGAverageCPUUtilization/, 'ALBRequestCountPerTarget')),
  },
  {
    rule: 'asg/alarm-direction',
    plant: inPolicy((text) =>
      /CPUUtilization/.test(text) &&
      !/AWS\/ECS/.test(text) &&
      /AlarmActions[^\]]{0,80}(?:ScaleUp|ScaleDown)\w*Policy/.test(text)
        ? once(text, /(ComparisonOperator"?: *"?'?)GreaterThanThreshold/g, '$1LessThanThreshold')
        : undefined,
    ),
  },
  {
    rule: 'asg/subnet-form-wrong',
    plant: inGroup((text) =>
      /VPCZoneIdentifier/.test(text)
        ? undefined
        : property(text, 'VPCZoneIdentifier', '"subnet-1,subnet-2"'),
    ),
  },
  {
    rule: 'asg/alarm-window',
    plant: inGroup((text) =>
      alarms(text, 'asg/alarm-window', {
        above: '"Threshold": 70, "Period": 60, "EvaluationPeriods": 5',
        below: '"Threshold": 30, "Period": 60, "EvaluationPeriods": 2',
      }),
    ),
  },
  {
    rule: 'asg/scale-flap',
    plant: inGroup((text) =>
      /MinSize"?: *['"]?[1-6]['"]?[,\s]/.test(text)
        ? alarms(text, 'asg/scale-flap', {
            above: '"Threshold": 70, "Period": 60, "EvaluationPeriods": 5',
            below: '"Threshold": 60, "Period": 300, "EvaluationPeriods": 3',
          })
        : undefined,
    ),
  },
  {
    rule: 'asg/basic-monitoring',
    plant: inGroup((text) =>
      /AWS::EC2::LaunchTemplate/.test(text) && !/Monitoring|LaunchTemplateName/.test(text)
        ? resource(text, 'asg/basic-monitoring', 'ScalingPolicy', tracking(CPU))
        : undefined,
    ),
  },
  {
    rule: 'asg/burstable-throttled',
    plant: inGroup((text) => {
      const type =
        /(\n[ \t]*"?InstanceType"?: *)(?:!Ref \S+|\{ *"Ref" *: *"\w+" *\}|["']?[a-z]\w+\.\w+["']?)/;
      const small = once(text, type, '$1"t2.small"');
      return small === undefined || /AWS::EC2::Instance\b|Overrides|CreditSpec/.test(text)
        ? undefined
        : resource(small, 'asg/burstable-throttled', 'ScalingPolicy', tracking(CPU));
    }),
  },
  {
    rule: 'asg/duplicate-target-metric',
    plant: inGroup((text) => {
      const one = resource(text, '', 'ScalingPolicy', tracking(CPU), 'One');
      return one && resource(one, '', 'ScalingPolicy', tracking(CPU), 'Two');
    }),
  },
  {
    rule: 'asg/target-tracking-beside-scale-in',
    plant: inGroup((text) => {
      const one = resource(text, '', 'ScalingPolicy', tracking(CPU), 'One');
      return one && resource(one, '', 'ScalingPolicy', SIMPLE.replace(/1$/, '-1'), 'Two');
    }),
  },
  {
    rule: 'asg/target-tracking-on-fixed-size',
    plant: inGroup((text) => {
      const fixed = once(text, SIZES, '$12$22');
      return fixed && resource(fixed, '', 'ScalingPolicy', tracking(CPU));
    }),
  },
  {
    rule: 'asg/no-scaling-policy',
    plant: inGroup((text) =>
      /ScalingPolicy|ScheduledAction|CapacityProvider|Outputs|k8s\.io|kubernetes\.io/.test(text)
        ? undefined
        : sized(text, 2, 8),
    ),
  },
  {
    rule: 'asg/scale-in-protected',
    plant: inGroup((text) => {
      const sized = once(text, SIZES, '$12$28') ?? text;
      const kept = property(sized, 'NewInstancesProtectedFromScaleIn', 'true');
      return kept && resource(kept, 'asg/scale-in-protected', 'ScalingPolicy', tracking(CPU));
    }),
  },
  {
    rule: 'asg/single-availability-zone',
    plant: inGroup((text) =>
      /PlacementGroup/.test(text) ||
      (/VPCZoneIdentifier/.test(text) && /AvailabilityZones/.test(text))
        ? undefined
        : once(
            sized(text, 2, 8) ?? text,
            /(AWS::AutoScaling::AutoScalingGroup\b[\s\S]*?\n[ \t]*"?)(?:VPCZoneIdentifier|AvailabilityZones)("?[ \t]*:)[ \t]*(?:!\S.*|\{.*\})(,?)$/m,
            '$1AvailabilityZones$2 ["eu-west-1a"]$3',
          ),
    ),
  },
  {
    rule: 'asg/update-policy-missing',
    plant: inGroup((text) =>
      /CapacityProvider|k8s\.io|kubernetes\.io/.test(text)
        ? undefined
        : once(text, /(\n[ \t]*"?)UpdatePolicy("?[ \t]*:)/, '$1Renamed$2'),
    ),
  },
  {
    rule: 'asg/processes-suspended',
    plant: (text) =>
      once(
        text,
        /"SuspendedProcesses"\s*:\s*\[\s*\]/,
        '"SuspendedProcesses": [{ "ProcessName": "Launch", "SuspensionReason": "by a person" }]',
      ),
  },
  {
    rule: 'asg/refresh-risky',
    plant: (text) =>
      /"Preferences"/.test(text)
        ? once(text, /("MinHealthyPercentage"\s*:\s*)\d+/, '$110')
        : undefined,
  },
  {
    rule: 'asg/guide-shape-not-api',
    plant: (text) =>
      /"MinSize"/.test(text) && /"MaxSize"/.test(text) && !/"AutoScalingGroupARN"/.test(text)
        ? once(
            text,
            /^\s*\{(?=\s*"AutoScalingGroupName")/,
            '{ "TargetTrackingScaling": { "TargetValue": 70.0, "PredefinedMetric": "ASGAverageCPUUtilization" },',
          )
        : undefined,
  },
  ...(
    [
      ['asg/simple-scaling-policy', 'ScalingPolicy', SIMPLE],
      ['asg/step-adjustments-invalid', 'ScalingPolicy', GAPPED],
      ['asg/metric-specification-invalid', 'ScalingPolicy', tracking('')],
      ['asg/metric-not-proportional', 'ScalingPolicy', tracking(custom('AWS/SQS'))],
      ['asg/scale-in-disabled', 'ScalingPolicy', tracking(`"DisableScaleIn": true, ${CPU}`)],
      ['asg/instance-warmup-missing', 'ScalingPolicy', tracking(CPU)],
      ['asg/predictive-alone', 'ScalingPolicy', FORECAST],
      ['asg/scheduled-action-invalid', 'ScheduledAction', '"MinSize": 9, "MaxSize": 3'],
      ['asg/schedule-reset-on-deploy', 'ScheduledAction', '"MinSize": 3'],
      ['asg/warm-pool-no-gain', 'WarmPool', '"PoolState": "Running"'],
      ['asg/cooldown-ignored', 'ScalingPolicy', `"Cooldown": 60, ${tracking(CPU)}`],
      ['asg/simple-cooldown-extreme', 'ScalingPolicy', `${SIMPLE}, "Cooldown": 20`],
    ] as const
  ).map(([rule, type, properties]) => ({
    rule,
    plant: inGroup((text) => resource(text, rule, type, properties)),
  })),
];

function tracking(inner: string): string {
  const rest = inner === '' ? '' : `, ${inner}`;
  return `"PolicyType": "TargetTrackingScaling", "TargetTrackingConfiguration": { "TargetValue": 70${rest} }`;
}

function custom(namespace: string): string {
  const name = 'ApproximateNumberOfMessagesVisible';
  return `"CustomizedMetricSpecification": { "Namespace": "${namespace}", "MetricName": "${name}", "Statistic": "Average" }`;
}
