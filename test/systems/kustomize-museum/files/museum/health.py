from flask import Blueprint
from sqlalchemy import text

from museum.db import db

health = Blueprint("health", __name__)


@health.get("/livez")
def livez():
    db.session.execute(text("SELECT 1"))
    return "alive"


@health.get("/readyz")
def readyz():
    return "ready"
