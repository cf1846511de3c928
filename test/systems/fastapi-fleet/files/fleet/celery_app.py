from celery import Celery

from fleet.settings import settings

celery = Celery("fleet", broker=settings.redis_url, include=["fleet.tasks"])
celery.conf.update(
    task_acks_late=True,
    task_time_limit=7200,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    beat_schedule={
        "positions-purge": {"task": "fleet.tasks.purge", "schedule": 3600.0},
        "invoices": {"task": "fleet.tasks.invoices", "schedule": 86400.0},
    },
)
