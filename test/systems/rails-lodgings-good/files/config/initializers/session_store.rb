Rails.application.config.session_store :cookie_store, key: "_lodgings", expire_after: 14.days, same_site: :lax
