import requests
from flask import Blueprint, jsonify, request

from museum.db import Work, db
from museum.tasks import thumbnail

works = Blueprint("works", __name__, url_prefix="/works")


@works.get("/<int:work_id>")
def show(work_id: int):
    work = db.get_or_404(Work, work_id)
    image = requests.get(f"https://images.example.org/{work.image}/info.json")
    return jsonify(id=work.id, title=work.title, artist=work.artist, image=image.json())


@works.get("/")
def of_artist():
    artist = request.args["artist"]
    chosen = db.session.execute(
        db.select(Work.id, Work.title).filter_by(artist=artist).order_by(Work.id).limit(50)
    )
    return jsonify([{"id": row.id, "title": row.title} for row in chosen])


@works.post("/<int:work_id>/thumbnail")
def make(work_id: int):
    thumbnail.send(work_id)
    return "", 202
