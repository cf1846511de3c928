class NotifyWatchersJob < ApplicationJob
  queue_as :mailers

  def perform(listing_id)
    listing = Listing.find(listing_id)
    WatchMailer.with(listing: listing).created.deliver_now
  end
end
