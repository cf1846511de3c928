vpc_id             = "vpc-0a1b2c3d4e5f60718"
public_subnet_ids  = ["subnet-0aaa000000000001", "subnet-0aaa000000000002", "subnet-0aaa000000000003"]
private_subnet_ids = ["subnet-0bbb000000000001", "subnet-0bbb000000000002", "subnet-0bbb000000000003"]
image              = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders:2026.11.3"

api_min_tasks    = 3
api_max_tasks    = 12
worker_max_tasks = 10

db_instance_class = "db.r6g.large"
db_instances = {
  one = {}
  two = {}
}
