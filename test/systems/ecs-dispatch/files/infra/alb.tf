resource "aws_lb" "edge" {
  name               = "dispatch-${var.environment}"
  load_balancer_type = "application"
  subnets            = module.vpc.public_subnets
  security_groups    = [aws_security_group.edge.id]
  idle_timeout       = var.alb_idle_timeout
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = data.aws_acm_certificate.edge.arn

  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "not found"
      status_code  = "404"
    }
  }
}

data "aws_acm_certificate" "edge" {
  domain = "dispatch.example.com"
}

locals {
  routed = { for name, service in var.services : name => service if service.paths != null }
}

resource "aws_lb_target_group" "service" {
  for_each = local.routed

  name                 = "${var.environment}-${each.key}"
  port                 = each.value.port
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = module.vpc.vpc_id
  deregistration_delay = each.value.deregistration

  health_check {
    path                = each.value.health_path
    interval            = each.value.health_interval
    unhealthy_threshold = 3
    healthy_threshold   = 2
    timeout             = 5
  }
}

resource "aws_lb_listener_rule" "service" {
  for_each = local.routed

  listener_arn = aws_lb_listener.https.arn
  priority     = each.value.priority

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.service[each.key].arn
  }

  condition {
    path_pattern {
      values = each.value.paths
    }
  }
}
