vpc_id             = "vpc-0ffff2c3d4e5f60718"
public_subnet_ids  = ["subnet-0ccc000000000001", "subnet-0ccc000000000002"]
private_subnet_ids = ["subnet-0ddd000000000001", "subnet-0ddd000000000002"]
image              = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders:main"

api_min_tasks    = 1
api_max_tasks    = 2
worker_max_tasks = 1

db_instance_class = "db.t4g.medium"
