#!/bin/sh
set -e

php artisan config:cache

if [ "$1" = "php-fpm" ]; then
  php artisan migrate --force
fi

exec "$@"
