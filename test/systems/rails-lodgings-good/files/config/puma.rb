max_threads = ENV.fetch("RAILS_MAX_THREADS", 5).to_i
threads max_threads, max_threads

port ENV.fetch("PORT", 3000)
environment ENV.fetch("RAILS_ENV", "development")

workers ENV.fetch("WEB_CONCURRENCY", 0).to_i
preload_app!

# Traefik keeps idle connections for 90 s.
persistent_timeout 95
worker_shutdown_timeout 30

plugin :tmp_restart
