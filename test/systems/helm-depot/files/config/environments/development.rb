require "active_support/core_ext/integer/time"

Rails.application.configure do
  config.cache_store = :memory_store
  config.eager_load = false
end
