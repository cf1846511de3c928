#!/bin/sh
set -eu
docker build -t "registry.example.org/fairs/api:$1" -f src/Fairs.Api/Dockerfile .
docker build -t "registry.example.org/fairs/worker:$1" -f src/Fairs.Worker/Dockerfile .
