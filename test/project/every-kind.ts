/**
 * A project with every kind of file that the service reads, each leading to another: what is said at
 * one place is decided at the other.
 */
export const EVERY_KIND: Readonly<Record<string, string>> = {
  'headroom.yaml':
    'root: true\ndatabases:\n  - { name: db, engine: postgres, maxConnections: 100 }\nrules:\n  pool/oversized: warning\n',
  'headroom-checklist.yaml': 'measured: { answer: yes, by: ops }\n',
  'services/headroom.yaml': 'rules:\n  pool/acquire-timeout-missing: off\n',
  '.gitignore': 'generated/\n',
  'generated/nginx.conf': 'upstream a {\n  server 10.0.0.1:80;\n  server 10.0.0.1:80;\n}\n',
  // A kustomization over a base: names, patches of both kinds, replicas, generated settings.
  'k8s/base/kustomization.yaml':
    'resources: [deployment.yaml, hpa.yaml, service.yaml, pdb.yaml]\nconfigMapGenerator:\n  - name: shop-env\n    envs: [shop.env]\n',
  'k8s/base/shop.env': 'DB_POOL_SIZE=20\nDATABASE_URL=postgres://shop@db/shop\n',
  'k8s/base/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: shop }\n  template:\n    metadata:\n      labels: { app: shop }\n    spec:\n      terminationGracePeriodSeconds: 20\n      containers:\n        - name: shop\n          image: registry.example/shop:1\n          envFrom:\n            - configMapRef: { name: shop-env }\n          readinessProbe:\n            httpGet: { path: /ready, port: 8080 }\n          livenessProbe:\n            httpGet: { path: /live, port: 8080 }\n          resources:\n            requests: { cpu: 250m }\n            limits: { cpu: "1", memory: 512Mi }\n',
  'k8s/base/hpa.yaml':
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: shop\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }\n  minReplicas: 2\n  maxReplicas: 10\n  metrics:\n    - type: Resource\n      resource:\n        name: cpu\n        target: { type: Utilization, averageUtilization: 70 }\n',
  'k8s/base/service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n  selector: { app: shop }\n  ports:\n    - port: 80\n      targetPort: 8080\n',
  'k8s/base/pdb.yaml':
    'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: shop\nspec:\n  minAvailable: 2\n  selector:\n    matchLabels: { app: shop }\n',
  'k8s/overlays/prod/kustomization.yaml':
    'resources: [../../base]\nreplicas:\n  - name: shop\n    count: 4\npatches:\n  - path: hpa.yaml\n  - target: { kind: PodDisruptionBudget }\n    patch: |-\n      - op: replace\n        path: /spec/minAvailable\n        value: 3\n',
  'k8s/overlays/prod/hpa.yaml':
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: shop\nspec:\n  maxReplicas: 16\n',
  'k8s/overlays/staging/kustomization.yaml':
    'resources: [../../base]\nnamePrefix: staging-\npatches:\n  - target: { kind: HorizontalPodAutoscaler }\n    patch: |-\n      - op: replace\n        path: /spec/maxReplicas\n        value: 3\n',
  // A chart, whose values only its templates use.
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': 'autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 8 }\n',
  'chart/templates/hpa.yaml':
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: shop\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }\n  minReplicas: {{ .Values.autoscaling.minReplicas }}\n  maxReplicas: {{ .Values.autoscaling.maxReplicas }}\n',
  // The image of the shop.
  Dockerfile:
    'FROM node:20 AS build\nWORKDIR /app\nCOPY . .\nFROM node:20-slim\nCOPY --from=build /app /app\nENV DB_POOL_SIZE=5\nCMD ["node", "src/server.js"]\n',
  'package.json':
    '{\n  "name": "shop",\n  "scripts": { "start": "node src/server.js" },\n  "dependencies": { "pg": "8.11.3", "express": "4.19.2" }\n}\n',
  'src/db.js':
    "const { Pool } = require('pg');\nexports.pool = new Pool({\n  connectionString: process.env.DATABASE_URL,\n  max: Number(process.env.DB_POOL_SIZE || 10),\n});\n",
  'src/server.js':
    "const express = require('express');\nconst { pool } = require('./db');\nconst { orders } = require('./orders');\nconst app = express();\napp.get('/live', async (req, res) => {\n  await pool.query('SELECT 1');\n  res.send('ok');\n});\napp.get('/ready', (req, res) => res.send('ok'));\napp.get('/orders', orders);\napp.listen(8080);\n",
  'src/orders.js':
    "const { pool } = require('./db');\nexports.orders = async (req, res) => {\n  const client = await pool.connect();\n  for (const id of req.query.ids) await client.query('SELECT * FROM orders WHERE id = $1', [id]);\n  res.send('ok');\n};\n",
  // A product of compose: settings from `.env`, a script that starts the server, a worker.
  'services/docker-compose.yml':
    'services:\n  api:\n    build: api\n    environment:\n      DB_SIZE: ${DB_SIZE:-10}\n      DATABASE_URL: postgresql://app@postgres/app\n    env_file: [api.env]\n    deploy:\n      replicas: ${API_COUNT:-2}\n    depends_on: [postgres, redis]\n  worker:\n    build: api\n    command: celery -A api.tasks worker --concurrency=4 --beat\n    deploy:\n      replicas: 1\n    environment:\n      DATABASE_URL: postgresql://app@postgres/app\n  postgres:\n    image: postgres:16\n    command: postgres -c max_connections=60\n  redis:\n    image: redis:7\n    command: redis-server /etc/redis.conf\n    volumes:\n      - ./redis.conf:/etc/redis.conf\n  web:\n    image: nginx:1.27\n    volumes:\n      - ./web.conf:/etc/nginx/conf.d/default.conf\n',
  'services/.env': 'API_COUNT=3\nDB_SIZE=15\n',
  'services/api.env': 'GUNICORN_CMD_ARGS=--workers 4 --threads 2\n',
  'services/redis.conf': 'maxmemory 100mb\nmaxmemory-policy allkeys-lru\n',
  'services/web.conf':
    'upstream api {\n  server api:8000;\n}\nserver {\n  listen 80;\n  location / {\n    proxy_pass http://api;\n    proxy_read_timeout 30s;\n  }\n}\n',
  'services/api/Dockerfile':
    'FROM python:3.12\nWORKDIR /srv\nCOPY . .\nENTRYPOINT ["./start.sh"]\n',
  'services/api/start.sh':
    '#!/bin/sh\nset -e\nalembic upgrade head\nexec gunicorn -c gunicorn.conf.py api.app:app\n',
  'services/api/gunicorn.conf.py': 'workers = 2\ntimeout = 60\n',
  'services/api/requirements.txt': 'sqlalchemy==2.0.30\ncelery==5.4.0\n',
  'services/api/api/__init__.py': '',
  'services/api/api/settings.py': 'import os\n\nDB_SIZE = int(os.environ.get("DB_SIZE", "5"))\n',
  'services/api/api/db.py':
    'import os\n\nfrom sqlalchemy import create_engine\n\nfrom api.settings import DB_SIZE\n\nengine = create_engine(os.environ["DATABASE_URL"], pool_size=DB_SIZE, max_overflow=5)\n',
  'services/api/api/app.py':
    'from flask import Flask\n\nfrom api.db import engine\n\napp = Flask(__name__)\n\n\n@app.get("/users")\ndef users():\n    connection = engine.connect()\n    return str(connection.execute("SELECT 1"))\n',
  'services/api/api/tasks.py':
    'from celery import Celery\n\nfrom api.db import engine\n\napp = Celery("api", broker="redis://redis:6379/0")\napp.conf.task_time_limit = 900\n',
  Procfile: 'web: bundle exec puma -C config/puma.rb\nworker: bundle exec sidekiq\n',
  'config/puma.rb': 'workers ENV.fetch("WEB_CONCURRENCY") { 2 }\nthreads 5, 5\n',
  'config/database.yml':
    'production:\n  adapter: postgresql\n  pool: <%= ENV.fetch("RAILS_MAX_THREADS") { 5 } %>\n',
  'config/sidekiq.yml': ':concurrency: 10\n',
  'pgbouncer.ini':
    '[databases]\nshop = host=db dbname=shop\n[pgbouncer]\npool_mode = transaction\nmax_client_conn = 100\ndefault_pool_size = 20\n',
  'mysql/my.cnf': '[mysqld]\nmax_connections = 200\nwait_timeout = 60\n',
  'db/migrations/001.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);\n',
  'prisma/schema.prisma':
    'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\nmodel Order {\n  id Int @id\n  userId Int\n}\n',
  'infra/main.tf':
    'variable "most" {\n  default = 9\n}\nresource "aws_autoscaling_group" "shop" {\n  min_size = 1\n  max_size = var.most\n  target_group_arns = [aws_lb_target_group.shop.arn]\n  launch_template {\n    id = aws_launch_template.shop.id\n  }\n}\n',
  'infra/policy.tf':
    'resource "aws_autoscaling_policy" "shop" {\n  name = "cpu"\n  autoscaling_group_name = aws_autoscaling_group.shop.name\n  policy_type = "TargetTrackingScaling"\n  target_tracking_configuration {\n    target_value = 50\n    predefined_metric_specification {\n      predefined_metric_type = "ASGAverageCPUUtilization"\n    }\n  }\n}\nresource "aws_launch_template" "shop" {\n  instance_type = "t3.small"\n}\nresource "aws_lb_target_group" "shop" {\n  port = 80\n}\n',
  'infra/terraform.tfvars': 'most = 4\n',
  'stack.yaml':
    'AWSTemplateFormatVersion: "2010-09-09"\nParameters:\n  Most: { Type: Number, Default: 6 }\nResources:\n  Group:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties: { MinSize: "2", MaxSize: !Ref Most, HealthCheckType: EC2 }\n',
  'stack-prod.json': '[{ "ParameterKey": "Most", "ParameterValue": "9" }]\n',
  'supervisord.conf': '[program:web]\ncommand=gunicorn app:app --workers 3\nnumprocs=2\n',
  'web.service': '[Service]\nExecStart=/usr/bin/gunicorn app:app --workers 3\nTimeoutStopSec=5\n',
};
