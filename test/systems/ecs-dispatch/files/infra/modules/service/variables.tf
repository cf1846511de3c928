variable "name" { type = string }
variable "environment" { type = string }
variable "cluster" { type = string }
variable "cluster_arn" { type = string }
variable "spec" { type = any }
variable "variables" { type = map(string) }
variable "subnets" { type = list(string) }
variable "security_groups" { type = list(string) }
variable "target_group" {
  type    = string
  default = null
}
