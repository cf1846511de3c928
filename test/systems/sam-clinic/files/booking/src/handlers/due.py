import json
import os

import boto3
from sqlalchemy import text

from shared.db import session

sqs = boto3.client("sqs")


def handler(event, context):
    """Queue a reminder for every appointment of tomorrow that has none yet."""
    with session() as s:
        rows = s.execute(text(
            "SELECT id, phone FROM appointments WHERE starts < now() + interval '1 day' AND reminded IS NULL LIMIT 5000"
        )).all()
        for row in rows:
            sqs.send_message(
                QueueUrl=os.environ["REMINDER_QUEUE"],
                MessageBody=json.dumps({"id": row.id, "phone": row.phone}),
            )
            s.execute(text("UPDATE appointments SET reminded = now() WHERE id = :id"), {"id": row.id})
