class BookingsController < ApplicationController
  def index
    @bookings = current_guest.bookings.includes(:room).order(arrival: :desc).page(params[:page]).per(25)
  end

  def show
    @booking = current_guest.bookings.find(params[:id])
  end

  def create
    booking = current_guest.bookings.create!(booking_params)
    ConfirmationWorker.perform_async(booking.id)
    redirect_to booking
  end

  private

  def booking_params
    params.require(:booking).permit(:room_id, :arrival, :departure)
  end
end
