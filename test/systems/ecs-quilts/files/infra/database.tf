resource "aws_db_parameter_group" "main" {
  name   = "quilts"
  family = "postgres16"

  parameter {
    name         = "max_connections"
    value        = "150"
    apply_method = "pending-reboot"
  }
}

resource "aws_db_instance" "main" {
  identifier           = "quilts"
  engine               = "postgres"
  engine_version       = "16.4"
  instance_class       = "db.m6g.large"
  allocated_storage    = 100
  multi_az             = var.multi_az
  parameter_group_name = aws_db_parameter_group.main.name
  username             = "quilts"
}

resource "aws_elasticache_parameter_group" "jobs" {
  name   = "quilts-jobs"
  family = "redis7"

  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }
}

resource "aws_elasticache_replication_group" "jobs" {
  replication_group_id       = "quilts-jobs"
  description                = "jobs"
  engine                     = "redis"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  parameter_group_name       = aws_elasticache_parameter_group.jobs.name
}
