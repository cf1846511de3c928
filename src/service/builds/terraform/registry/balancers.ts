import type { RegistryModule } from './module';

/**
 * https://registry.terraform.io/modules/terraform-aws-modules/alb/aws: lists of target groups and listeners up to
 * version 8, maps from 9 on.
 */
export const ALB: RegistryModule = {
  source: /(?:^|\/)terraform-aws-modules\/alb\/aws$/,
  openResources: [],
  body: `
locals {
  made   = try(var.create, var.create_lb, true)
  groups = { for key, it in try(var.target_groups, {}) : key => it }
  listed = {
    for key, it in concat(try(var.http_tcp_listeners, []), try(var.https_listeners, [])) : key => {
      type  = try(it.action_type, "forward")
      group = try(it.target_group_index, 0)
    }
  }
  rules = flatten([
    for listener, it in try(var.listeners, {}) : [
      for rule, own in try(it.rules, {}) : { key = "\${listener}/\${rule}", listener = listener, actions = try(own.actions, []) }
    ]
  ])
}

resource "aws_lb" "this" {
  count = local.made ? 1 : 0

  name               = try(var.name, null)
  load_balancer_type = try(var.load_balancer_type, "application")
  idle_timeout       = try(var.idle_timeout, null)
  internal           = try(var.internal, null)
  subnets            = try(var.subnets, null)
}

resource "aws_lb_target_group" "this" {
  for_each = local.made ? local.groups : {}

  name                 = try(each.value.name, null)
  port                 = try(each.value.port, each.value.backend_port, var.default_port, 80)
  protocol             = try(each.value.protocol, each.value.backend_protocol, var.default_protocol, "HTTP")
  target_type          = try(each.value.target_type, null)
  deregistration_delay = try(each.value.deregistration_delay, null)
  vpc_id               = try(each.value.vpc_id, var.vpc_id, null)

  dynamic "health_check" {
    for_each = try([each.value.health_check], [])
    content {
      enabled             = try(health_check.value.enabled, null)
      path                = try(health_check.value.path, null)
      port                = try(health_check.value.port, null)
      protocol            = try(health_check.value.protocol, null)
      matcher             = try(health_check.value.matcher, null)
      interval            = try(health_check.value.interval, null)
      timeout             = try(health_check.value.timeout, null)
      healthy_threshold   = try(health_check.value.healthy_threshold, null)
      unhealthy_threshold = try(health_check.value.unhealthy_threshold, null)
    }
  }
}

resource "aws_lb_listener" "this" {
  for_each = local.made ? try(var.listeners, {}) : {}

  load_balancer_arn = aws_lb.this[0].arn
  port              = try(each.value.port, null)
  protocol          = try(each.value.protocol, null)

  dynamic "default_action" {
    for_each = try([each.value.forward], [])
    content {
      type             = "forward"
      target_group_arn = try(aws_lb_target_group.this[default_action.value.target_group_key].arn, default_action.value.target_group_arn, default_action.value.arn, null)
    }
  }

  dynamic "default_action" {
    for_each = try([each.value.weighted_forward], [])
    content {
      type = "forward"
      forward {
        dynamic "target_group" {
          for_each = try(default_action.value.target_groups, [])
          content {
            arn    = try(aws_lb_target_group.this[target_group.value.target_group_key].arn, target_group.value.target_group_arn, target_group.value.arn, null)
            weight = try(target_group.value.weight, null)
          }
        }
      }
    }
  }

  dynamic "default_action" {
    for_each = try([each.value.redirect], [])
    content {
      type = "redirect"
    }
  }

  dynamic "default_action" {
    for_each = try([each.value.fixed_response], [])
    content {
      type = "fixed-response"
    }
  }
}

resource "aws_lb_listener" "listed" {
  for_each = local.made ? local.listed : {}

  load_balancer_arn = aws_lb.this[0].arn

  default_action {
    type             = each.value.type
    target_group_arn = each.value.type == "forward" ? aws_lb_target_group.this[each.value.group].arn : null
  }
}

resource "aws_lb_listener_rule" "this" {
  for_each = local.made ? { for it in local.rules : it.key => it } : {}

  listener_arn = aws_lb_listener.this[each.value.listener].arn

  dynamic "action" {
    for_each = [for it in each.value.actions : it if try(it.type, "forward") == "forward"]
    content {
      type             = "forward"
      target_group_arn = try(aws_lb_target_group.this[action.value.forward.target_group_key].arn, aws_lb_target_group.this[action.value.target_group_key].arn, action.value.forward.target_group_arn, action.value.target_group_arn, null)
    }
  }
}

output "arn" { value = aws_lb.this[0].arn }
output "id" { value = aws_lb.this[0].id }
output "arn_suffix" { value = aws_lb.this[0].arn_suffix }
output "dns_name" { value = aws_lb.this[0].dns_name }
output "lb_arn" { value = aws_lb.this[0].arn }
output "lb_dns_name" { value = aws_lb.this[0].dns_name }
output "target_groups" { value = aws_lb_target_group.this }
output "target_group_arns" { value = [for key, it in aws_lb_target_group.this : it.arn] }
output "listeners" { value = aws_lb_listener.this }
`,
};
