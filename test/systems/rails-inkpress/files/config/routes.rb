Rails.application.routes.draw do
  get "up" => "rails/health#show", as: :rails_health_check
  mount ActionCable.server => "/cable"
  resources :articles, only: %i[index show create]
  root "articles#index"
end
