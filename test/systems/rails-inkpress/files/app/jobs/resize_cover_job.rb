class ResizeCoverJob < ApplicationJob
  queue_as :images

  def perform(article_id)
    Article.find(article_id).cover.variant(resize_to_limit: [1600, 1600]).processed
  end
end
