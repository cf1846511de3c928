import { tableOf } from '../../text/tables';
import {
  HEALTH_CHECKS,
  ON_DEMAND_STRATEGIES,
  SPOT_STRATEGIES,
  TERMINATION_POLICIES,
} from './ranges';

/** What stands in no package: CloudFormation's `UpdatePolicy`, and the guide's simplified group. */
export const MORE_FIELDS = tableOf<string>({
  UpdatePolicy:
    'AutoScalingInstanceRefresh:Refresh AutoScalingReplacingUpdate:Replacing ' +
    'AutoScalingRollingUpdate:Rolling AutoScalingScheduledAction:Scheduled',
  'UpdatePolicy.Replacing': 'WillReplace',
  'UpdatePolicy.Rolling':
    'MaxBatchSize MinActiveInstancesPercent MinInstancesInService MinSuccessfulInstancesPercent ' +
    'PauseTime SuspendProcesses[] WaitOnResourceSignals',
  'UpdatePolicy.Scheduled': 'IgnoreUnmodifiedGroupSizeProperties',
  Guide:
    'AutoScalingGroupName! MaxSize! MinSize! TargetTrackingScaling!:Target DesiredCapacity ' +
    'HealthCheckGracePeriod HealthCheckType',
  'Guide.Target': 'PredefinedMetric!=MetricType TargetValue! DisableScaleIn',
});

const PROCESSES = [
  ...['Launch', 'Terminate', 'AddToLoadBalancer', 'AlarmNotification', 'AZRebalance'],
  ...['HealthCheck', 'InstanceRefresh', 'ReplaceUnhealthy', 'ScheduledActions'],
];

/** The values of properties that the API takes as any text, from its pages; by name, since each is one. */
export const MORE_VALUES = tableOf<readonly string[]>({
  HealthCheckType: HEALTH_CHECKS,
  TerminationPolicies: TERMINATION_POLICIES,
  SpotAllocationStrategy: SPOT_STRATEGIES,
  OnDemandAllocationStrategy: ON_DEMAND_STRATEGIES,
  PolicyType: ['TargetTrackingScaling', 'StepScaling', 'PredictiveScaling', 'SimpleScaling'],
  AdjustmentType: ['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'],
  MetricAggregationType: ['Average', 'Maximum', 'Minimum'],
  DesiredCapacityType: ['units', 'vcpu', 'memory-mib'],
  LifecycleTransition: [
    'autoscaling:EC2_INSTANCE_LAUNCHING',
    'autoscaling:EC2_INSTANCE_TERMINATING',
  ],
  DefaultResult: ['ABANDON', 'CONTINUE'],
  CpuCredits: ['standard', 'unlimited'],
  MarketType: ['spot', 'capacity-block'],
  SuspendProcesses: PROCESSES,
  SuspendedProcesses: PROCESSES,
});
