import os

from celery import Celery

app = Celery("crunch", broker=os.environ["CELERY_BROKER_URL"], include=["crunch.yields"])
app.conf.update(
    task_acks_late=True,
    task_time_limit=5400,
    worker_prefetch_multiplier=1,
    beat_schedule={
        "yields": {"task": "crunch.yields.of_all", "schedule": 3600.0},
    },
)
