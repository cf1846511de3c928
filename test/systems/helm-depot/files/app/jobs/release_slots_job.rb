class ReleaseSlotsJob
  include Sidekiq::Job
  sidekiq_options queue: "default", retry: 3

  def perform
    Slot.where(booked_by: nil).where("starts_at < ?", Time.current).delete_all
  end
end
