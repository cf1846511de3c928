module "worker" {
  source  = "terraform-aws-modules/ecs/aws//modules/service"
  version = "~> 5.11"

  name        = "worker"
  cluster_arn = module.cluster.arn

  cpu    = 1024
  memory = 2048

  desired_count            = 1
  autoscaling_min_capacity = 1
  autoscaling_max_capacity = var.worker_max_tasks

  container_definitions = {
    worker = {
      image     = var.image
      essential = true
      cpu       = 1024
      memory    = 2048

      command = ["sh", "-c", "python -m orders.wait_for_db && celery -A orders.tasks worker -B --concurrency 4 --loglevel info"]

      environment = concat(local.database_environment, [
        { name = "QUEUE_URL", value = aws_sqs_queue.orders.url },
      ])

      secrets = [
        { name = "DB_PASSWORD", valueFrom = "${module.aurora.cluster_master_user_secret[0].secret_arn}:password::" }
      ]

      readonly_root_filesystem = false
    }
  }

  subnet_ids = var.private_subnet_ids
}
