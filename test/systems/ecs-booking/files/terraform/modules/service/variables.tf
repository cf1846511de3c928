variable "name" { type = string }
variable "environment_name" { type = string }
variable "cluster_id" { type = string }
variable "image" { type = string }
variable "command" { type = list(string) }
variable "subnets" { type = list(string) }
variable "security_groups" { type = list(string) }
variable "environment" { type = map(string) }
variable "db_password_arn" { type = string }

variable "cpu" {
  type    = number
  default = 512
}

variable "memory" {
  type    = number
  default = 1024
}

variable "desired_count" {
  type    = number
  default = 1
}

variable "port" {
  type    = number
  default = null
}

variable "target_group_arn" {
  type    = string
  default = null
}
