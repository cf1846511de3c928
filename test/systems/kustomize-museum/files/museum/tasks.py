import io
import os

import dramatiq
import requests
from dramatiq.brokers.redis import RedisBroker
from PIL import Image

from museum.db import Work, db

dramatiq.set_broker(RedisBroker(url=os.environ["REDIS_URL"]))


@dramatiq.actor(time_limit=600_000, max_retries=5)
def thumbnail(work_id: int) -> None:
    from museum import create_app

    with create_app().app_context():
        work = db.session.get(Work, work_id)
        answer = requests.get(f"https://images.example.org/{work.image}", timeout=(3, 30))
        picture = Image.open(io.BytesIO(answer.content))
        picture.thumbnail((400, 400))
        out = io.BytesIO()
        picture.save(out, "WEBP")
        work.thumbnail = out.getvalue()
        db.session.commit()
