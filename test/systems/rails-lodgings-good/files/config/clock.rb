require "clockwork"
require "sidekiq"

# Pushes to the queue without loading Rails.
module Clockwork
  redis = { url: ENV.fetch("REDIS_QUEUE_URL") }
  Sidekiq.configure_client { |config| config.redis = redis }

  every(1.hour, "remind", at: "**:05") { Sidekiq::Client.push("class" => "ReminderWorker", "args" => []) }
  every(1.day, "invoices", at: "02:30") { Sidekiq::Client.push("class" => "InvoiceWorker", "args" => []) }
end
