import os

bind = "0.0.0.0:8000"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("GUNICORN_THREADS", "4"))
timeout = 45
graceful_timeout = 25
keepalive = 75
max_requests = 2000
max_requests_jitter = 200
accesslog = "-"
