variable "environment" { type = string }
variable "image" { type = string }
variable "vpc_id" { type = string }
variable "private_subnets" { type = list(string) }
variable "public_subnets" { type = list(string) }
variable "certificate_arn" { type = string }
variable "db_password_arn" { type = string }

variable "api" {
  type = object({ min = number, max = number, cpu = optional(number, 512), memory = optional(number, 1024) })
}

variable "worker_count" {
  type    = number
  default = 1
}

variable "pool_size" {
  description = "Prisma's connection_limit of every task."
  type        = number
  default     = 5
}

variable "db_class" {
  type    = string
  default = "db.t4g.small"
}

variable "db_max_connections" {
  type    = number
  default = 100
}

variable "db_multi_az" {
  type    = bool
  default = false
}
