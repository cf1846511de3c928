class NotifyJob < ApplicationJob
  queue_as :default

  def perform(topic_id)
    TopicMailer.created(Topic.find(topic_id)).deliver_now
  end
end
