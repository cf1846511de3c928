class HealthController < ActionController::API
  def up
    head :ok
  end

  def deep
    ActiveRecord::Base.connection.execute("SELECT 1")
    head :ok
  end
end
