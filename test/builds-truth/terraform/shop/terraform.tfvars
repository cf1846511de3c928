pool            = 8
max_connections = 200
