import { tableOf } from '../../text/tables';

/**
 * The arguments of Terraform's resources, from the documentation of the AWS provider
 * (registry.terraform.io/providers/hashicorp/aws), in the notation of `aws-tables.ts`. No package has
 * them, and CloudFormation's names differ: a test holds each against `terraform-names.ts`. A block
 * without a row of its own is not completed inside. What every resource takes stands under `resource`.
 */
export const TERRAFORM_FIELDS = tableOf<string>({
  resource: 'count depends_on[] for_each lifecycle:lifecycle provider region',
  'resource.lifecycle':
    'create_before_destroy ignore_changes[] prevent_destroy replace_triggered_by[]',
  aws_autoscaling_group:
    'max_size! min_size! availability_zone_distribution:zone_distribution availability_zones[] ' +
    'capacity_rebalance context default_cooldown default_instance_warmup desired_capacity ' +
    'desired_capacity_type enabled_metrics[] force_delete force_delete_warm_pool ' +
    'health_check_grace_period health_check_type ignore_failed_scaling_activities ' +
    'initial_lifecycle_hook[]:hook instance_maintenance_policy:maintenance instance_refresh:refresh ' +
    'launch_configuration launch_template:launch load_balancers[] max_instance_lifetime ' +
    'metrics_granularity min_elb_capacity mixed_instances_policy:mixed name name_prefix ' +
    'placement_group protect_from_scale_in service_linked_role_arn suspended_processes[] tag[]:tag ' +
    'target_group_arns[] termination_policies[] traffic_source[]:traffic vpc_zone_identifier[] ' +
    'wait_for_capacity_timeout wait_for_elb_capacity warm_pool:pool',
  'aws_autoscaling_group.zone_distribution': 'capacity_distribution_strategy',
  'aws_autoscaling_group.hook':
    'lifecycle_transition! name! default_result heartbeat_timeout notification_metadata ' +
    'notification_target_arn role_arn',
  'aws_autoscaling_group.maintenance': 'max_healthy_percentage! min_healthy_percentage!',
  'aws_autoscaling_group.refresh': 'strategy! preferences:preferences triggers[]',
  'aws_autoscaling_group.preferences':
    'alarm_specification:alarms auto_rollback checkpoint_delay checkpoint_percentages[] ' +
    'instance_warmup max_healthy_percentage min_healthy_percentage scale_in_protected_instances ' +
    'skip_matching standby_instances',
  'aws_autoscaling_group.alarms': 'alarms[]',
  'aws_autoscaling_group.launch': 'id name version',
  'aws_autoscaling_group.mixed':
    'launch_template!:mixed_launch instances_distribution:distribution',
  'aws_autoscaling_group.mixed_launch':
    'launch_template_specification!:specification override[]:override',
  'aws_autoscaling_group.specification': 'launch_template_id launch_template_name version',
  'aws_autoscaling_group.override':
    'instance_requirements:requirements instance_type launch_template_specification:specification ' +
    'weighted_capacity',
  'aws_autoscaling_group.distribution':
    'on_demand_allocation_strategy on_demand_base_capacity on_demand_percentage_above_base_capacity ' +
    'spot_allocation_strategy spot_instance_pools spot_max_price',
  'aws_autoscaling_group.tag': 'key! propagate_at_launch! value!',
  'aws_autoscaling_group.traffic': 'identifier! type!',
  'aws_autoscaling_group.pool':
    'instance_reuse_policy:reuse max_group_prepared_capacity min_size pool_state',
  'aws_autoscaling_group.reuse': 'reuse_on_scale_in',
  aws_autoscaling_policy:
    'autoscaling_group_name! name! adjustment_type cooldown enabled estimated_instance_warmup ' +
    'metric_aggregation_type min_adjustment_magnitude policy_type ' +
    'predictive_scaling_configuration:predictive scaling_adjustment step_adjustment[]:step ' +
    'target_tracking_configuration:target',
  'aws_autoscaling_policy.step':
    'scaling_adjustment! metric_interval_lower_bound metric_interval_upper_bound',
  'aws_autoscaling_policy.target':
    'target_value! customized_metric_specification:customized disable_scale_in ' +
    'predefined_metric_specification:predefined',
  'aws_autoscaling_policy.predefined': 'predefined_metric_type!=MetricType resource_label',
  'aws_autoscaling_policy.customized':
    'metric_dimension[]:dimension metric_name metrics[]:query namespace period statistic unit',
  'aws_autoscaling_policy.dimension': 'name! value!',
  'aws_autoscaling_policy.query': 'id! expression label metric_stat:stat period return_data',
  'aws_autoscaling_policy.stat': 'metric!:metric stat! period unit',
  'aws_autoscaling_policy.metric': 'metric_name! namespace! dimensions[]:dimension',
  'aws_autoscaling_policy.predictive':
    'metric_specification!:pair max_capacity_breach_behavior max_capacity_buffer mode ' +
    'scheduling_buffer_time',
  'aws_autoscaling_policy.pair':
    'target_value! customized_capacity_metric_specification:queries ' +
    'customized_load_metric_specification:queries customized_scaling_metric_specification:queries ' +
    'predefined_load_metric_specification:load predefined_metric_pair_specification:both ' +
    'predefined_scaling_metric_specification:scaling',
  'aws_autoscaling_policy.load': 'predefined_metric_type!=PredefinedLoadMetricType resource_label',
  'aws_autoscaling_policy.both': 'predefined_metric_type!=PredefinedMetricPairType resource_label',
  'aws_autoscaling_policy.scaling':
    'predefined_metric_type!=PredefinedScalingMetricType resource_label',
  'aws_autoscaling_policy.queries': 'metric_data_queries![]:data_query',
  'aws_autoscaling_policy.data_query': 'id! expression label metric_stat:data_stat return_data',
  'aws_autoscaling_policy.data_stat': 'metric!:metric stat! unit',
  aws_autoscaling_schedule:
    'autoscaling_group_name! scheduled_action_name! desired_capacity end_time max_size min_size ' +
    'recurrence start_time time_zone',
  aws_autoscaling_lifecycle_hook:
    'autoscaling_group_name! lifecycle_transition! name! default_result heartbeat_timeout ' +
    'notification_metadata notification_target_arn role_arn',
  aws_autoscaling_attachment: 'autoscaling_group_name! elb lb_target_group_arn',
  aws_launch_template:
    'block_device_mappings[]:devices capacity_reservation_specification:reservation ' +
    'cpu_options:cpu credit_specification:credit default_version description disable_api_stop ' +
    'disable_api_termination ebs_optimized enclave_options:enclave hibernation_options:hibernation ' +
    'iam_instance_profile:profile image_id instance_initiated_shutdown_behavior ' +
    'instance_market_options:market instance_requirements:requirements instance_type kernel_id ' +
    'key_name license_specification[]:license maintenance_options:maintenance ' +
    'metadata_options:metadata monitoring:monitoring name name_prefix network_interfaces[]:network ' +
    'placement:placement private_dns_name_options:dns ram_disk_id security_group_names[] ' +
    'tag_specifications[]:tags tags update_default_version user_data vpc_security_group_ids[]',
  'aws_launch_template.credit': 'cpu_credits',
  'aws_launch_template.market': 'market_type spot_options:spot',
  'aws_launch_template.spot':
    'block_duration_minutes instance_interruption_behavior max_price spot_instance_type valid_until',
  'aws_launch_template.monitoring': 'enabled',
  'aws_launch_template.profile': 'arn name',
});
