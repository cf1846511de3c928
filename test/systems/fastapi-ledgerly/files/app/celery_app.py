from celery import Celery
from celery.schedules import crontab

from .settings import get_settings

celery = Celery("ledgerly", broker=get_settings().broker, include=["app.tasks"])
celery.conf.update(
    task_default_queue="ledger",
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=1800,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    broker_transport_options={"confirm_publish": True},
)
celery.conf.beat_schedule = {
    "close-month": {"task": "ledger.close_month", "schedule": crontab(day_of_month=1, hour=2, minute=0)},
    "dun": {"task": "ledger.dun", "schedule": crontab(hour=6, minute=30)},
}
