require "clockwork"
require_relative "boot"
require_relative "environment"

module Clockwork
  every(5.minutes, "slots.release") { ReleaseSlotsJob.perform_async }
  every(1.day, "pallets.report", at: "04:10") { PalletReportJob.perform_async }
end
