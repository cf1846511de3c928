from flask import Flask

from .config import settings
from .db import db, migrate
from .views import bp


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SECRET_KEY"] = settings.secret_key
    db.init_app(app)
    migrate.init_app(app, db)
    app.register_blueprint(bp)
    return app
