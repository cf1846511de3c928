class ApplicationController < ActionController::Base
  helper_method :current_guest

  def current_guest
    @current_guest ||= Guest.find_by(id: session[:guest_id]) || Guest.anonymous
  end
end
