class AvailabilityChannel < ActionCable::Channel::Base
  def subscribed
    stream_from "availability:#{params[:house]}"
  end
end
