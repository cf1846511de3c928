require "active_support/core_ext/integer/time"

Rails.application.configure do
  config.enable_reloading = false
  config.eager_load = true
  config.consider_all_requests_local = false
  config.force_ssl = true
  config.assume_ssl = true
  config.cache_store = :redis_cache_store, { url: ENV["REDIS_URL"], expires_in: 1.hour }
  config.active_job.queue_adapter = :sidekiq
  config.active_storage.service = :amazon
end
