#!/bin/sh
set -e

if [ "$RUN_MIGRATIONS" = "true" ]; then
  npx typeorm migration:run -d dist/data-source.js
fi

exec "$@"
