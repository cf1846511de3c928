variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "environment" {
  type = string
}

variable "services" {
  description = "What runs, by its name"
  type = map(object({
    image             = string
    cpu               = optional(number, 256)
    memory            = optional(number, 512)
    port              = optional(number)
    command           = optional(list(string))
    environment       = optional(map(string), {})
    desired           = optional(number, 1)
    min               = optional(number, 1)
    max               = optional(number, 2)
    cpu_target        = optional(number)
    stop_timeout      = optional(number)
    health_path       = optional(string)
    health_interval   = optional(number, 15)
    health_grace      = optional(number, 60)
    paths             = optional(list(string))
    priority          = optional(number)
    min_healthy       = optional(number, 100)
    max_percent       = optional(number, 200)
    deregistration    = optional(number, 30)
    autoscaled        = optional(bool, true)
  }))
}

variable "alb_idle_timeout" {
  type    = number
  default = 60
}

variable "database" {
  type = object({
    class           = string
    multi_az        = bool
    max_connections = optional(number)
  })
}

variable "redis_nodes" {
  type    = number
  default = 1
}

variable "nat_per_zone" {
  type    = bool
  default = false
}
