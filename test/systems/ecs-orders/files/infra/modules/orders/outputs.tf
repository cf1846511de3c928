output "url" {
  value = module.alb.dns_name
}
