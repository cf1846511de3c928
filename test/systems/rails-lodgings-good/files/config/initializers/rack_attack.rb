Rack::Attack.cache.store = ActiveSupport::Cache::RedisCacheStore.new(url: ENV.fetch("REDIS_CACHE_URL", "redis://localhost:6379/0"), namespace: "attack")

Rack::Attack.throttle("logins/ip", limit: 10, period: 60) { |request| request.ip if request.path == "/login" && request.post? }
Rack::Attack.throttle("requests/ip", limit: 600, period: 300, &:ip)
