#!/bin/sh
set -e

php artisan config:cache
php artisan migrate --force

if [ "$#" -gt 0 ]; then
  exec "$@"
fi

php-fpm
