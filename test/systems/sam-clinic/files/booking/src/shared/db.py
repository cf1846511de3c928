import json
import os
from contextlib import contextmanager

import boto3
from sqlalchemy import create_engine
from sqlalchemy.engine import URL
from sqlalchemy.orm import sessionmaker

_engine = None
_secret = None


def secret():
    global _secret
    if _secret is None:
        client = boto3.client("secretsmanager")
        _secret = json.loads(client.get_secret_value(SecretId=os.environ["DB_SECRET"])["SecretString"])
    return _secret


def engine():
    """One engine per execution environment, made on the first call."""
    global _engine
    if _engine is None:
        url = URL.create(
            "postgresql+psycopg2",
            username=secret()["username"],
            password=secret()["password"],
            host=os.environ["DB_HOST"],
            database="booking",
        )
        _engine = create_engine(
            url,
            pool_size=10,
            max_overflow=5,
            pool_pre_ping=True,
            pool_recycle=280,
            connect_args={"connect_timeout": 3, "options": "-c statement_timeout=20000"},
        )
    return _engine


@contextmanager
def session():
    with sessionmaker(engine()).begin() as s:
        yield s
