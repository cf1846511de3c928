Rails.application.configure do
  config.enable_reloading = false
  config.eager_load = true
  config.cache_store = :redis_cache_store, { url: ENV["CACHE_URL"], expires_in: 1.hour }
  config.active_job.queue_adapter = :sidekiq
end
