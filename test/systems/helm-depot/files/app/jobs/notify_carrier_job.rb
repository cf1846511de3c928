class NotifyCarrierJob
  include Sidekiq::Job
  sidekiq_options queue: "critical", retry: 5

  def perform(slot_id)
    slot = Slot.find(slot_id)
    Faraday.new(url: ENV.fetch("CARRIER_URL"), request: { timeout: 5 }).post("/notify", { slot: slot.id }.to_json)
  end
end
