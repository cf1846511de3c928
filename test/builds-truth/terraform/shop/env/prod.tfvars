environment = "prod"
pool        = 12
queues      = ["mail", "bills"]
replicas    = 2
keep        = true
