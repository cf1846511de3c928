import os

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate

from museum.db import db
from museum.health import health
from museum.works import works

limiter = Limiter(get_remote_address, default_limits=["120 per minute"])


def create_app() -> Flask:
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "pool_size": int(os.environ.get("DB_POOL_SIZE", "5")),
        "max_overflow": int(os.environ.get("DB_MAX_OVERFLOW", "5")),
        "pool_pre_ping": True,
        "pool_recycle": 1800,
        "pool_timeout": 5,
    }
    db.init_app(app)
    Migrate(app, db)
    limiter.init_app(app)
    app.register_blueprint(health)
    app.register_blueprint(works)
    return app
