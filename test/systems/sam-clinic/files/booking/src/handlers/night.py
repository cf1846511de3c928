from sqlalchemy import text

from shared.db import session


def handler(event, context):
    with session() as s:
        s.execute(text("DELETE FROM reminders WHERE sent < now() - interval '1 year'"))
