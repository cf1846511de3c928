variable "name" { type = string }
variable "cluster" { type = string }
variable "image" { type = string }
variable "command" {
  type    = list(string)
  default = null
}
variable "desired" { type = number }
variable "most" {
  type    = number
  default = 0
}
variable "cpu" { type = number }
variable "memory" { type = number }
variable "port" {
  type    = number
  default = null
}
variable "target_group" {
  type    = string
  default = null
}
variable "subnets" { type = list(string) }
variable "variables" { type = map(string) }
