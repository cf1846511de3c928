require "sidekiq/web"

Rails.application.routes.draw do
  get "/up", to: "health#up"
  get "/health/deep", to: "health#deep"
  resources :bookings, only: %i[index show create update]
  resources :exports, only: %i[create show]
  mount ActionCable.server => "/cable"
  authenticate(:staff) { mount Sidekiq::Web => "/sidekiq" }
end
