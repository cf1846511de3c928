import type { RegistryModule } from './module';

/** https://registry.terraform.io/modules/terraform-aws-modules/sqs/aws */
export const SQS: RegistryModule = {
  source: /(?:^|\/)terraform-aws-modules\/sqs\/aws$/,
  openResources: [],
  body: `
resource "aws_sqs_queue" "this" {
  count = try(var.create, true) ? 1 : 0

  name                       = try(var.name, null)
  fifo_queue                 = try(var.fifo_queue, null)
  visibility_timeout_seconds = try(var.visibility_timeout_seconds, null)
  message_retention_seconds  = try(var.message_retention_seconds, null)
}

output "queue_id" { value = aws_sqs_queue.this[0].id }
output "queue_url" { value = aws_sqs_queue.this[0].url }
output "queue_arn" { value = aws_sqs_queue.this[0].arn }
output "queue_name" { value = aws_sqs_queue.this[0].name }
`,
};
