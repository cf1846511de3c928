module "cluster" {
  source  = "terraform-aws-modules/ecs/aws//modules/cluster"
  version = "~> 5.11"

  cluster_name = "orders-${var.environment}"
}

locals {
  database_environment = [
    { name = "DB_HOST", value = module.aurora.cluster_endpoint },
    { name = "DB_NAME", value = "orders" },
    { name = "DB_POOL_SIZE", value = tostring(var.db_pool_size) },
    { name = "DB_MAX_OVERFLOW", value = tostring(var.db_max_overflow) },
  ]
}

module "api" {
  source  = "terraform-aws-modules/ecs/aws//modules/service"
  version = "~> 5.11"

  name        = "api"
  cluster_arn = module.cluster.arn

  cpu    = 1024
  memory = 2048

  desired_count            = var.api_min_tasks
  autoscaling_min_capacity = var.api_min_tasks
  autoscaling_max_capacity = var.api_max_tasks

  autoscaling_policies = {
    cpu = {
      policy_type = "TargetTrackingScaling"
      target_tracking_scaling_policy_configuration = {
        target_value = 60
        predefined_metric_specification = {
          predefined_metric_type = "ECSServiceAverageCPUUtilization"
        }
      }
    }
  }

  container_definitions = {
    api = {
      image     = var.image
      essential = true
      cpu       = 1024
      memory    = 2048

      port_mappings = [
        { name = "http", containerPort = 8000, protocol = "tcp" }
      ]

      environment = concat(local.database_environment, [
        { name = "WEB_CONCURRENCY", value = tostring(var.web_concurrency) },
        { name = "REDIS_URL", value = "redis://${aws_elasticache_replication_group.limits.primary_endpoint_address}:6379/0" },
        { name = "QUEUE_URL", value = aws_sqs_queue.orders.url },
      ])

      secrets = [
        { name = "DB_PASSWORD", valueFrom = "${module.aurora.cluster_master_user_secret[0].secret_arn}:password::" }
      ]

      readonly_root_filesystem = false
    }
  }

  load_balancer = {
    service = {
      target_group_arn = module.alb.target_groups["api"].arn
      container_name   = "api"
      container_port   = 8000
    }
  }

  subnet_ids = var.private_subnet_ids
}
