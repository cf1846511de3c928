module "aurora" {
  source  = "terraform-aws-modules/rds-aurora/aws"
  version = "~> 9.9"

  name           = "orders-${var.environment}"
  engine         = "aurora-postgresql"
  engine_version = "16.4"
  instance_class = var.db_instance_class
  instances      = var.db_instances

  database_name               = "orders"
  master_username             = "orders"
  manage_master_user_password = true

  vpc_id                 = var.vpc_id
  create_db_subnet_group = true
  subnets                = var.private_subnet_ids

  create_db_cluster_parameter_group = true
  db_cluster_parameter_group_family = "aurora-postgresql16"
  db_cluster_parameter_group_parameters = [
    {
      name         = "max_connections"
      value        = tostring(var.db_max_connections)
      apply_method = "pending-reboot"
    },
    {
      name         = "log_min_duration_statement"
      value        = "2000"
      apply_method = "immediate"
    }
  ]
}

resource "aws_elasticache_replication_group" "limits" {
  replication_group_id       = "orders-limits-${var.environment}"
  description                = "rate limits"
  engine                     = "redis"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
}
