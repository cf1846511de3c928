class Rack::Attack
  throttle("requests/ip", limit: 300, period: 5.minutes, &:ip)
  throttle("comments/ip", limit: 10, period: 60) { |request| request.ip if request.post? }
end
