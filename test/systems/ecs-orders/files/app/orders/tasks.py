from celery import Celery
from sqlalchemy import update

from orders.db import SessionLocal
from orders.models import Order
from orders.settings import settings

app = Celery("orders", broker="sqs://")

app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=900,
    task_soft_time_limit=840,
    worker_prefetch_multiplier=1,
    broker_transport_options={
        "region": "eu-west-1",
        "predefined_queues": {"celery": {"url": settings.queue_url}},
    },
    beat_schedule={
        "expire-unpaid": {"task": "orders.tasks.expire_unpaid", "schedule": 300.0},
    },
)


@app.task
def fulfil(order_id: int) -> None:
    with SessionLocal() as session:
        session.execute(update(Order).where(Order.id == order_id).values(state="fulfilled"))
        session.commit()


@app.task
def expire_unpaid() -> None:
    with SessionLocal() as session:
        session.execute(update(Order).where(Order.state == "new").values(state="expired"))
        session.commit()
