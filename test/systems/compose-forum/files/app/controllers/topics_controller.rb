class TopicsController < ApplicationController
  def index
    @topics = Topic.recent.includes(:posts)
  end

  def show
    @topic = Topic.find(params[:id])
  end

  def create
    @topic = Topic.create!(params.require(:topic).permit(:title))
    NotifyJob.perform_later(@topic.id)
    redirect_to @topic
  end
end
