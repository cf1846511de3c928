require "net/http"

module PaymentClient
  def self.charge(booking)
    uri = URI("#{ENV.fetch('PAYMENTS_URL')}/charges")
    Net::HTTP.start(uri.host, uri.port, use_ssl: true, open_timeout: 2, read_timeout: 8) do |http|
      http.post(uri.path, { booking: booking.id, cents: booking.cents }.to_json, "Content-Type" => "application/json", "Idempotency-Key" => "booking-#{booking.id}")
    end
  end
end
