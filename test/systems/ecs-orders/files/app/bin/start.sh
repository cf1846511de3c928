#!/bin/sh
set -e

alembic upgrade head

exec gunicorn --config gunicorn.conf.py orders.main:app
