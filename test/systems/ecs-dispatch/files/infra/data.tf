resource "aws_db_subnet_group" "main" {
  name       = "dispatch-${var.environment}"
  subnet_ids = module.vpc.private_subnets
}

resource "aws_db_parameter_group" "main" {
  name   = "dispatch-${var.environment}"
  family = "postgres16"

  dynamic "parameter" {
    for_each = var.database.max_connections == null ? [] : [var.database.max_connections]
    content {
      name         = "max_connections"
      value        = parameter.value
      apply_method = "pending-reboot"
    }
  }
}

resource "aws_db_instance" "main" {
  identifier                  = "dispatch-${var.environment}"
  engine                      = "postgres"
  engine_version              = "16.3"
  instance_class              = var.database.class
  allocated_storage           = 200
  db_name                     = "dispatch"
  username                    = "dispatch"
  manage_master_user_password = true
  multi_az                    = var.database.multi_az
  parameter_group_name        = aws_db_parameter_group.main.name
  db_subnet_group_name        = aws_db_subnet_group.main.name
}

resource "aws_db_proxy" "main" {
  name                = "dispatch-${var.environment}"
  engine_family       = "POSTGRESQL"
  idle_client_timeout = 1800
  role_arn            = aws_iam_role.proxy.arn
  vpc_subnet_ids      = module.vpc.private_subnets

  auth {
    auth_scheme = "SECRETS"
    secret_arn  = aws_db_instance.main.master_user_secret[0].secret_arn
  }
}

resource "aws_db_proxy_default_target_group" "main" {
  db_proxy_name = aws_db_proxy.main.name

  connection_pool_config {
    max_connections_percent      = 80
    max_idle_connections_percent = 30
    connection_borrow_timeout    = 120
  }
}

resource "aws_db_proxy_target" "main" {
  db_proxy_name          = aws_db_proxy.main.name
  target_group_name      = aws_db_proxy_default_target_group.main.name
  db_instance_identifier = aws_db_instance.main.identifier
}

resource "aws_iam_role" "proxy" {
  name = "dispatch-proxy-${var.environment}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "rds.amazonaws.com" } }]
  })
}

resource "aws_elasticache_parameter_group" "jobs" {
  name   = "dispatch-jobs-${var.environment}"
  family = "redis7"

  parameter {
    name  = "maxmemory-policy"
    value = "allkeys-lfu"
  }
}

resource "aws_elasticache_replication_group" "jobs" {
  replication_group_id       = "dispatch-jobs-${var.environment}"
  description                = "Jobs of BullMQ"
  engine                     = "redis"
  engine_version             = "7.1"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = var.redis_nodes
  automatic_failover_enabled = var.redis_nodes > 1
  parameter_group_name       = aws_elasticache_parameter_group.jobs.name
}

resource "aws_sqs_queue" "positions" {
  name                       = "positions-${var.environment}"
  visibility_timeout_seconds = 30
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.positions_dead.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "positions_dead" {
  name                      = "positions-dead-${var.environment}"
  message_retention_seconds = 1209600
}
