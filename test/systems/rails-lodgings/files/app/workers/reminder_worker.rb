class ReminderWorker
  include Sidekiq::Job
  sidekiq_options queue: "mailers"

  def perform
    Booking.where(arrival: Date.tomorrow).find_each { |booking| GuestMailer.reminder(booking).deliver_later }
  end
end
