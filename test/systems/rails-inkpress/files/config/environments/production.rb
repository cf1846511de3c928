require "active_support/core_ext/integer/time"

Rails.application.configure do
  config.enable_reloading = false
  config.eager_load = true
  config.consider_all_requests_local = false
  config.public_file_server.enabled = false
  config.active_storage.service = :local
  config.force_ssl = true
  config.log_level = ENV.fetch("RAILS_LOG_LEVEL", "info")
  config.cache_store = :memory_store, { size: 64.megabytes }
  config.active_job.queue_adapter = :sidekiq
  config.active_record.dump_schema_after_migration = false
end
