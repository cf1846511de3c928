environment = "staging"

database = {
  class    = "db.t4g.small"
  multi_az = false
}

services = {
  api = {
    image       = "registry.example.com/dispatch/api:main"
    port        = 8080
    health_path = "/readyz"
    paths       = ["/api/*"]
    priority    = 10
    cpu_target  = 70
  }
  web = {
    image       = "registry.example.com/dispatch/web:main"
    port        = 3000
    health_path = "/live"
    paths       = ["/*"]
    priority    = 100
    cpu_target  = 70
  }
}
