import type { RegistryModule } from './module';

/** https://registry.terraform.io/modules/terraform-aws-modules/rds/aws */
export const RDS: RegistryModule = {
  source: /(?:^|\/)terraform-aws-modules\/rds\/aws$/,
  openResources: ['aws_db_instance'],
  body: `
locals {
  grouped = try(var.create_db_parameter_group, true) && length(try(var.parameters, [])) > 0
}

resource "aws_db_instance" "this" {
  count = try(var.create_db_instance, true) ? 1 : 0

  identifier           = try(var.identifier, null)
  engine               = try(var.engine, null)
  engine_version       = try(var.engine_version, null)
  instance_class       = try(var.instance_class, null)
  multi_az             = try(var.multi_az, null)
  replicate_source_db  = try(var.replicate_source_db, null)
  parameter_group_name = local.grouped ? aws_db_parameter_group.this[0].id : try(var.parameter_group_name, null)
}

resource "aws_db_parameter_group" "this" {
  count = local.grouped ? 1 : 0

  name   = try(var.parameter_group_name, var.identifier, null)
  family = try(var.family, null)

  dynamic "parameter" {
    for_each = try(var.parameters, [])
    content {
      name         = parameter.value.name
      value        = parameter.value.value
      apply_method = try(parameter.value.apply_method, null)
    }
  }
}

output "db_instance_address" { value = aws_db_instance.this[0].address }
output "db_instance_endpoint" { value = aws_db_instance.this[0].endpoint }
output "db_instance_identifier" { value = aws_db_instance.this[0].identifier }
output "db_instance_id" { value = aws_db_instance.this[0].id }
`,
};

/** https://registry.terraform.io/modules/terraform-aws-modules/rds-aurora/aws, versions 6 to 10 */
export const RDS_AURORA: RegistryModule = {
  source: /(?:^|\/)terraform-aws-modules\/rds-aurora\/aws$/,
  openResources: ['aws_rds_cluster', 'aws_rds_cluster_instance'],
  body: `
locals {
  made             = try(var.create, var.create_cluster, true)
  own_group        = try(var.create_db_cluster_parameter_group, false)
  parameters       = try(var.cluster_parameter_group.parameters, local.own_group ? var.db_cluster_parameter_group_parameters : [])
  own_member_group = try(var.create_db_parameter_group, false)
  member_settings  = try(var.db_parameter_group.parameters, local.own_member_group ? var.db_parameter_group_parameters : [])
}

resource "aws_rds_cluster" "this" {
  count = local.made ? 1 : 0

  cluster_identifier              = try(var.name, null)
  engine                          = try(var.engine, null)
  engine_version                  = try(var.engine_version, null)
  engine_mode                     = try(var.engine_mode, null)
  db_cluster_parameter_group_name = length(local.parameters) > 0 ? aws_rds_cluster_parameter_group.this[0].id : try(var.db_cluster_parameter_group_name, null)

  dynamic "serverlessv2_scaling_configuration" {
    for_each = try([var.serverlessv2_scaling_configuration], [])
    content {
      min_capacity = try(serverlessv2_scaling_configuration.value.min_capacity, null)
      max_capacity = try(serverlessv2_scaling_configuration.value.max_capacity, null)
    }
  }
}

resource "aws_rds_cluster_instance" "this" {
  for_each = local.made ? try(var.instances, {}) : {}

  cluster_identifier      = aws_rds_cluster.this[0].id
  engine                  = try(var.engine, null)
  instance_class          = try(each.value.instance_class, var.instance_class, var.cluster_instance_class, null)
  db_parameter_group_name = length(local.member_settings) > 0 ? aws_db_parameter_group.this[0].id : try(each.value.db_parameter_group_name, var.db_parameter_group_name, null)
}

resource "aws_rds_cluster_parameter_group" "this" {
  count = local.made && length(local.parameters) > 0 ? 1 : 0

  name = try(var.cluster_parameter_group.name, var.db_cluster_parameter_group_name, var.name, null)

  dynamic "parameter" {
    for_each = local.parameters
    content {
      name         = parameter.value.name
      value        = parameter.value.value
      apply_method = try(parameter.value.apply_method, null)
    }
  }
}

resource "aws_db_parameter_group" "this" {
  count = local.made && length(local.member_settings) > 0 ? 1 : 0

  name = try(var.db_parameter_group.name, var.db_parameter_group_name, var.name, null)

  dynamic "parameter" {
    for_each = local.member_settings
    content {
      name         = parameter.value.name
      value        = parameter.value.value
      apply_method = try(parameter.value.apply_method, null)
    }
  }
}

output "cluster_endpoint" { value = aws_rds_cluster.this[0].endpoint }
output "cluster_reader_endpoint" { value = aws_rds_cluster.this[0].reader_endpoint }
output "cluster_id" { value = aws_rds_cluster.this[0].id }
output "cluster_database_name" { value = try(var.database_name, null) }
`,
};
