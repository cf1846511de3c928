locals {
  shared_environment = {
    DATABASE_URL = "postgres://dispatch@${aws_db_proxy.main.endpoint}:5432/dispatch"
    REDIS_URL    = "redis://${aws_elasticache_replication_group.jobs.primary_endpoint_address}:6379"
    QUEUE_URL    = aws_sqs_queue.positions.url
  }
}

resource "aws_ecs_cluster" "main" {
  name = "dispatch-${var.environment}"
}

module "service" {
  source   = "./modules/service"
  for_each = var.services

  name            = each.key
  environment     = var.environment
  cluster         = aws_ecs_cluster.main.name
  cluster_arn     = aws_ecs_cluster.main.arn
  spec            = each.value
  variables       = merge(local.shared_environment, each.value.environment)
  subnets         = module.vpc.private_subnets
  security_groups = [aws_security_group.service.id]
  target_group    = try(aws_lb_target_group.service[each.key].arn, null)
}
