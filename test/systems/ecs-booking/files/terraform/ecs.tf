resource "aws_ecs_cluster" "main" {
  name = "booking-${var.environment}"
}

locals {
  environment = {
    NODE_ENV     = "production"
    DATABASE_URL = "postgresql://booking@${aws_db_instance.main.address}:5432/booking?connection_limit=${var.pool_size}&pool_timeout=5"
    REDIS_URL    = "redis://${aws_elasticache_replication_group.queue.primary_endpoint_address}:6379"
  }
}

module "api" {
  source           = "./modules/service"
  name             = "api"
  environment_name = var.environment
  cluster_id       = aws_ecs_cluster.main.id
  image            = var.image
  command          = ["sh", "-c", "npx prisma migrate deploy && node dist/server.js"]
  cpu              = var.api.cpu
  memory           = var.api.memory
  desired_count    = var.api.min
  port             = 3000
  target_group_arn = aws_lb_target_group.api.arn
  subnets          = var.private_subnets
  security_groups  = [aws_security_group.tasks.id]
  environment      = local.environment
  db_password_arn  = var.db_password_arn
}

module "worker" {
  source           = "./modules/service"
  name             = "worker"
  environment_name = var.environment
  cluster_id       = aws_ecs_cluster.main.id
  image            = var.image
  command          = ["node", "dist/worker.js"]
  desired_count    = var.worker_count
  subnets          = var.private_subnets
  security_groups  = [aws_security_group.tasks.id]
  environment      = local.environment
  db_password_arn  = var.db_password_arn
}
