import json

from sqlalchemy import text

from shared.db import session


def handler(event, context):
    if event["requestContext"]["http"]["method"] == "GET":
        with session() as s:
            rows = s.execute(text("SELECT id, patient, starts FROM appointments WHERE starts > now() ORDER BY starts LIMIT 50"))
            return {"statusCode": 200, "body": json.dumps([dict(r._mapping) for r in rows], default=str)}
    body = json.loads(event["body"])
    with session() as s:
        s.execute(text("INSERT INTO appointments (patient, starts) VALUES (:patient, :starts)"), body)
    return {"statusCode": 201, "body": "{}"}
