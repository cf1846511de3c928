resource "aws_db_parameter_group" "main" {
  name   = local.name
  family = "postgres16"

  parameter {
    name         = "max_connections"
    value        = "400"
    apply_method = "pending-reboot"
  }
}

resource "aws_db_instance" "main" {
  identifier                  = local.name
  engine                      = "postgres"
  engine_version              = "16.4"
  instance_class              = var.db_class
  allocated_storage           = 200
  db_name                     = "listings"
  username                    = "listings"
  manage_master_user_password = true
  parameter_group_name        = aws_db_parameter_group.main.name
  multi_az                    = false
  backup_retention_period     = 7
}
