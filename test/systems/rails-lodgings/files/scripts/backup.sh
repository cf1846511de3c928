#!/bin/sh
while true; do
  pg_dump -Fc lodgings | aws s3 cp - "s3://lodgings-backup/$(date +%F-%H).dump"
  sleep 21600
done
