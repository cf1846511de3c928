resource "aws_ecs_task_definition" "this" {
  family                   = "${var.environment}-${var.name}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.spec.cpu
  memory                   = var.spec.memory

  container_definitions = jsonencode([
    merge(
      {
        name         = var.name
        image        = var.spec.image
        essential    = true
        environment  = [for key, value in var.variables : { name = key, value = value }]
        portMappings = var.spec.port == null ? [] : [{ containerPort = var.spec.port }]
      },
      var.spec.command == null ? {} : { command = var.spec.command },
      var.spec.stop_timeout == null ? {} : { stopTimeout = var.spec.stop_timeout },
    )
  ])
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.this.arn
  launch_type     = "FARGATE"
  desired_count   = var.spec.desired

  deployment_minimum_healthy_percent = var.spec.min_healthy
  deployment_maximum_percent         = var.spec.max_percent
  health_check_grace_period_seconds  = var.target_group == null ? null : var.spec.health_grace

  network_configuration {
    subnets         = var.subnets
    security_groups = var.security_groups
  }

  dynamic "load_balancer" {
    for_each = var.target_group == null ? [] : [var.target_group]
    content {
      target_group_arn = load_balancer.value
      container_name   = var.name
      container_port   = var.spec.port
    }
  }
}

resource "aws_appautoscaling_target" "this" {
  count = var.spec.autoscaled ? 1 : 0

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster}/${aws_ecs_service.this.name}"
  min_capacity       = var.spec.min
  max_capacity       = var.spec.max
}

resource "aws_appautoscaling_policy" "cpu" {
  count = var.spec.autoscaled && var.spec.cpu_target != null ? 1 : 0

  name               = "cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id

  target_tracking_scaling_policy_configuration {
    target_value = var.spec.cpu_target
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
