#!/bin/sh
set -e
python manage.py collectstatic --noinput
python manage.py migrate --noinput
gunicorn auction.wsgi:application -c gunicorn.conf.py
