/** One system, written twice: the same groups as CloudFormation JSON and YAML. */
export const TEMPLATE_YAML = `AWSTemplateFormatVersion: 2010-09-09
Description: A shop whose groups each have something to say # not a comment of ours: "#"
Parameters:
  Ceiling: { Type: Number, Default: 12 }
Resources:
  Web:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: '1'
      MaxSize: '6'
      DesiredCapacity: '9'
      TargetGroupARNs:
        - !Ref WebTargets
      VPCZoneIdentifier: [!Ref SubnetA, !Ref SubnetB]
      LaunchTemplate:
        LaunchTemplateId: !Ref Servers
        Version: !GetAtt Servers.LatestVersionNumber
  Api:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: 8
      MaxSize: 4
      HealthCheckType: ELB
      TargetGroupARNs: [!Ref ApiTargets]
  Worker:
    Type: AWS::AutoScaling::AutoScalingGroup
    Condition: HasQueue
    Properties:
      MinSize: 0
      MaxSize: 20
      HealthCheckType: !If [Balanced, ELB, EC2]
  Open:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: 2
      MaxSize: !Ref Ceiling
      DesiredCapacity: !Ref AWS::NoValue
  WebCpu:
    Type: AWS::AutoScaling::ScalingPolicy
    Properties:
      AutoScalingGroupName: !Ref Web
      PolicyType: TargetTrackingScaling
      TargetTrackingConfiguration:
        TargetValue: 0.7
        PredefinedMetricSpecification: { PredefinedMetricType: ASGAverageCPUUtilization }
  WorkerMore:
    Type: AWS::AutoScaling::ScalingPolicy
    Properties:
      AutoScalingGroupName: !Ref Worker
      AdjustmentType: ChangeInCapacity
      ScalingAdjustment: 2
      Cooldown: '120'
  WorkerBusy:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/EC2
      MetricName: CPUUtilization
      Threshold: 70
      ComparisonOperator: GreaterThanThreshold
      AlarmActions: [!Ref WorkerMore]
  SubnetA: { Type: AWS::EC2::Subnet }
  SubnetB: { Type: AWS::EC2::Subnet }
`;

export const TEMPLATE_JSON = `${JSON.stringify(
  {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'A shop whose groups each have something to say',
    Parameters: { Ceiling: { Type: 'Number', Default: 12 } },
    Resources: {
      Web: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: {
          MinSize: '1',
          MaxSize: '6',
          DesiredCapacity: '9',
          TargetGroupARNs: [{ Ref: 'WebTargets' }],
          VPCZoneIdentifier: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
          LaunchTemplate: {
            LaunchTemplateId: { Ref: 'Servers' },
            Version: { 'Fn::GetAtt': ['Servers', 'LatestVersionNumber'] },
          },
        },
      },
      Api: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: {
          MinSize: 8,
          MaxSize: 4,
          HealthCheckType: 'ELB',
          TargetGroupARNs: [{ Ref: 'ApiTargets' }],
        },
      },
      Worker: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Condition: 'HasQueue',
        Properties: {
          MinSize: 0,
          MaxSize: 20,
          HealthCheckType: { 'Fn::If': ['Balanced', 'ELB', 'EC2'] },
        },
      },
      Open: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: {
          MinSize: 2,
          MaxSize: { Ref: 'Ceiling' },
          DesiredCapacity: { Ref: 'AWS::NoValue' },
        },
      },
      WebCpu: {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Properties: {
          AutoScalingGroupName: { Ref: 'Web' },
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingConfiguration: {
            TargetValue: 0.7,
            PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
          },
        },
      },
      WorkerMore: {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Properties: {
          AutoScalingGroupName: { Ref: 'Worker' },
          AdjustmentType: 'ChangeInCapacity',
          ScalingAdjustment: 2,
          Cooldown: '120',
        },
      },
      WorkerBusy: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          Namespace: 'AWS/EC2',
          MetricName: 'CPUUtilization',
          Threshold: 70,
          ComparisonOperator: 'GreaterThanThreshold',
          AlarmActions: [{ Ref: 'WorkerMore' }],
        },
      },
      SubnetA: { Type: 'AWS::EC2::Subnet' },
      SubnetB: { Type: 'AWS::EC2::Subnet' },
    },
  },
  undefined,
  2,
)}\n`;

/** The guide's simplified document, with our own names. */
export const GUIDE = `{
  "AutoScalingGroupName": "tickets",
  "MinSize": 2,
  "MaxSize": 20,
  "DesiredCapacity": 5,
  "HealthCheckType": "ELB",
  "HealthCheckGracePeriod": 300,

  "TargetTrackingScaling": {
    "TargetValue": 70.0,
    "PredefinedMetric": "ASGAverageCPUUtilization"
  }
}
`;
