max_threads = ENV.fetch("RAILS_MAX_THREADS", 5).to_i
threads max_threads, max_threads
workers ENV.fetch("WEB_CONCURRENCY", 2).to_i
port ENV.fetch("PORT", 3000)
preload_app!
plugin :tmp_restart
