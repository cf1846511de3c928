class CloseListingsJob < ApplicationJob
  queue_as :default

  def perform
    Listing.open.where("ends_at < ?", Time.current).in_batches.update_all(closed_at: Time.current)
  end
end
