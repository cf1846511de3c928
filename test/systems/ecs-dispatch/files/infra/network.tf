module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.8.1"

  name            = "dispatch-${var.environment}"
  cidr            = "10.40.0.0/16"
  azs             = ["${var.region}a", "${var.region}b", "${var.region}c"]
  private_subnets = ["10.40.0.0/22", "10.40.4.0/22", "10.40.8.0/22"]
  public_subnets  = ["10.40.100.0/24", "10.40.101.0/24", "10.40.102.0/24"]

  enable_nat_gateway     = true
  single_nat_gateway     = !var.nat_per_zone
  one_nat_gateway_per_az = var.nat_per_zone
}
