terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = var.region
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  name  = "shop-${var.environment}"
  sizes = { prod = { min = 3, max = 12 }, dev = { min = 1, max = 2 } }
  size  = lookup(local.sizes, var.environment, { min = 1, max = 1 })
  common = [
    { name = "NODE_ENV", value = "production" },
    { name = "POOL", value = tostring(var.pool) },
  ]
  parameters = merge(
    { max_connections = var.max_connections },
    var.environment == "prod" ? { work_mem = 8192 } : {},
  )
}

module "web" {
  source      = "./modules/service"
  name        = "${local.name}-web"
  environment = concat(local.common, [{ name = "ROLE", value = "web" }])
  min         = local.size.min
  max         = local.size.max
  image       = var.image
}

module "worker" {
  source      = "./modules/service"
  for_each    = toset(var.queues)
  name        = "${local.name}-${each.key}"
  environment = concat(local.common, [{ name = "QUEUE", value = upper(each.value) }])
  image       = var.image
  percent     = each.key == "mail" ? 150 : null
}

resource "aws_db_parameter_group" "main" {
  name   = local.name
  family = "postgres16"

  dynamic "parameter" {
    for_each = local.parameters
    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = parameter.key == "max_connections" ? "pending-reboot" : "immediate"
    }
  }
}

resource "aws_db_instance" "main" {
  identifier           = local.name
  engine               = "postgres"
  instance_class       = var.environment == "prod" ? "db.r6g.large" : "db.t4g.small"
  allocated_storage    = 20 * (var.environment == "prod" ? 5 : 1)
  username             = "shop"
  password             = "secret-of-nobody"
  multi_az             = contains(["prod", "staging"], var.environment)
  parameter_group_name = aws_db_parameter_group.main.name
  skip_final_snapshot  = !var.keep
}

resource "aws_db_instance" "replica" {
  count               = var.replicas
  identifier          = "${local.name}-replica-${count.index}"
  instance_class      = "db.r6g.large"
  replicate_source_db = aws_db_instance.main.identifier
  skip_final_snapshot = true
}

resource "aws_autoscaling_group" "agents" {
  count               = var.environment == "prod" ? 1 : 0
  name                = format("%s-agents-%d", local.name, 7 % 4)
  min_size            = min(2, local.size.min)
  max_size            = max([for n in [2, 5, 3] : n * 2 if n > 2]...)
  desired_capacity    = length(var.queues)
  vpc_zone_identifier = [for s in ["a", "b"] : "subnet-${s}"]

  launch_template {
    name    = "agents"
    version = "3"
  }
}
