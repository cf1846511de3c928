resource "aws_lb" "main" {
  name               = "quilts"
  load_balancer_type = "application"
  subnets            = var.private_subnets
  idle_timeout       = 60
}

resource "aws_lb_target_group" "web" {
  name                 = "quilts-web"
  port                 = 3000
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = var.vpc
  deregistration_delay = 30

  health_check {
    path = "/up"
  }
}

resource "aws_lb_listener" "main" {
  load_balancer_arn = aws_lb.main.arn
  port              = 443
  protocol          = "HTTPS"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
