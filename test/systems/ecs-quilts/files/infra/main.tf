terraform {
  backend "s3" {}
}

provider "aws" {
  region = "eu-central-1"
}

locals {
  bouncer = "pgbouncer.${var.namespace}"
  direct  = "postgres://quilts@${aws_db_instance.main.address}:5432/quilts"
  pooled  = "postgres://quilts@${local.bouncer}:6432/quilts"
}

module "web" {
  source          = "./modules/service"
  name            = "web"
  cluster         = var.cluster
  image           = "${var.registry}/quilts:${var.release}"
  desired         = var.web_tasks
  most            = var.web_most
  cpu             = 1024
  memory          = 2048
  port            = 3000
  target_group    = aws_lb_target_group.web.arn
  subnets         = var.private_subnets
  variables = {
    DATABASE_URL      = local.pooled
    REDIS_URL         = "redis://${aws_elasticache_replication_group.jobs.primary_endpoint_address}:6379/0"
    WEB_CONCURRENCY   = "4"
    RAILS_MAX_THREADS = "5"
  }
}

module "sidekiq" {
  source          = "./modules/service"
  name            = "sidekiq"
  cluster         = var.cluster
  image           = "${var.registry}/quilts:${var.release}"
  command         = ["bundle", "exec", "sidekiq", "-C", "config/sidekiq.yml"]
  desired         = var.sidekiq_tasks
  cpu             = 1024
  memory          = 2048
  subnets         = var.private_subnets
  variables = {
    DATABASE_URL      = local.direct
    REDIS_URL         = "redis://${aws_elasticache_replication_group.jobs.primary_endpoint_address}:6379/0"
    RAILS_MAX_THREADS = "10"
  }
}

module "pgbouncer" {
  source       = "./modules/service"
  name         = "pgbouncer"
  cluster      = var.cluster
  image        = "edoburu/pgbouncer:1.20.1"
  desired      = 2
  cpu          = 256
  memory       = 512
  port         = 6432
  subnets      = var.private_subnets
  variables = {
    DATABASE_URL      = local.direct
    POOL_MODE         = "transaction"
    DEFAULT_POOL_SIZE = "40"
    MAX_CLIENT_CONN   = "1000"
    LISTEN_PORT       = "6432"
  }
}
