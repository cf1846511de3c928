environment      = "prod"
alb_idle_timeout = 120

database = {
  class           = "db.m6g.large"
  multi_az        = true
  max_connections = 300
}

services = {
  api = {
    image       = "registry.example.com/dispatch/api:2.14.0"
    cpu         = 1024
    memory      = 2048
    port        = 8080
    health_path = "/readyz"
    paths       = ["/api/*"]
    priority    = 10
    desired     = 4
    min         = 4
    max         = 16
    cpu_target  = 60
    environment = {
      DB_MAX_CONNS = "15"
    }
  }
  web = {
    image           = "registry.example.com/dispatch/web:5.3.1"
    cpu             = 512
    memory          = 1024
    port            = 3000
    health_path     = "/health"
    health_interval = 60
    paths           = ["/*"]
    priority        = 100
    desired         = 3
    min             = 3
    max             = 12
    cpu_target      = 60
    environment = {
      API_URL      = "https://dispatch.example.com/api"
      NODE_OPTIONS = "--max-old-space-size=1024"
    }
  }
  tracker = {
    image        = "registry.example.com/dispatch/tracker:1.9.0"
    cpu          = 512
    memory       = 1024
    port         = 4000
    health_path  = "/live"
    paths        = ["/track/*"]
    priority     = 20
    desired      = 2
    min          = 2
    max          = 8
    cpu_target   = 60
    max_percent  = 100
    min_healthy  = 100
  }
  positions = {
    image        = "registry.example.com/dispatch/api:2.14.0"
    cpu          = 512
    memory       = 1024
    command      = ["/app/positions"]
    desired      = 2
    min          = 2
    max          = 6
    cpu_target   = 60
    stop_timeout = 30
    environment = {
      DB_MAX_CONNS = "5"
    }
  }
  jobs = {
    image        = "registry.example.com/dispatch/tracker:1.9.0"
    command      = ["node", "src/jobs.js"]
    desired      = 2
    autoscaled   = false
    stop_timeout = 120
  }
}
