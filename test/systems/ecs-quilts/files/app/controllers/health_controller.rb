class HealthController < ApplicationController
  def show
    render plain: "ok"
  end
end
