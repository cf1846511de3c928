variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "environment" {
  type = string
}

variable "image" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "private_subnets" {
  type = list(string)
}

variable "public_subnets" {
  type = list(string)
}

variable "api_min" {
  type    = number
  default = 1
}

variable "api_max" {
  type    = number
  default = 4
}

variable "worker_count" {
  type    = number
  default = 1
}

variable "pg_pool_max" {
  type    = number
  default = 10
}

variable "db_max_connections" {
  type    = number
  default = 100
}
