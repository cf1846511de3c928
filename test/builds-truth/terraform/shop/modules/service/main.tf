variable "name" { type = string }
variable "image" { type = string }
variable "environment" { type = list(object({ name = string, value = string })) }
variable "min" {
  type    = number
  default = 1
}
variable "max" {
  type    = number
  default = null
}
variable "percent" {
  type    = number
  default = 200
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions = jsonencode([
    {
      name        = "app"
      image       = var.image
      essential   = true
      environment = [for e in var.environment : e if e.name != "NODE_ENV"]
    },
    jsondecode(templatefile("${path.module}/sidecar.json.tpl", { name = "log", size = 64, flags = ["a", "b"] })),
  ])
}

resource "aws_ecs_service" "this" {
  name                       = var.name
  cluster                    = "arn:aws:ecs:eu-west-1:000000000000:cluster/shop"
  task_definition            = aws_ecs_task_definition.this.arn
  desired_count              = var.min
  deployment_maximum_percent = var.percent
}

resource "aws_appautoscaling_target" "this" {
  count              = var.max == null ? 0 : 1
  service_namespace  = "ecs"
  resource_id        = "service/shop/${aws_ecs_service.this.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.min
  max_capacity       = var.max
}
