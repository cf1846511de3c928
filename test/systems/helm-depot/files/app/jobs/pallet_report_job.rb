class PalletReportJob
  include Sidekiq::Job
  sidekiq_options queue: "imports", retry: 1

  def perform
    Slot.where(reported: false).find_each(batch_size: 500) { |slot| slot.touch }
  end
end
