environment        = "prod"
image              = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/booking:1.12.0"
vpc_id             = "vpc-0a1b2c3d4e5f60718"
private_subnets    = ["subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712", "subnet-0a1b2c3d4e5f60713"]
public_subnets     = ["subnet-0a1b2c3d4e5f60721", "subnet-0a1b2c3d4e5f60722", "subnet-0a1b2c3d4e5f60723"]
certificate_arn    = "arn:aws:acm:eu-central-1:123456789012:certificate/0f0e0d0c-0b0a-0908-0706-050403020100"
db_password_arn    = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:booking/prod/db-AbCdEf"
api                = { min = 4, max = 20, cpu = 1024, memory = 2048 }
worker_count       = 2
pool_size          = 10
db_class           = "db.m6g.large"
db_max_connections = 200
