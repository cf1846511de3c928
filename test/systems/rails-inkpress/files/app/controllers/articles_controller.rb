class ArticlesController < ApplicationController
  def index
    @articles = Article.includes(:author).with_attached_cover.order(published_at: :desc).limit(30)
  end

  def show
    @article = Article.find(params[:id])
  end

  def create
    article = Article.create!(params.require(:article).permit(:title, :body, :cover))
    ResizeCoverJob.perform_later(article.id)
    redirect_to article
  end
end
