resource "aws_security_group" "edge" {
  name   = "dispatch-edge-${var.environment}"
  vpc_id = module.vpc.vpc_id
}

resource "aws_security_group" "service" {
  name   = "dispatch-service-${var.environment}"
  vpc_id = module.vpc.vpc_id
}
