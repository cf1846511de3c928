/** The types of CloudFormation by which a template is ours, as the source of an expression. */
export const AWS_TYPES =
  'AWS::(?:AutoScaling::|EC2::LaunchTemplate\\b|RDS::(?:DB|GlobalCluster\\b)|Route53::RecordSet\\b|ElastiCache::|ECS::(?:Service|TaskDefinition)\\b|ApplicationAutoScaling::|ElasticLoadBalancingV2::|Lambda::(?:Function|EventSourceMapping)\\b|Serverless::Function\\b|SQS::Queue\\b)';

/** The resources by which a Terraform file is ours, as the source of an expression. */
export const TERRAFORM_TYPES =
  'aws_(?:autoscaling_(?:group|policy|schedule|attachment|lifecycle_hook|traffic_source_attachment)|launch_(?:template|configuration)|db_(?:instance|parameter_group|proxy)|rds_(?:global_cluster|cluster(?:_instance|_parameter_group)?)|route53_record|elasticache_(?:cluster|replication_group|parameter_group)|ecs_(?:service|task_definition)|appautoscaling_(?:target|policy)|a?lb(?:_listener(?:_rule)?|_target_group)?|lambda_(?:function|event_source_mapping)|sqs_queue)';
