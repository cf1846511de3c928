from .db import db
from .models import Picture


def render(picture_id):
    picture = db.session.get(Picture, picture_id)
    print(f"rendering {picture.title}")
