class Rack::Attack
  throttle("bookings/ip", limit: 30, period: 60) do |req|
    req.ip if req.post? && req.path.start_with?("/slots")
  end
end
