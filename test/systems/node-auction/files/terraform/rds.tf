resource "aws_db_parameter_group" "this" {
  name   = local.name
  family = "postgres16"

  parameter {
    name         = "max_connections"
    value        = var.db_max_connections
    apply_method = "pending-reboot"
  }

  parameter {
    name  = "log_min_duration_statement"
    value = "500"
  }
}

resource "random_password" "db" {
  length  = 32
  special = false
}

resource "aws_db_instance" "this" {
  identifier                = local.name
  engine                    = "postgres"
  engine_version            = "16.4"
  instance_class            = "db.m6g.large"
  allocated_storage         = 100
  storage_type              = "gp3"
  db_name                   = "auction"
  username                  = "auction"
  password                  = random_password.db.result
  parameter_group_name      = aws_db_parameter_group.this.name
  multi_az                  = false
  backup_retention_period   = 14
  deletion_protection       = true
  final_snapshot_identifier = "${local.name}-final"
  vpc_security_group_ids    = [aws_security_group.db.id]
  db_subnet_group_name      = aws_db_subnet_group.this.name
}

resource "aws_db_subnet_group" "this" {
  name       = local.name
  subnet_ids = var.private_subnets
}

resource "aws_ssm_parameter" "database_url" {
  name  = "/${local.name}/database-url"
  type  = "SecureString"
  value = "postgres://auction:${random_password.db.result}@${aws_db_instance.this.address}:5432/auction"
}

resource "aws_ssm_parameter" "session_secret" {
  name  = "/${local.name}/session-secret"
  type  = "SecureString"
  value = random_password.session.result
}

resource "random_password" "session" {
  length = 48
}
