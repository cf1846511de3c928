Rails.application.routes.draw do
  get "/up", to: "health#show"
  resources :quilts, only: [:index, :show]
end
