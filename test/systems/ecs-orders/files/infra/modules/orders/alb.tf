module "alb" {
  source  = "terraform-aws-modules/alb/aws"
  version = "~> 9.11"

  name    = "orders-${var.environment}"
  vpc_id  = var.vpc_id
  subnets = var.public_subnet_ids

  security_group_ingress_rules = {
    https = {
      from_port   = 443
      to_port     = 443
      ip_protocol = "tcp"
      cidr_ipv4   = "0.0.0.0/0"
    }
  }

  listeners = {
    https = {
      port            = 443
      protocol        = "HTTPS"
      certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/6f6f6f6f-0000-4000-8000-000000000000"
      forward = {
        target_group_key = "api"
      }
    }
  }

  target_groups = {
    api = {
      protocol             = "HTTP"
      port                 = 8000
      target_type          = "ip"
      deregistration_delay = 30
      create_attachment    = false

      health_check = {
        path                = "/health"
        matcher             = "200"
        interval            = 15
        timeout             = 5
        healthy_threshold   = 2
        unhealthy_threshold = 3
      }
    }
  }
}
