environment     = "staging"
image           = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/booking:main"
vpc_id          = "vpc-0a1b2c3d4e5f60719"
private_subnets = ["subnet-0a1b2c3d4e5f60731", "subnet-0a1b2c3d4e5f60732"]
public_subnets  = ["subnet-0a1b2c3d4e5f60741", "subnet-0a1b2c3d4e5f60742"]
certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/0f0e0d0c-0b0a-0908-0706-050403020101"
db_password_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:booking/staging/db-AbCdEg"
api             = { min = 1, max = 2 }
