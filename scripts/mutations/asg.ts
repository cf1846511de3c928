import { inGroup, inPolicy, property, resource } from './asg-planting';
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
