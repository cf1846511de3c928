require "sidekiq/web"

Rails.application.routes.draw do
  get "/healthz", to: "health#show"
  get "/up", to: "rails/health#show"

  resources :slots, only: %i[index show create] do
    post :book, on: :member
  end
  resources :pallets, only: %i[index show]
  mount ActionCable.server => "/cable"
  mount Sidekiq::Web => "/sidekiq"
end
