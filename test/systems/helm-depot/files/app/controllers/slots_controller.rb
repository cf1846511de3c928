class SlotsController < ApplicationController
  def index
    @slots = Slot.where(depot_id: params[:depot_id]).order(:starts_at).limit(100)
    render json: @slots
  end

  def show
    render json: Slot.find(params[:id])
  end

  def book
    slot = Slot.find(params[:id])
    slot.update!(booked_by: params[:carrier])
    NotifyCarrierJob.perform_async(slot.id)
    head :accepted
  end
end
