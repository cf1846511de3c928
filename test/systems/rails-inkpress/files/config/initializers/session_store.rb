Rails.application.config.session_store :cookie_store, key: "_inkpress", same_site: :lax
