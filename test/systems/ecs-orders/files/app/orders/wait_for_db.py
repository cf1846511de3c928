import time

from sqlalchemy import text

from orders.db import engine

for _ in range(30):
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        break
    except Exception:
        time.sleep(1)
