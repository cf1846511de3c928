locals {
  name = "auction-${var.environment}"

  environment = [
    { name = "NODE_ENV", value = "production" },
    { name = "PORT", value = "8080" },
    { name = "PG_POOL_MAX", value = tostring(var.pg_pool_max) },
    { name = "REDIS_URL", value = "redis://${aws_elasticache_replication_group.redis.primary_endpoint_address}:6379" },
  ]

  secrets = [
    { name = "DATABASE_URL", valueFrom = aws_ssm_parameter.database_url.arn },
    { name = "SESSION_SECRET", valueFrom = aws_ssm_parameter.session_secret.arn },
  ]
}
