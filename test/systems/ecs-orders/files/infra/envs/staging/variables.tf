variable "vpc_id" { type = string }
variable "public_subnet_ids" { type = list(string) }
variable "private_subnet_ids" { type = list(string) }
variable "image" { type = string }

variable "api_min_tasks" {
  type    = number
  default = 2
}

variable "api_max_tasks" {
  type    = number
  default = 4
}

variable "worker_max_tasks" {
  type    = number
  default = 2
}

variable "web_concurrency" {
  type    = number
  default = 2
}

variable "db_pool_size" {
  type    = number
  default = 5
}

variable "db_max_overflow" {
  type    = number
  default = 5
}

variable "db_instance_class" { type = string }

variable "db_instances" {
  type    = map(any)
  default = { one = {} }
}

variable "db_max_connections" {
  type    = number
  default = 500
}
