import type { RegistryModule } from './module';

/** https://registry.terraform.io/modules/terraform-aws-modules/autoscaling/aws */
export const AUTOSCALING: RegistryModule = {
  source: /(?:^|\/)terraform-aws-modules\/autoscaling\/aws$/,
  openResources: ['aws_autoscaling_group'],
  body: `
resource "aws_autoscaling_group" "this" {
  count = try(var.create, true) ? 1 : 0

  name                      = try(var.name, null)
  min_size                  = try(var.min_size, null)
  max_size                  = try(var.max_size, null)
  desired_capacity          = try(var.desired_capacity, null)
  vpc_zone_identifier       = try(var.vpc_zone_identifier, null)
  health_check_type         = try(var.health_check_type, null)
  health_check_grace_period = try(var.health_check_grace_period, null)
  default_instance_warmup   = try(var.default_instance_warmup, null)
  default_cooldown          = try(var.default_cooldown, null)
  max_instance_lifetime     = try(var.max_instance_lifetime, null)
  capacity_rebalance        = try(var.capacity_rebalance, null)
  termination_policies      = try(var.termination_policies, null)
  suspended_processes       = try(var.suspended_processes, null)
  protect_from_scale_in     = try(var.protect_from_scale_in, null)
}

output "autoscaling_group_name" { value = aws_autoscaling_group.this[0].name }
output "autoscaling_group_id" { value = aws_autoscaling_group.this[0].id }
output "autoscaling_group_arn" { value = aws_autoscaling_group.this[0].arn }
`,
};
