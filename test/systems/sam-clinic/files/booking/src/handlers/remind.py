import json
import os

import requests
from sqlalchemy import text

from shared.db import session

SMS = os.environ.get("SMS_URL", "https://sms.example.com/v1/messages")


def handler(event, context):
    for record in event["Records"]:
        message = json.loads(record["body"])
        answer = requests.post(SMS, json={"to": message["phone"], "text": "Your appointment is tomorrow."})
        answer.raise_for_status()
        with session() as s:
            s.execute(text("INSERT INTO reminders (appointment) VALUES (:id)"), {"id": message["id"]})
