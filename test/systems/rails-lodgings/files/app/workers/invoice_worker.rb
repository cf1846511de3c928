class InvoiceWorker
  include Sidekiq::Job
  sidekiq_options queue: "exports", retry: 5

  def perform
    Booking.where(departure: Date.yesterday).find_each do |booking|
      PaymentClient.charge(booking)
    end
  end
end
