import csv
import io
import json
import os

import boto3
from sqlalchemy import text

from shared.db import session

s3 = boto3.client("s3")


def handler(event, context):
    failed = []
    for record in event["Records"]:
        try:
            export(json.loads(record["body"]))
        except Exception:
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def export(job):
    out = io.StringIO()
    with session() as s:
        writer = csv.writer(out)
        for row in s.execute(text("SELECT * FROM appointments WHERE clinic = :clinic LIMIT 100000"), job):
            writer.writerow(row)
    s3.put_object(Bucket=os.environ.get("EXPORTS", "clinic-exports"), Key=f"{job['id']}.csv", Body=out.getvalue())
