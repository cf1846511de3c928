max_threads = Integer(ENV.fetch("RAILS_MAX_THREADS") { 5 })
threads max_threads, max_threads

environment ENV.fetch("RAILS_ENV") { "development" }
workers Integer(ENV.fetch("WEB_CONCURRENCY") { 2 })
bind ENV.fetch("PUMA_BIND") { "tcp://0.0.0.0:3000" }

preload_app!
worker_timeout 90
worker_shutdown_timeout 30

before_fork do
  ActiveRecord::Base.connection_handler.clear_all_connections!
end
