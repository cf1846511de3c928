const USER_GUIDE = 'https://docs.aws.amazon.com/autoscaling/ec2/userguide';
const API = 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference';

/** Sources published by or about aws. */
export const aws = {
  'aws.autoscaling.capacity-limits': {
    title: 'Amazon EC2 Auto Scaling: Set scaling limits for your Auto Scaling group',
    url: `${USER_GUIDE}/asg-capacity-limits.html`,
  },
  'aws.autoscaling.create-group': {
    title: 'Amazon EC2 Auto Scaling API: CreateAutoScalingGroup',
    url: `${API}/API_CreateAutoScalingGroup.html`,
  },
  'aws.autoscaling.max-lifetime': {
    title: 'Amazon EC2 Auto Scaling: Replace instances based on maximum instance lifetime',
    url: `${USER_GUIDE}/asg-max-instance-lifetime.html`,
  },
  'aws.autoscaling.maintenance-policy': {
    title: 'Amazon EC2 Auto Scaling API: InstanceMaintenancePolicy',
    url: `${API}/API_InstanceMaintenancePolicy.html`,
  },
  'aws.autoscaling.refresh-preferences': {
    title: 'Amazon EC2 Auto Scaling API: RefreshPreferences',
    url: `${API}/API_RefreshPreferences.html`,
  },
  'aws.autoscaling.instances-distribution': {
    title: 'Amazon EC2 Auto Scaling API: InstancesDistribution',
    url: `${API}/API_InstancesDistribution.html`,
  },
  'aws.autoscaling.quotas': {
    title: 'Amazon EC2 Auto Scaling: Quotas',
    url: `${USER_GUIDE}/ec2-auto-scaling-quotas.html`,
  },
  'aws.autoscaling.predictive-configuration': {
    title: 'Amazon EC2 Auto Scaling API: PredictiveScalingConfiguration',
    url: `${API}/API_PredictiveScalingConfiguration.html`,
  },
  'aws.ec2.resize': {
    title: 'Amazon EC2: Change the instance type',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-resize.html',
  },
  'aws.lambda.sqs': {
    title: 'AWS Lambda: Creating and configuring an Amazon SQS event source mapping',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  },
  'aws.lambda.sqs-errors': {
    title: 'AWS Lambda: Handling errors for an SQS event source in Lambda',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html',
  },
  'aws.lambda.sqs-scaling': {
    title: 'AWS Lambda: Configuring scaling behavior for SQS event source mappings',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  },
  'aws.lambda.concurrency': {
    title: 'AWS Lambda: Understanding function scaling',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html',
  },
  'aws.api-gateway.timeouts': {
    title: 'Amazon API Gateway: Quotas, integration timeout',
    url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  },
  'aws.sqs.dead-letters': {
    title: 'Amazon SQS: Using dead-letter queues',
    url: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  },
  'aws.lambda.rds': {
    title: 'AWS Lambda: using Amazon RDS',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-rds.html',
  },
  'aws.aurora.replica-scaling': {
    title: 'Amazon Aurora: Auto Scaling with Aurora Replicas',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html',
  },
  'aws.aurora.availability': {
    title: 'AWS Database Blog: Improve application availability on Amazon Aurora',
    url: 'https://aws.amazon.com/blogs/database/improve-application-availability-on-amazon-aurora/',
  },
  'aws.elasticache.parameters': {
    title: 'Amazon ElastiCache: Valkey and Redis OSS parameters',
    url: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html',
  },
  'aws.elasticache.failover': {
    title: 'Amazon ElastiCache: Minimizing downtime by using Multi-AZ',
    url: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html',
  },
  'aws.rds.multi-az': {
    title: 'Amazon RDS: Multi-AZ deployments',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html',
  },
  'aws.builders.timeouts': {
    title: 'Amazon Builders’ Library: Timeouts, retries, and backoff with jitter',
    url: 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/',
  },
  'aws.rds.modify': {
    title: 'Amazon RDS: Modifying a DB instance',
    url: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html',
  },
  'aws.autoscaling.put-policy': {
    title: 'Amazon EC2 Auto Scaling API: PutScalingPolicy',
    url: `${API}/API_PutScalingPolicy.html`,
  },
  'aws.autoscaling.elb-health-checks': {
    title: 'Amazon EC2 Auto Scaling: Add Elastic Load Balancing health checks',
    url: `${USER_GUIDE}/as-add-elb-healthcheck.html`,
  },
  'aws.autoscaling.grace-period': {
    title: 'Amazon EC2 Auto Scaling: Set the health check grace period',
    url: `${USER_GUIDE}/health-check-grace-period.html`,
  },
  'aws.autoscaling.instance-refresh': {
    title: 'Amazon EC2 Auto Scaling: Replace instances with an instance refresh',
    url: `${USER_GUIDE}/asg-instance-refresh.html`,
  },
  'aws.autoscaling.target-tracking': {
    title: 'Amazon EC2 Auto Scaling: Target tracking scaling policies',
    url: `${USER_GUIDE}/as-scaling-target-tracking.html`,
  },
  'aws.autoscaling.step-scaling': {
    title: 'Amazon EC2 Auto Scaling: Step and simple scaling policies',
    url: `${USER_GUIDE}/as-scaling-simple-step.html`,
  },
  'aws.autoscaling.cooldowns': {
    title: 'Amazon EC2 Auto Scaling: Scaling cooldowns',
    url: `${USER_GUIDE}/ec2-auto-scaling-scaling-cooldowns.html`,
  },
  'aws.autoscaling.warmup': {
    title: 'Amazon EC2 Auto Scaling: Set the default instance warmup',
    url: `${USER_GUIDE}/ec2-auto-scaling-default-instance-warmup.html`,
  },
  'aws.autoscaling.instance-metrics': {
    title: 'Amazon EC2 Auto Scaling: Configure monitoring',
    url: `${USER_GUIDE}/enable-as-instance-metrics.html`,
  },
  'aws.autoscaling.launch-configurations': {
    title: 'Amazon EC2 Auto Scaling: Launch configurations',
    url: `${USER_GUIDE}/launch-configurations.html`,
  },
  'aws.autoscaling.allocation-strategies': {
    title: 'Amazon EC2 Auto Scaling: Allocation strategies for multiple instance types',
    url: `${USER_GUIDE}/allocation-strategies.html`,
  },
  'aws.autoscaling.zones': {
    title: 'Amazon EC2 Auto Scaling: Distribute instances across Availability Zones',
    url: `${USER_GUIDE}/auto-scaling-benefits.html`,
  },
  'aws.autoscaling.policies': {
    title: 'Amazon EC2 Auto Scaling: Dynamic scaling',
    url: `${USER_GUIDE}/as-scale-based-on-demand.html`,
  },
  'aws.autoscaling.predefined-metric': {
    title: 'Amazon EC2 Auto Scaling API: PredefinedMetricSpecification',
    url: `${API}/API_PredefinedMetricSpecification.html`,
  },
  'aws.autoscaling.step-adjustment': {
    title: 'Amazon EC2 Auto Scaling API: StepAdjustment',
    url: `${API}/API_StepAdjustment.html`,
  },
  'aws.autoscaling.sqs': {
    title: 'Amazon EC2 Auto Scaling: Scaling policy based on Amazon SQS',
    url: `${USER_GUIDE}/as-using-sqs-queue.html`,
  },
  'aws.autoscaling.termination-policies': {
    title: 'Amazon EC2 Auto Scaling: Configure termination policies',
    url: `${USER_GUIDE}/ec2-auto-scaling-termination-policies.html`,
  },
  'aws.autoscaling.scheduled': {
    title: 'Amazon EC2 Auto Scaling: Scheduled scaling',
    url: `${USER_GUIDE}/ec2-auto-scaling-scheduled-scaling.html`,
  },
  'aws.autoscaling.rebalancing': {
    title: 'Amazon EC2 Auto Scaling: Capacity Rebalancing for Spot Instances',
    url: `${USER_GUIDE}/ec2-auto-scaling-capacity-rebalancing.html`,
  },
  'aws.cloudformation.group': {
    title: 'AWS CloudFormation: AWS::AutoScaling::AutoScalingGroup',
    url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-autoscalinggroup.html',
  },
  'aws.cloudformation.update-policy': {
    title: 'AWS CloudFormation: UpdatePolicy attribute',
    url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html',
  },
  'aws.cloudformation.signal': {
    title: 'AWS CloudFormation: cfn-signal',
    url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-signal.html',
  },
  'aws.securityhub.autoscaling': {
    title: 'AWS Security Hub: Amazon EC2 Auto Scaling controls',
    url: 'https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html',
  },
  'aws.autoscaling.mixed-instances': {
    title: 'Amazon EC2 Auto Scaling: Groups with multiple instance types and purchase options',
    url: `${USER_GUIDE}/ec2-auto-scaling-mixed-instances-groups.html`,
  },
  'aws.autoscaling.predictive': {
    title: 'Amazon EC2 Auto Scaling: Predictive scaling',
    url: `${USER_GUIDE}/ec2-auto-scaling-predictive-scaling.html`,
  },
  'aws.autoscaling.suspend': {
    title: 'Amazon EC2 Auto Scaling: Suspend and resume processes',
    url: `${USER_GUIDE}/as-suspend-resume-processes.html`,
  },
  'aws.autoscaling.protection': {
    title: 'Amazon EC2 Auto Scaling: Instance scale-in protection',
    url: `${USER_GUIDE}/ec2-auto-scaling-instance-protection.html`,
  },
  'aws.autoscaling.warm-pools': {
    title: 'Amazon EC2 Auto Scaling: Warm pools',
    url: `${USER_GUIDE}/ec2-auto-scaling-warm-pools.html`,
  },
  'aws.autoscaling.customized-metric': {
    title: 'Amazon EC2 Auto Scaling API: CustomizedMetricSpecification',
    url: `${API}/API_CustomizedMetricSpecification.html`,
  },
  'aws.autoscaling.launch-overrides': {
    title: 'Amazon EC2 Auto Scaling API: LaunchTemplateOverrides',
    url: `${API}/API_LaunchTemplateOverrides.html`,
  },
  'aws.autoscaling.put-scheduled-action': {
    title: 'Amazon EC2 Auto Scaling API: PutScheduledUpdateGroupAction',
    url: `${API}/API_PutScheduledUpdateGroupAction.html`,
  },
  'aws.ec2.burstable': {
    title: 'Amazon EC2: Key concepts for burstable performance instances',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html',
  },
  'terraform.aws.autoscaling-group': {
    title: 'Terraform AWS provider: aws_autoscaling_group',
    url: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_group',
  },
  'terraform.aws.autoscaling-attachment': {
    title: 'Terraform: aws_autoscaling_attachment',
    url: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_attachment',
  },
  'aws.autoscaling.attach-balancer': {
    title: 'Amazon EC2 Auto Scaling: Attach a load balancer to your Auto Scaling group',
    url: `${USER_GUIDE}/attach-load-balancer-asg.html`,
  },
  'terraform.aws.autoscaling-schedule': {
    title: 'Terraform AWS provider: aws_autoscaling_schedule',
    url: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_schedule',
  },
  'aws.ecs.service-autoscaling': {
    title: 'Amazon ECS: automatically scale a service',
    url: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html',
  },
  'aws.ecs.capacity-provider': {
    title: 'Amazon ECS: managed termination protection',
    url: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html',
  },
  'aws.dynamodb.auto-scaling': {
    title: 'Amazon DynamoDB: throughput capacity with auto scaling',
    url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html',
  },
  'aws.ecs.check-grace': {
    title: 'Amazon ECS: Service definition parameters, healthCheckGracePeriodSeconds',
    url: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  },
  'aws.elb.target-group-attributes': {
    title: 'Application Load Balancers: Target group attributes',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
  },
  'aws.elb.health-checks': {
    title: 'Application Load Balancers: Health checks for target groups',
    url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  },
  'aws.ecs.deployment-configuration': {
    title: 'Amazon ECS: DeploymentConfiguration',
    url: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html',
  },
  'aws.application-autoscaling.target': {
    title: 'Application Auto Scaling: RegisterScalableTarget',
    url: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html',
  },
  'aws.application-autoscaling.suspend': {
    title: 'Application Auto Scaling: suspend and resume scaling',
    url: 'https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-suspend-resume-scaling.html',
  },
  'aws.lambda.provisioned-concurrency': {
    title: 'AWS Lambda: configuring provisioned concurrency',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
  },
  'aws.ecs.task-size': {
    title: 'Amazon ECS: task definition parameters for Fargate, task size',
    url: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size',
  },
  'aws.ecs.container-definition': {
    title: 'Amazon ECS: ContainerDefinition',
    url: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  },
  'aws.elasticache.replication-group': {
    title: 'Amazon ElastiCache: CreateReplicationGroup',
    url: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html',
  },
  'aws.lambda.stream-errors': {
    title: 'AWS Lambda: Configuring error handling controls for Kinesis event sources',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html',
  },
  'terraform.aws.ecs-service': {
    title: 'Terraform AWS provider: aws_ecs_service',
    url: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service',
  },
} as const;
