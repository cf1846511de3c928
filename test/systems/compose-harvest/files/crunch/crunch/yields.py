from sqlalchemy import text

from crunch.app import app
from crunch.db import Session


@app.task(name="crunch.yields.of_all")
def of_all():
    with Session() as session:
        session.execute(text("SELECT crunch_yields()"))
        session.commit()
