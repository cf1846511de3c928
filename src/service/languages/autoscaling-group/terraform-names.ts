import { tableOf } from '../../text/tables';

/** How a Terraform block says what CloudFormation says: other names, and what may be repeated. */
export interface Block {
  /** Names that are not simply the other one in CamelCase. */
  readonly names?: Readonly<Record<string, string>>;
  /** Blocks that may be repeated and stand for a list. */
  readonly lists?: readonly string[];
  /** Of blocks that may be repeated: the attribute that tells them apart, which is their key in a path. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Blocks in which other names hold. */
  readonly blocks?: Readonly<Record<string, Block>>;
  /** What is not written is not zero, nor the API's default: it cannot be known. */
  readonly open?: boolean;
}

const LAUNCH_TEMPLATE: Block = {
  names: { id: 'LaunchTemplateId', name: 'LaunchTemplateName' },
};
const METRICS: Block = {
  names: { metric_dimension: 'Dimensions', metric_specification: 'MetricSpecifications' },
  lists: [
    ...['metric_dimension', 'metrics', 'metric_specification', 'metric_data_queries'],
    'dimensions',
  ],
};

/** Settings of a server, each a block of its own. */
const PARAMETERS: Block = {
  names: { parameter: 'Parameters' },
  lists: ['parameter'],
  keys: { parameter: 'name' },
};
/** Lists of a container, which is written in the names of the API. */
const CONTAINER_LISTS = [
  ...['environment', 'secrets', 'environmentFiles', 'portMappings', 'mountPoints', 'dependsOn'],
  ...['command', 'entryPoint'],
];

const ACTIONS: Block = { blocks: { forward: { lists: ['target_group'] } } };
const BALANCER: readonly [string, Block] = [
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  { names: { load_balancer_type: 'Type' } },
];
const LISTENER: readonly [string, Block] = [
  'AWS::ElasticLoadBalancingV2::Listener',
  {
    names: { default_action: 'DefaultActions' },
    lists: ['default_action'],
    blocks: { default_action: ACTIONS },
  },
];
const LISTENER_RULE: readonly [string, Block] = [
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  { names: { action: 'Actions' }, lists: ['action'], blocks: { action: ACTIONS } },
];

/** The resources that are read, with CloudFormation's type for each. */
export const RESOURCES = tableOf<readonly [type: string, block: Block]>({
  aws_autoscaling_group: [
    'AWS::AutoScaling::AutoScalingGroup',
    {
      names: {
        name: 'AutoScalingGroupName',
        vpc_zone_identifier: 'VPCZoneIdentifier',
        target_group_arns: 'TargetGroupARNs',
        load_balancers: 'LoadBalancerNames',
        default_cooldown: 'Cooldown',
        launch_configuration: 'LaunchConfigurationName',
        protect_from_scale_in: 'NewInstancesProtectedFromScaleIn',
        service_linked_role_arn: 'ServiceLinkedRoleARN',
        initial_lifecycle_hook: 'LifecycleHookSpecificationList',
        traffic_source: 'TrafficSources',
        tag: 'Tags',
      },
      lists: ['initial_lifecycle_hook', 'traffic_source', 'tag'],
      blocks: {
        launch_template: LAUNCH_TEMPLATE,
        mixed_instances_policy: {
          blocks: {
            launch_template: {
              names: { override: 'Overrides' },
              lists: ['override'],
            },
          },
        },
      },
    },
  ],
  aws_autoscaling_policy: [
    'AWS::AutoScaling::ScalingPolicy',
    {
      names: { name: 'PolicyName', step_adjustment: 'StepAdjustments' },
      lists: ['step_adjustment'],
      blocks: {
        target_tracking_configuration: { blocks: { customized_metric_specification: METRICS } },
        predictive_scaling_configuration: METRICS,
      },
    },
  ],
  aws_autoscaling_schedule: ['AWS::AutoScaling::ScheduledAction', { open: true }],
  aws_autoscaling_lifecycle_hook: [
    'AWS::AutoScaling::LifecycleHook',
    { names: { name: 'LifecycleHookName', notification_target_arn: 'NotificationTargetARN' } },
  ],
  aws_autoscaling_attachment: [
    'Terraform::Attachment',
    {
      names: {
        lb_target_group_arn: 'TargetGroupARNs',
        alb_target_group_arn: 'TargetGroupARNs',
        elb: 'LoadBalancerNames',
      },
    },
  ],
  aws_autoscaling_traffic_source_attachment: [
    'Terraform::Attachment',
    { names: { traffic_source: 'TrafficSources' }, lists: ['traffic_source'] },
  ],
  aws_launch_template: [
    'AWS::EC2::LaunchTemplate',
    { lists: ['block_device_mappings', 'network_interfaces', 'tag_specifications'] },
  ],
  aws_launch_configuration: [
    'AWS::AutoScaling::LaunchConfiguration',
    { names: { name: 'LaunchConfigurationName', enable_monitoring: 'InstanceMonitoring' } },
  ],
  aws_cloudwatch_metric_alarm: ['AWS::CloudWatch::Alarm', { names: { ok_actions: 'OKActions' } }],
  aws_ecs_capacity_provider: ['AWS::ECS::CapacityProvider', {}],
  aws_dynamodb_table: ['AWS::DynamoDB::Table', { names: { name: 'TableName' } }],
  aws_lambda_provisioned_concurrency_config: ['Terraform::Provisioned', {}],
  aws_ecs_service: [
    'AWS::ECS::Service',
    { names: { name: 'ServiceName', load_balancer: 'LoadBalancers' }, lists: ['load_balancer'] },
  ],
  aws_appautoscaling_target: ['AWS::ApplicationAutoScaling::ScalableTarget', {}],
  aws_appautoscaling_policy: [
    'AWS::ApplicationAutoScaling::ScalingPolicy',
    { names: { name: 'PolicyName' } },
  ],
  aws_ecs_task_definition: [
    'AWS::ECS::TaskDefinition',
    {
      lists: ['container_definitions'],
      blocks: { container_definitions: { lists: CONTAINER_LISTS } },
    },
  ],
  aws_db_parameter_group: ['AWS::RDS::DBParameterGroup', PARAMETERS],
  aws_instance: ['AWS::EC2::Instance', {}],
  aws_db_instance: [
    'AWS::RDS::DBInstance',
    {
      names: {
        instance_class: 'DBInstanceClass',
        identifier: 'DBInstanceIdentifier',
        multi_az: 'MultiAZ',
        parameter_group_name: 'DBParameterGroupName',
        replicate_source_db: 'SourceDBInstanceIdentifier',
      },
    },
  ],
  aws_rds_cluster_instance: [
    'AWS::RDS::DBInstance',
    {
      names: {
        instance_class: 'DBInstanceClass',
        identifier: 'DBInstanceIdentifier',
        cluster_identifier: 'DBClusterIdentifier',
        db_parameter_group_name: 'DBParameterGroupName',
      },
    },
  ],
  aws_rds_cluster: [
    'AWS::RDS::DBCluster',
    {
      names: {
        cluster_identifier: 'DBClusterIdentifier',
        global_cluster_identifier: 'GlobalClusterIdentifier',
        db_cluster_parameter_group_name: 'DBClusterParameterGroupName',
        db_cluster_instance_class: 'DBClusterInstanceClass',
        serverlessv2_scaling_configuration: 'ServerlessV2ScalingConfiguration',
      },
    },
  ],
  aws_rds_global_cluster: ['AWS::RDS::GlobalCluster', {}],
  aws_route53_record: [
    'AWS::Route53::RecordSet',
    { names: { alias: 'AliasTarget' }, blocks: { alias: { names: { name: 'DNSName' } } } },
  ],
  aws_rds_cluster_parameter_group: ['AWS::RDS::DBClusterParameterGroup', PARAMETERS],
  aws_elasticache_parameter_group: ['AWS::ElastiCache::ParameterGroup', PARAMETERS],
  aws_elasticache_replication_group: [
    'AWS::ElastiCache::ReplicationGroup',
    { names: { node_type: 'CacheNodeType', parameter_group_name: 'CacheParameterGroupName' } },
  ],
  aws_elasticache_cluster: [
    'AWS::ElastiCache::CacheCluster',
    {
      names: {
        cluster_id: 'ClusterName',
        node_type: 'CacheNodeType',
        parameter_group_name: 'CacheParameterGroupName',
      },
    },
  ],
  aws_lambda_function: ['AWS::Lambda::Function', {}],
  aws_lambda_event_source_mapping: ['AWS::Lambda::EventSourceMapping', {}],
  aws_sqs_queue: [
    'AWS::SQS::Queue',
    { names: { name: 'QueueName', visibility_timeout_seconds: 'VisibilityTimeout' } },
  ],
  aws_sqs_queue_redrive_policy: ['Terraform::RedrivePolicy', { names: { queue_url: 'QueueUrl' } }],
  aws_lambda_permission: ['AWS::Lambda::Permission', {}],
  aws_apigatewayv2_integration: ['AWS::ApiGatewayV2::Integration', {}],
  aws_api_gateway_integration: ['Terraform::MethodIntegration', {}],
  aws_cloudwatch_event_rule: ['AWS::Events::Rule', {}],
  aws_cloudwatch_event_target: ['Terraform::EventTarget', {}],
  aws_scheduler_schedule: ['AWS::Scheduler::Schedule', {}],
  aws_lb: BALANCER,
  aws_alb: BALANCER,
  aws_lb_listener: LISTENER,
  aws_alb_listener: LISTENER,
  aws_lb_listener_rule: LISTENER_RULE,
  aws_alb_listener_rule: LISTENER_RULE,
  aws_lb_target_group: ['AWS::ElasticLoadBalancingV2::TargetGroup', {}],
  aws_alb_target_group: ['AWS::ElasticLoadBalancingV2::TargetGroup', {}],
  aws_db_proxy: ['AWS::RDS::DBProxy', { names: { name: 'DBProxyName' } }],
  aws_db_proxy_default_target_group: [
    'AWS::RDS::DBProxyTargetGroup',
    {
      names: {
        db_proxy_name: 'DBProxyName',
        connection_pool_config: 'ConnectionPoolConfigurationInfo',
      },
    },
  ],
  aws_db_proxy_target: [
    'Terraform::ProxyTarget',
    {
      names: {
        db_proxy_name: 'DBProxyName',
        db_instance_identifier: 'DBInstanceIdentifiers',
        db_cluster_identifier: 'DBClusterIdentifiers',
      },
    },
  ],
});

/** Maps whose keys are the user's own. */
export const USER_KEYS: ReadonlySet<string> = new Set([
  'tags',
  'dimensions',
  'default_tags',
  'variables',
]);

/** Names that hold in every resource. */
const EVERYWHERE = tableOf<string>({
  autoscaling_group_name: 'AutoScalingGroupName',
});

/** CloudFormation's name for a key of this block. */
export function awsName(block: Block | undefined, key: string): string {
  return (
    block?.names?.[key] ??
    EVERYWHERE[key] ??
    key.replace(/(?:^|_)([a-z0-9])/g, (_, first: string) => first.toUpperCase())
  );
}

/** Terraform's name for a property of this block. */
export function terraformName(block: Block | undefined, key: string): string {
  const known = Object.entries({ ...EVERYWHERE, ...block?.names });
  return known.find(([, name]) => name === key)?.[0] ?? snake(key);
}

/**
 * A sentence about properties, in Terraform's words. Only names of two words and more are names for
 * sure: "Period" may be English.
 */
export function inTerraformWords(message: string): string {
  return message.replace(
    /\b[A-Z][A-Za-z]*[a-z][A-Z][A-Za-z]*\b/g,
    (word) => WORDS.get(word) ?? word,
  );
}

const PROPERTIES = [
  ...['MinSize', 'MaxSize', 'DesiredCapacity', 'HealthCheckType', 'HealthCheckGracePeriod'],
  ...['DefaultInstanceWarmup', 'MaxInstanceLifetime', 'CapacityRebalance', 'AvailabilityZones'],
  ...['TerminationPolicies', 'LaunchTemplate', 'MixedInstancesPolicy', 'InstancesDistribution'],
  ...['InstanceMaintenancePolicy', 'MinHealthyPercentage', 'MaxHealthyPercentage', 'WarmPool'],
  ...['PolicyType', 'AdjustmentType', 'ScalingAdjustment', 'MinAdjustmentMagnitude'],
  ...['EstimatedInstanceWarmup', 'TargetTrackingConfiguration', 'TargetValue', 'DisableScaleIn'],
  ...['PredefinedMetricSpecification', 'PredefinedMetricType', 'ResourceLabel'],
  ...['CustomizedMetricSpecification', 'MetricName', 'MetricIntervalLowerBound'],
  ...['MetricIntervalUpperBound', 'PredictiveScalingConfiguration', 'MaxCapacityBuffer'],
  ...['MaxCapacityBreachBehavior', 'OnDemandPercentageAboveBaseCapacity', 'OnDemandBaseCapacity'],
  ...['SpotAllocationStrategy', 'OnDemandAllocationStrategy', 'SpotInstancePools', 'SpotMaxPrice'],
  ...['InstanceType', 'InstanceRequirements', 'WeightedCapacity', 'LifecycleTransition'],
  ...['PoolState', 'MaxGroupPreparedCapacity', 'InstanceReusePolicy', 'CheckpointDelay'],
  ...['CheckpointPercentages', 'AutoRollback', 'SkipMatching', 'InstanceWarmup', 'StartTime'],
  ...['EvaluationPeriods', 'ComparisonOperator', 'AlarmActions', 'SuspendedProcesses'],
  ...[
    'LaunchTemplateSpecification',
    'LaunchTemplateId',
    'LaunchTemplateName',
    'CreditSpecification',
  ],
  ...['CpuCredits', 'PlacementGroup', 'DesiredCapacityType'],
  ...['MinCapacity', 'MaxCapacity', 'DesiredCount', 'SuspendedState', 'BillingMode'],
  ...['DynamicScalingInSuspended', 'DynamicScalingOutSuspended', 'ScheduledScalingSuspended'],
];
const WORDS: ReadonlyMap<string, string> = new Map([
  ...PROPERTIES.map((name) => [name, snake(name)] as const),
  ['VPCZoneIdentifier', 'vpc_zone_identifier'],
  ['TargetGroupARNs', 'target_group_arns'],
  ['LoadBalancerNames', 'load_balancers'],
  ['DefaultCooldown', 'default_cooldown'],
  ['LaunchConfigurationName', 'launch_configuration'],
  ['NewInstancesProtectedFromScaleIn', 'protect_from_scale_in'],
  ['StepAdjustments', 'step_adjustment'],
  ['TrafficSources', 'traffic_source'],
  ['LifecycleHookSpecificationList', 'initial_lifecycle_hook'],
  ['MinimumHealthyPercent', 'deployment_minimum_healthy_percent'],
  ['MaximumPercent', 'deployment_maximum_percent'],
]);

function snake(name: string): string {
  return name.replace(/[a-z0-9](?=[A-Z])/g, '$&_').toLowerCase();
}
