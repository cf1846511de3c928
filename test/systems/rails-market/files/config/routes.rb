Rails.application.routes.draw do
  get "up" => "rails/health#show", as: :rails_health_check
  resources :listings, only: [:index, :show, :create]
  root "listings#index"
end
