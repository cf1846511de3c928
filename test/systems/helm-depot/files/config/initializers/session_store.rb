Rails.application.config.session_store :cookie_store, key: "_depot_session", secure: Rails.env.production?
