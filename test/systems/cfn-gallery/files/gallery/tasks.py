from celery import Celery

from .config import settings

celery = Celery("gallery", broker=f"{settings.redis_url}/0")
celery.conf.task_time_limit = 300
celery.conf.worker_prefetch_multiplier = 1


@celery.task
def thumbnail(picture_id):
    from .images import render
    from . import create_app

    with create_app().app_context():
        render(picture_id)
