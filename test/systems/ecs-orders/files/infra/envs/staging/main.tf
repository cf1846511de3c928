module "orders" {
  source = "../../modules/orders"

  environment         = "staging"
  vpc_id              = var.vpc_id
  public_subnet_ids   = var.public_subnet_ids
  private_subnet_ids  = var.private_subnet_ids
  image               = var.image
  api_min_tasks       = var.api_min_tasks
  api_max_tasks       = var.api_max_tasks
  worker_max_tasks    = var.worker_max_tasks
  web_concurrency     = var.web_concurrency
  db_pool_size        = var.db_pool_size
  db_max_overflow     = var.db_max_overflow
  db_instance_class   = var.db_instance_class
  db_instances        = var.db_instances
  db_max_connections  = var.db_max_connections
}
