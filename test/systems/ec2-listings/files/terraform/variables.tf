variable "environment" {
  type = string
}

variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "vpc_id" {
  type = string
}

variable "public_subnets" {
  type = list(string)
}

variable "private_subnets" {
  type = list(string)
}

variable "ami_id" {
  type = string
}

variable "instance_type" {
  type    = string
  default = "m6i.xlarge"
}

variable "web_min" {
  type    = number
  default = 1
}

variable "web_max" {
  type    = number
  default = 2
}

variable "release" {
  type = string
}

variable "db_class" {
  type = string
}

variable "certificate_arn" {
  type = string
}
