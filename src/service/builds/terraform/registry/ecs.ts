import type { RegistryModule } from './module';

/**
 * https://registry.terraform.io/modules/terraform-aws-modules/ecs/aws, its submodule `service`, versions 5 to 7. It
 * scales unless it is told not to, and never sets a count back.
 */
export const ECS_SERVICE: RegistryModule = {
  source: /(?:^|\/)terraform-aws-modules\/ecs\/aws\/\/modules\/service$/,
  openResources: [],
  body: `
locals {
  made      = try(var.create, true) && try(var.create_service, true)
  is_daemon = try(var.scheduling_strategy, "REPLICA") == "DAEMON"
  scaled    = local.made && try(var.enable_autoscaling, true) && !local.is_daemon
  defined   = try(var.create, true) && try(var.create_task_definition, true)
  count     = try(var.desired_count, 1)
  usual     = try(var.container_definition_defaults, {})
  containers = [
    for name, it in try(var.container_definitions, {}) : {
      name             = try(it.name, name)
      image            = try(it.image, local.usual.image, null)
      essential        = try(it.essential, local.usual.essential, null)
      cpu              = try(it.cpu, local.usual.cpu, null)
      memory           = try(it.memory, local.usual.memory, null)
      command          = try(it.command, local.usual.command, null)
      entryPoint       = try(it.entrypoint, it.entryPoint, local.usual.entrypoint, null)
      environment      = try(it.environment, local.usual.environment, [])
      environmentFiles = try(it.environment_files, it.environmentFiles, local.usual.environment_files, null)
      secrets          = try(it.secrets, local.usual.secrets, [])
      portMappings     = try(it.port_mappings, it.portMappings, local.usual.port_mappings, [])
      healthCheck      = try(it.health_check, it.healthCheck, local.usual.health_check, null)
      stopTimeout      = try(it.stop_timeout, it.stopTimeout, local.usual.stop_timeout, 120)
      linuxParameters = merge(
        { initProcessEnabled = try(it.enable_execute_command, var.enable_execute_command, false) },
        try(it.linux_parameters, it.linuxParameters, {})
      )
    } if try(it.create, true)
  ]
}

resource "aws_ecs_service" "this" {
  count = local.made ? 1 : 0

  name                               = try(var.name, null)
  cluster                            = try(var.cluster_arn, null)
  task_definition                    = local.defined ? aws_ecs_task_definition.this[0].arn : try(var.task_definition_arn, null)
  desired_count                      = local.is_daemon ? null : local.count
  scheduling_strategy                = try(var.scheduling_strategy, null)
  launch_type                        = try(var.launch_type, "FARGATE")
  deployment_maximum_percent         = local.is_daemon ? null : try(var.deployment_maximum_percent, 200)
  deployment_minimum_healthy_percent = local.is_daemon ? null : try(var.deployment_minimum_healthy_percent, 66)
  health_check_grace_period_seconds  = try(var.health_check_grace_period_seconds, null)

  dynamic "load_balancer" {
    for_each = try(var.load_balancer, {})
    content {
      target_group_arn = try(load_balancer.value.target_group_arn, null)
      container_name   = load_balancer.value.container_name
      container_port   = load_balancer.value.container_port
    }
  }

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_ecs_task_definition" "this" {
  count = local.defined ? 1 : 0

  family                   = try(var.family, var.name, null)
  cpu                      = try(var.cpu, 1024)
  memory                   = try(var.memory, 2048)
  network_mode             = try(var.network_mode, "awsvpc")
  requires_compatibilities = try(var.requires_compatibilities, ["FARGATE"])
  container_definitions    = jsonencode(local.containers)
}

resource "aws_appautoscaling_target" "this" {
  count = local.scaled ? 1 : 0

  min_capacity       = try(var.autoscaling_min_capacity, 1) <= local.count ? try(var.autoscaling_min_capacity, 1) : local.count
  max_capacity       = try(var.autoscaling_max_capacity, 10) >= local.count ? try(var.autoscaling_max_capacity, 10) : local.count
  resource_id        = "service/cluster/\${aws_ecs_service.this[0].name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}

resource "aws_appautoscaling_policy" "this" {
  for_each = local.scaled ? try(var.autoscaling_policies, local.policies) : {}

  name               = try(each.value.name, each.key)
  policy_type        = try(each.value.policy_type, "TargetTrackingScaling")
  resource_id        = aws_appautoscaling_target.this[0].resource_id
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace

  dynamic "target_tracking_scaling_policy_configuration" {
    for_each = try([each.value.target_tracking_scaling_policy_configuration], [])
    content {
      disable_scale_in   = try(target_tracking_scaling_policy_configuration.value.disable_scale_in, null)
      scale_in_cooldown  = try(target_tracking_scaling_policy_configuration.value.scale_in_cooldown, 300)
      scale_out_cooldown = try(target_tracking_scaling_policy_configuration.value.scale_out_cooldown, 60)
      target_value       = try(target_tracking_scaling_policy_configuration.value.target_value, 75)

      dynamic "predefined_metric_specification" {
        for_each = try([target_tracking_scaling_policy_configuration.value.predefined_metric_specification], [])
        content {
          predefined_metric_type = predefined_metric_specification.value.predefined_metric_type
          resource_label         = try(predefined_metric_specification.value.resource_label, null)
        }
      }

      dynamic "customized_metric_specification" {
        for_each = try([target_tracking_scaling_policy_configuration.value.customized_metric_specification], [])
        content {
          metric_name = try(customized_metric_specification.value.metric_name, null)
          namespace   = try(customized_metric_specification.value.namespace, null)
          statistic   = try(customized_metric_specification.value.statistic, null)
        }
      }
    }
  }
}

locals {
  policies = {
    cpu = {
      policy_type = "TargetTrackingScaling"
      target_tracking_scaling_policy_configuration = {
        predefined_metric_specification = { predefined_metric_type = "ECSServiceAverageCPUUtilization" }
      }
    }
    memory = {
      policy_type = "TargetTrackingScaling"
      target_tracking_scaling_policy_configuration = {
        predefined_metric_specification = { predefined_metric_type = "ECSServiceAverageMemoryUtilization" }
      }
    }
  }
}

output "id" { value = aws_ecs_service.this[0].id }
output "name" { value = aws_ecs_service.this[0].name }
output "task_definition_arn" { value = aws_ecs_task_definition.this[0].arn }
`,
};

/** The same module as a whole: a cluster with its services. */
export const ECS: RegistryModule = {
  source: /(?:^|\/)terraform-aws-modules\/ecs\/aws$/,
  openResources: [],
  body: `
module "service" {
  source   = "terraform-aws-modules/ecs/aws//modules/service"
  for_each = try(var.services, {})

  create                             = try(each.value.create, true)
  create_service                     = try(each.value.create_service, true)
  name                               = try(each.value.name, each.key)
  desired_count                      = try(each.value.desired_count, 1)
  scheduling_strategy                = try(each.value.scheduling_strategy, "REPLICA")
  launch_type                        = try(each.value.launch_type, "FARGATE")
  deployment_maximum_percent         = try(each.value.deployment_maximum_percent, 200)
  deployment_minimum_healthy_percent = try(each.value.deployment_minimum_healthy_percent, 66)
  health_check_grace_period_seconds  = try(each.value.health_check_grace_period_seconds, null)
  load_balancer                      = try(each.value.load_balancer, {})
  create_task_definition             = try(each.value.create_task_definition, true)
  task_definition_arn                = try(each.value.task_definition_arn, null)
  family                             = try(each.value.family, each.value.name, each.key)
  cpu                                = try(each.value.cpu, 1024)
  memory                             = try(each.value.memory, 2048)
  enable_execute_command             = try(each.value.enable_execute_command, false)
  container_definitions              = try(each.value.container_definitions, {})
  enable_autoscaling                 = try(each.value.enable_autoscaling, true)
  autoscaling_min_capacity           = try(each.value.autoscaling_min_capacity, 1)
  autoscaling_max_capacity           = try(each.value.autoscaling_max_capacity, 10)
  autoscaling_policies               = try(each.value.autoscaling_policies, null)
}
`,
};

/** https://registry.terraform.io/modules/cloudposse/ecs-container-definition/aws */
export const CONTAINER_DEFINITION: RegistryModule = {
  source: /(?:^|\/)cloudposse\/(?:terraform-aws-)?ecs-container-definition(?:\/aws|\.git)?$/,
  openResources: [],
  body: `
locals {
  definition = merge({
    name             = try(var.container_name, null)
    image            = try(var.container_image, null)
    essential        = try(var.essential, true)
    cpu              = try(var.container_cpu, null)
    memory           = try(var.container_memory, null)
    command          = try(var.command, null)
    entryPoint       = try(var.entrypoint, null)
    environment      = try([for name, value in var.map_environment : { name = name, value = value }], var.environment, [])
    environmentFiles = try(var.environment_files, null)
    secrets          = try([for name, value in var.map_secrets : { name = name, valueFrom = value }], var.secrets, [])
    portMappings     = try(var.port_mappings, [])
    healthCheck      = try(var.healthcheck, null)
    stopTimeout      = try(var.stop_timeout, null)
    linuxParameters  = try(var.linux_parameters, null)
  }, try(var.container_definition, {}))
}

output "json_map_object" { value = local.definition }
output "json_map_encoded" { value = jsonencode(local.definition) }
output "json_map_encoded_list" { value = jsonencode([local.definition]) }
output "sensitive_json_map_object" { value = local.definition }
output "sensitive_json_map_encoded" { value = jsonencode(local.definition) }
output "sensitive_json_map_encoded_list" { value = jsonencode([local.definition]) }
`,
};
