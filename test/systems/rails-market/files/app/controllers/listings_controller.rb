class ListingsController < ApplicationController
  def index
    @listings = Listing.open.includes(:seller).order(created_at: :desc).limit(50)
  end

  def show
    @listing = Rails.cache.fetch(["listing", params[:id]], expires_in: 5.minutes) do
      Listing.includes(:seller).find(params[:id])
    end
  end

  def create
    listing = Listing.create!(params.require(:listing).permit(:title, :price_cents))
    NotifyWatchersJob.perform_later(listing.id)
    redirect_to listing
  end
end
