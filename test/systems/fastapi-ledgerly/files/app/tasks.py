from sqlalchemy import text

from .celery_app import celery
from .worker_db import Session


@celery.task(name="ledger.settle")
def settle(account_id: int):
    with Session.begin() as session:
        session.execute(text("UPDATE accounts SET balance_cents = (SELECT sum(cents) FROM entries WHERE account_id = :a) WHERE id = :a"), {"a": account_id})


@celery.task(name="ledger.close_month")
def close_month():
    with Session.begin() as session:
        session.execute(text("SELECT close_month(now())"))


@celery.task(name="ledger.dun")
def dun():
    with Session() as session:
        for (account_id,) in session.execute(text("SELECT id FROM accounts WHERE balance_cents < 0 ORDER BY id LIMIT 1000")):
            celery.send_task("ledger.remind", args=[account_id])
