require "active_support/core_ext/integer/time"

Rails.application.configure do
  config.enable_reloading = false
  config.eager_load = true
  config.consider_all_requests_local = false
  config.action_controller.perform_caching = true
  config.assume_ssl = true
  config.force_ssl = true
  config.log_tags = [:request_id]
  config.cache_store = :redis_cache_store, { url: ENV["REDIS_URL"], expires_in: 1.hour, pool: { size: 5 } }
  config.active_record.dump_schema_after_migration = false
end
