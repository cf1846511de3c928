from flask import Blueprint, jsonify, request
from sqlalchemy import text

from .db import db
from .models import Picture
from .tasks import thumbnail

bp = Blueprint("gallery", __name__)


@bp.get("/healthz")
def healthz():
    return "ok"


@bp.get("/pictures")
def pictures():
    rows = Picture.query.order_by(Picture.created_at.desc()).limit(60).all()
    return jsonify([{"id": row.id, "title": row.title} for row in rows])


@bp.post("/pictures")
def add():
    picture = Picture(title=request.json["title"], owner=request.json["owner"], created_at=db.func.now())
    db.session.add(picture)
    db.session.commit()
    thumbnail.delay(picture.id)
    return jsonify({"id": picture.id}), 201


@bp.get("/stats")
def stats():
    count = db.session.execute(text("SELECT count(*) FROM picture")).scalar()
    return jsonify({"pictures": count})
