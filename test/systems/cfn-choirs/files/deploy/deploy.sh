#!/bin/sh
set -eu
target="$1"
docker build -t "registry.example.org/choirs:$2" .
aws cloudformation create-change-set --stack-name "choirs-$target" --change-set-name "c$2" \
  --template-body file://cloudformation/choirs.yaml --parameters "file://deploy/$target.json" --capabilities CAPABILITY_IAM
