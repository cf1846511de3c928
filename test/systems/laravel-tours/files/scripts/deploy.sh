#!/usr/bin/env bash
# runs on the machine, from CI over ssh
set -euo pipefail
cd /srv/tours
git pull --ff-only
docker compose -f docker-compose.yml -f docker-compose.prod.yml pull
docker compose -f docker-compose.yml -f docker-compose.prod.yml up -d --remove-orphans
