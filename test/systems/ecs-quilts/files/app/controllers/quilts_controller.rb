class QuiltsController < ApplicationController
  def index
    @quilts = Quilt.includes(:maker).order(id: :desc).limit(50)
  end

  def show
    @quilt = Quilt.find(params[:id])
  end
end
