from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

from .config import settings


class Database(SQLAlchemy):
    """Flask-SQLAlchemy with the pool of this product."""


db = Database(
    engine_options={
        "pool_size": settings.pool_size,
        "max_overflow": settings.pool_overflow,
        "pool_recycle": 1800,
        "pool_pre_ping": True,
    }
)
migrate = Migrate()
