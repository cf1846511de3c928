import json

from sqlalchemy import text

from shared.db import session


def handler(event, context):
    query = (event.get("queryStringParameters") or {}).get("q", "")
    with session() as s:
        rows = s.execute(
            text("SELECT id, patient, starts FROM appointments WHERE patient ILIKE :q ORDER BY starts DESC LIMIT 50"),
            {"q": f"%{query}%"},
        )
        return {"statusCode": 200, "body": json.dumps([dict(r._mapping) for r in rows], default=str)}
