#!/bin/sh
set -e
php artisan config:cache
php artisan migrate --force
php artisan octane:start --server=swoole --host=0.0.0.0 --port=8000 --workers=8 --task-workers=2 --max-requests=1000
