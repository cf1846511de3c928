class PalletsController < ApplicationController
  def show
    response = Faraday.new(url: ENV.fetch("TRACKING_URL"), request: { timeout: 3, open_timeout: 1 }).get("/pallets/#{params[:id]}")
    render json: response.body
  end
end
