variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "environment" {
  type = string
}

variable "image" {
  type    = string
  default = "registry.example.com/shop:1"
}

variable "pool" {
  type    = number
  default = 10
}

variable "max_connections" {
  type    = number
  default = 100
}

variable "queues" {
  type    = list(string)
  default = ["mail"]
}

variable "replicas" {
  type    = number
  default = 0
}

variable "keep" {
  type    = bool
  default = false
}
