resource "aws_db_subnet_group" "main" {
  name       = "booking-${var.environment}"
  subnet_ids = var.private_subnets
}

resource "aws_db_parameter_group" "main" {
  name   = "booking-${var.environment}"
  family = "postgres16"

  parameter {
    name         = "max_connections"
    value        = var.db_max_connections
    apply_method = "pending-reboot"
  }
}

resource "aws_db_instance" "main" {
  identifier                  = "booking-${var.environment}"
  engine                      = "postgres"
  engine_version              = "16.4"
  instance_class              = var.db_class
  allocated_storage           = 100
  storage_type                = "gp3"
  db_name                     = "booking"
  username                    = "booking"
  manage_master_user_password = true
  parameter_group_name        = aws_db_parameter_group.main.name
  db_subnet_group_name        = aws_db_subnet_group.main.name
  vpc_security_group_ids      = [aws_security_group.db.id]
  multi_az                    = var.db_multi_az
  backup_retention_period     = 7
  deletion_protection         = true
}

resource "aws_elasticache_replication_group" "queue" {
  replication_group_id       = "booking-${var.environment}"
  description                = "BullMQ"
  engine                     = "redis"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  parameter_group_name       = aws_elasticache_parameter_group.queue.name
}

resource "aws_elasticache_parameter_group" "queue" {
  name   = "booking-${var.environment}"
  family = "redis7"

  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }
}
