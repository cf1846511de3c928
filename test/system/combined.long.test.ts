// Systems put together from parts: pools of libraries, the usual ways to start programs, ways to deploy them. What each
// opens follows from its parts, and is held against the budget.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

type Files = Readonly<Record<string, string>>;

/** A program that opens one pool. */
interface Opening {
  readonly title: string;
  readonly lang: 'js' | 'py' | 'go' | 'java';
  readonly db: 'postgres' | 'mysql' | 'mongo';
  /** Connections of one process at the most. */
  readonly pool: number;
  readonly files: Files;
  readonly env?: Files;
  readonly query?: string;
  readonly wsgi?: true;
}

const js = (dep: Files, code: string, extra: Files = {}) => ({
  lang: 'js' as const,
  files: {
    'package.json': JSON.stringify({ name: 'app', dependencies: { express: '^4.19.0', ...dep } }),
    'src/db.js': code,
    'src/server.js':
      "const express = require('express');\nconst db = require('./db');\nconst app = express();\napp.get('/', async (req, res) => res.json(await db.ping()));\napp.listen(8080);\n",
    ...extra,
  },
});
const ts = (dep: Files, code: string, extra: Files = {}) => ({
  lang: 'js' as const,
  files: {
    'package.json': JSON.stringify({
      name: 'app',
      type: 'module',
      dependencies: { express: '^4.19.0', ...dep },
    }),
    'src/db.js': code,
    'src/server.js':
      "import express from 'express';\nimport { ping } from './db.js';\nconst app = express();\napp.get('/', async (req, res) => res.json(await ping()));\napp.listen(8080);\n",
    ...extra,
  },
});
const py = (req: string, code: string, app: string) => ({
  lang: 'py' as const,
  files: { 'requirements.txt': req, 'app/__init__.py': '', 'app/db.py': code, 'app/main.py': app },
});
const FAST = (imp: string, use: string) =>
  `from fastapi import FastAPI\n${imp}\napp = FastAPI()\n\n@app.get('/')\n${use}`;
const FLASK = (imp: string, use: string) =>
  `from flask import Flask\n${imp}\napp = Flask(__name__)\n\n@app.route('/')\n${use}`;
const P = 'postgres';
const M = 'mysql';
const G = 'mongo';
const LIBRARIES: readonly Opening[] = [
  {
    title: 'pg default',
    db: P,
    pool: 10,
    ...js(
      { pg: '^8.12.0' },
      "const { Pool } = require('pg');\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL });\nmodule.exports = { ping: () => pool.query('select 1') };\n",
    ),
  },
  {
    title: 'pg max 7',
    db: P,
    pool: 7,
    ...js(
      { pg: '^8.12.0' },
      "const { Pool } = require('pg');\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 7 });\nmodule.exports = { ping: () => pool.query('select 1') };\n",
    ),
  },
  {
    title: 'pg env max',
    db: P,
    pool: 6,
    env: { DB_POOL_MAX: '6' },
    ...js(
      { pg: '^8.12.0' },
      "const { Pool } = require('pg');\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL, max: parseInt(process.env.DB_POOL_MAX || '10', 10) });\nmodule.exports = { ping: () => pool.query('select 1') };\n",
    ),
  },
  {
    title: 'mysql2 limit 12',
    db: M,
    pool: 12,
    ...js(
      { mysql2: '^3.9.0' },
      "const mysql = require('mysql2/promise');\nconst pool = mysql.createPool({ uri: process.env.DATABASE_URL, connectionLimit: 12 });\nmodule.exports = { ping: () => pool.query('select 1') };\n",
    ),
  },
  {
    title: 'mysql2 default',
    db: M,
    pool: 10,
    ...js(
      { mysql2: '^3.9.0' },
      "const mysql = require('mysql2/promise');\nconst pool = mysql.createPool(process.env.DATABASE_URL);\nmodule.exports = { ping: () => pool.query('select 1') };\n",
    ),
  },
  {
    title: 'knex max 8',
    db: P,
    pool: 8,
    ...js(
      { knex: '^3.1.0', pg: '^8.12.0' },
      "const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL, pool: { min: 0, max: 8 } });\nmodule.exports = { ping: () => knex.raw('select 1') };\n",
    ),
  },
  {
    title: 'knex default',
    db: P,
    pool: 10,
    ...js(
      { knex: '^3.1.0', pg: '^8.12.0' },
      "const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });\nmodule.exports = { ping: () => knex.raw('select 1') };\n",
    ),
  },
  {
    title: 'sequelize default',
    db: P,
    pool: 5,
    ...js(
      { sequelize: '^6.37.0', pg: '^8.12.0' },
      "const { Sequelize } = require('sequelize');\nconst s = new Sequelize(process.env.DATABASE_URL);\nmodule.exports = { ping: () => s.query('select 1') };\n",
    ),
  },
  {
    title: 'sequelize 9',
    db: P,
    pool: 9,
    ...js(
      { sequelize: '^6.37.0', pg: '^8.12.0' },
      "const { Sequelize } = require('sequelize');\nconst s = new Sequelize(process.env.DATABASE_URL, { pool: { max: 9 } });\nmodule.exports = { ping: () => s.query('select 1') };\n",
    ),
  },
  {
    title: 'typeorm poolSize 11',
    db: P,
    pool: 11,
    ...js(
      { typeorm: '^0.3.20', pg: '^8.12.0' },
      "const { DataSource } = require('typeorm');\nconst ds = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, poolSize: 11 });\nmodule.exports = { ping: () => ds.query('select 1') };\n",
    ),
  },
  {
    title: 'typeorm extra.max 13',
    db: P,
    pool: 13,
    ...js(
      { typeorm: '^0.3.20', pg: '^8.12.0' },
      "const { DataSource } = require('typeorm');\nconst ds = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, extra: { max: 13 } });\nmodule.exports = { ping: () => ds.query('select 1') };\n",
    ),
  },
  {
    title: 'postgres.js default',
    db: P,
    pool: 10,
    ...ts(
      { postgres: '^3.4.0' },
      "import postgres from 'postgres';\nconst sql = postgres(process.env.DATABASE_URL);\nexport const ping = () => sql`select 1`;\n",
    ),
  },
  {
    title: 'postgres.js 4',
    db: P,
    pool: 4,
    ...ts(
      { postgres: '^3.4.0' },
      "import postgres from 'postgres';\nconst sql = postgres(process.env.DATABASE_URL, { max: 4 });\nexport const ping = () => sql`select 1`;\n",
    ),
  },
  {
    title: 'drizzle pg 6',
    db: P,
    pool: 6,
    ...ts(
      { 'drizzle-orm': '^0.33.0', pg: '^8.12.0' },
      "import pg from 'pg';\nimport { drizzle } from 'drizzle-orm/node-postgres';\nconst pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 6 });\nexport const db = drizzle(pool);\nexport const ping = () => db.execute('select 1');\n",
    ),
  },
  {
    title: 'kysely 3',
    db: P,
    pool: 3,
    ...ts(
      { kysely: '^0.27.0', pg: '^8.12.0' },
      "import { Kysely, PostgresDialect } from 'kysely';\nimport pg from 'pg';\nexport const db = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 3 }) }) });\nexport const ping = () => db.selectFrom('a').selectAll().limit(1).execute();\n",
    ),
  },
  {
    title: 'pg-promise 14',
    db: P,
    pool: 14,
    ...js(
      { 'pg-promise': '^11.9.0' },
      "const pgp = require('pg-promise')();\nconst db = pgp({ connectionString: process.env.DATABASE_URL, max: 14 });\nmodule.exports = { ping: () => db.any('select 1') };\n",
    ),
  },
  {
    title: 'mongoose default',
    db: G,
    pool: 100,
    ...js(
      { mongoose: '^8.5.0' },
      "const mongoose = require('mongoose');\nmongoose.connect(process.env.DATABASE_URL);\nmodule.exports = { ping: () => mongoose.connection.db.admin().ping() };\n",
    ),
  },
  {
    title: 'prisma url limit 5',
    db: P,
    pool: 5,
    query: '?connection_limit=5',
    ...js(
      { '@prisma/client': '^5.18.0' },
      "const { PrismaClient } = require('@prisma/client');\nconst prisma = new PrismaClient();\nmodule.exports = { ping: () => prisma.$queryRaw`select 1` };\n",
      {
        'prisma/schema.prisma':
          'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\ngenerator client {\n  provider = "prisma-client-js"\n}\n',
      },
    ),
  },
  {
    title: 'sqlalchemy default',
    db: P,
    pool: 15,
    ...py(
      'fastapi\nuvicorn\nsqlalchemy\npsycopg2-binary\n',
      "import os\nfrom sqlalchemy import create_engine\nengine = create_engine(os.environ['DATABASE_URL'])\n",
      FAST(
        'from app.db import engine',
        "def root():\n    with engine.connect() as c:\n        return list(c.exec_driver_sql('select 1'))\n",
      ),
    ),
  },
  {
    title: 'sqlalchemy 3+2',
    db: P,
    pool: 5,
    ...py(
      'fastapi\nuvicorn\nsqlalchemy\npsycopg2-binary\n',
      "import os\nfrom sqlalchemy import create_engine\nengine = create_engine(os.environ['DATABASE_URL'], pool_size=3, max_overflow=2)\n",
      FAST(
        'from app.db import engine',
        "def root():\n    with engine.connect() as c:\n        return list(c.exec_driver_sql('select 1'))\n",
      ),
    ),
  },
  {
    title: 'sqlalchemy async 4+0',
    db: P,
    pool: 4,
    ...py(
      'fastapi\nuvicorn\nsqlalchemy[asyncio]\nasyncpg\n',
      "import os\nfrom sqlalchemy.ext.asyncio import create_async_engine\nengine = create_async_engine(os.environ['DATABASE_URL'], pool_size=4, max_overflow=0)\n",
      FAST(
        'from app.db import engine',
        "async def root():\n    async with engine.connect() as c:\n        return list(await c.exec_driver_sql('select 1'))\n",
      ),
    ),
  },
  {
    title: 'asyncpg max 6',
    db: P,
    pool: 6,
    ...py(
      'fastapi\nuvicorn\nasyncpg\n',
      "import os\nimport asyncpg\npool = None\n\nasync def init():\n    global pool\n    pool = await asyncpg.create_pool(os.environ['DATABASE_URL'], min_size=1, max_size=6)\n",
      FAST(
        'from app import db',
        "async def root():\n    async with db.pool.acquire() as c:\n        return await c.fetchval('select 1')\n",
      ),
    ),
  },
  {
    title: 'psycopg_pool max 8',
    db: P,
    pool: 8,
    ...py(
      'fastapi\nuvicorn\npsycopg[binary,pool]\n',
      "import os\nfrom psycopg_pool import ConnectionPool\npool = ConnectionPool(os.environ['DATABASE_URL'], min_size=1, max_size=8)\n",
      FAST(
        'from app.db import pool',
        "def root():\n    with pool.connection() as c:\n        return c.execute('select 1').fetchone()\n",
      ),
    ),
  },
  {
    title: 'flask sqlalchemy engine 4+1',
    db: P,
    pool: 5,
    wsgi: true,
    ...py(
      'flask\ngunicorn\nsqlalchemy\npsycopg2-binary\n',
      "import os\nfrom sqlalchemy import create_engine\nengine = create_engine(os.environ['DATABASE_URL'], pool_size=4, max_overflow=1)\n",
      FLASK(
        'from app.db import engine',
        "def root():\n    with engine.connect() as c:\n        return str(list(c.exec_driver_sql('select 1')))\n",
      ),
    ),
  },
  {
    title: 'go sql 9',
    db: P,
    pool: 9,
    lang: 'go',
    files: {
      'go.mod': 'module example.com/app\n\ngo 1.22\n\nrequire github.com/lib/pq v1.10.9\n',
      'main.go':
        'package main\n\nimport (\n\t"database/sql"\n\t"net/http"\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tdb, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tdb.SetMaxOpenConns(9)\n\thttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {\n\t\tvar one int\n\t\t_ = db.QueryRowContext(r.Context(), "select 1").Scan(&one)\n\t})\n\t_ = http.ListenAndServe(":8080", nil)\n}\n',
    },
  },
  {
    title: 'pgxpool 11',
    db: P,
    pool: 11,
    lang: 'go',
    files: {
      'go.mod': 'module example.com/app\n\ngo 1.22\n\nrequire github.com/jackc/pgx/v5 v5.6.0\n',
      'main.go':
        'package main\n\nimport (\n\t"context"\n\t"net/http"\n\t"os"\n\n\t"github.com/jackc/pgx/v5/pgxpool"\n)\n\nfunc main() {\n\tcfg, err := pgxpool.ParseConfig(os.Getenv("DATABASE_URL"))\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tcfg.MaxConns = 11\n\tpool, err := pgxpool.NewWithConfig(context.Background(), cfg)\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tdefer pool.Close()\n\thttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {\n\t\t_, _ = pool.Exec(r.Context(), "select 1")\n\t})\n\t_ = http.ListenAndServe(":8080", nil)\n}\n',
    },
  },
  {
    title: 'gorm 12',
    db: P,
    pool: 12,
    lang: 'go',
    files: {
      'go.mod':
        'module example.com/app\n\ngo 1.22\n\nrequire (\n\tgorm.io/driver/postgres v1.5.9\n\tgorm.io/gorm v1.25.11\n)\n',
      'main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n\n\t"gorm.io/driver/postgres"\n\t"gorm.io/gorm"\n)\n\nfunc main() {\n\tdb, err := gorm.Open(postgres.Open(os.Getenv("DATABASE_URL")), &gorm.Config{})\n\tif err != nil {\n\t\tpanic(err)\n\t}\n\tsqlDB, _ := db.DB()\n\tsqlDB.SetMaxOpenConns(12)\n\thttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {\n\t\tdb.Exec("select 1")\n\t})\n\t_ = http.ListenAndServe(":8080", nil)\n}\n',
    },
  },
  {
    title: 'spring hikari 9',
    db: P,
    pool: 9,
    lang: 'java',
    files: {
      'pom.xml':
        '<project><modelVersion>4.0.0</modelVersion><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.3.0</version></parent><groupId>com.acme</groupId><artifactId>app</artifactId><version>1</version><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-jdbc</artifactId></dependency><dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId></dependency></dependencies></project>\n',
      'src/main/resources/application.yml':
        'spring:\n  datasource:\n    url: ${JDBC_URL}\n    hikari:\n      maximum-pool-size: 9\n',
      'src/main/java/com/acme/app/App.java':
        'package com.acme.app;\n\nimport org.springframework.boot.SpringApplication;\nimport org.springframework.boot.autoconfigure.SpringBootApplication;\n\n@SpringBootApplication\npublic class App {\n  public static void main(String[] args) {\n    SpringApplication.run(App.class, args);\n  }\n}\n',
    },
  },
];
/** How programs of a language are started: what it is called, the words, how many processes, and what one works on at once. */
const RUN: Readonly<
  Record<
    'js' | 'go' | 'java' | 'py' | 'wsgi',
    readonly (readonly [string, readonly string[], number, number | null])[]
  >
> = {
  js: [
    ['node', ['node', 'src/server.js'], 1, null],
    ['pm2 4', ['pm2-runtime', 'src/server.js', '-i', '4'], 4, null],
  ],
  go: [['bin', ['/app'], 1, null]],
  java: [['jar', ['java', '-jar', '/app.jar'], 1, null]],
  py: [
    ['uvicorn 3', ['uvicorn', 'app.main:app', '--host', '0.0.0.0', '--workers', '3'], 3, null],
    [
      'gunicorn uvicorn 2',
      ['gunicorn', '-k', 'uvicorn.workers.UvicornWorker', '-w', '2', 'app.main:app'],
      2,
      null,
    ],
  ],
  wsgi: [
    ['gunicorn sync 4', ['gunicorn', '-w', '4', 'app.main:app'], 4, 1],
    ['gthread 2x3', ['gunicorn', '--workers=2', '--threads=3', 'app.main:app'], 2, 3],
  ],
};
const DOCKER: Readonly<Record<Opening['lang'], (command: readonly string[]) => string>> = {
  js: (c) =>
    `FROM node:20\nWORKDIR /srv\nCOPY package.json ./\nRUN npm ci\nCOPY . .\nCMD ${JSON.stringify(c)}\n`,
  py: (c) =>
    `FROM python:3.12\nWORKDIR /srv\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nCMD ${JSON.stringify(c)}\n`,
  go: (c) =>
    `FROM golang:1.22 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nFROM gcr.io/distroless/base\nCOPY --from=build /app /app\nENTRYPOINT ${JSON.stringify(c)}\n`,
  java: (c) =>
    `FROM eclipse-temurin:21\nCOPY target/app.jar /app.jar\nENTRYPOINT ${JSON.stringify(c)}\n`,
};
const URL = {
  postgres: 'postgresql://u:p@db:5432/app',
  mysql: 'mysql://u:p@db:3306/app',
  mongo: 'mongodb://db:27017/app',
};
const IMAGE = { postgres: 'postgres:16', mysql: 'mysql:8', mongo: 'mongo:7' };
const envOf = (l: Opening): Files => ({
  DATABASE_URL: URL[l.db] + (l.query ?? ''),
  ...(l.lang === 'java' ? { JDBC_URL: 'jdbc:postgresql://db:5432/app' } : {}),
  ...l.env,
});
const y = (env: Files, pad: string) =>
  Object.entries(env)
    .map(([k, v]) => `${pad}- { name: ${k}, value: ${JSON.stringify(v)} }\n`)
    .join('');
const kdep = (name: string, image: string, n: number | string | null, env: Files, port: number) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec:\n${n === null ? '' : `  replicas: ${n}\n`}  selector: { matchLabels: { app: ${name} } }\n  template:\n    metadata: { labels: { app: ${name} } }\n    spec:\n      containers:\n        - name: ${name}\n          image: ${image}\n          ports: [{ containerPort: ${port} }]\n          resources: { requests: { cpu: 200m, memory: 128Mi } }\n${Object.keys(env).length ? `          env:\n${y(env, '            ')}` : ''}`;
const ksvc = (name: string, port: number) =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${name} }, ports: [{ port: ${port} }] }\n`;
const PORT = { postgres: 5432, mysql: 3306, mongo: 27017 };
const khpa = (n: number) =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: app }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: app }\n  minReplicas: 2\n  maxReplicas: ${n}\n  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]\n`;
const dbk = (l: Opening) =>
  kdep('db', IMAGE[l.db], 1, {}, PORT[l.db]) + '---\n' + ksvc('db', PORT[l.db]);
const compose = (l: Opening, n: number) =>
  `services:\n  app:\n    build: .\n    deploy: { replicas: ${n} }\n    environment:\n${Object.entries(
    envOf(l),
  )
    .map(([k, v]) => `      ${k}: ${JSON.stringify(v)}\n`)
    .join('')}    depends_on: [db]\n  db:\n    image: ${IMAGE[l.db]}\n`;
const DEPLOY: readonly (readonly [
  string,
  number,
  (l: Opening) => Files,
  ((l: Opening) => boolean)?,
])[] = [
  ['compose', 3, (l) => ({ 'compose.yaml': compose(l, 3) })],
  [
    'compose env_file',
    2,
    (l) => ({
      'compose.yaml': `services:\n  app:\n    build: .\n    scale: 2\n    env_file: [app.env]\n  db:\n    image: ${IMAGE[l.db]}\n`,
      'app.env': Object.entries(envOf(l))
        .map(([k, v]) => `${k}=${v}\n`)
        .join(''),
    }),
  ],
  [
    'k8s',
    4,
    (l) => ({
      'k8s/app.yaml': kdep('app', 'registry.example.com/app:1', 4, envOf(l), 8080),
      'k8s/db.yaml': dbk(l),
    }),
  ],
  [
    'k8s configmap hpa',
    6,
    (l) => ({
      'k8s/app.yaml': kdep('app', 'registry.example.com/app:1', null, {}, 8080).replace(
        /$/,
        `          envFrom: [{ configMapRef: { name: app } }]\n`,
      ),
      'k8s/cm.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: app }\ndata:\n${Object.entries(
        envOf(l),
      )
        .map(([k, v]) => `  ${k}: ${JSON.stringify(v)}\n`)
        .join('')}`,
      'k8s/hpa.yaml': khpa(6),
      'k8s/db.yaml': dbk(l),
    }),
  ],
  [
    'kustomize generator',
    5,
    (l) => ({
      'deploy/base/app.yaml': kdep('app', 'registry.example.com/app:1', 1, {}, 8080).replace(
        /$/,
        `          envFrom: [{ configMapRef: { name: app } }]\n`,
      ),
      'deploy/base/db.yaml': dbk(l),
      'deploy/base/kustomization.yaml': 'resources: [app.yaml, db.yaml]\n',
      'deploy/prod/kustomization.yaml': `resources: [../base]\nreplicas: [{ name: app, count: 5 }]\nconfigMapGenerator:\n  - name: app\n    literals:\n${Object.entries(
        envOf(l),
      )
        .map(([k, v]) => `      - ${k}=${v}\n`)
        .join('')}`,
    }),
  ],
  [
    'helm',
    7,
    (l) => ({
      'chart/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\n',
      'chart/values.yaml': `replicas: 2\nenv:\n${Object.entries(envOf(l))
        .map(([k, v]) => `  ${k}: ${JSON.stringify(v)}\n`)
        .join('')}`,
      'chart/values-prod.yaml': 'replicas: 7\n',
      'chart/templates/app.yaml':
        kdep('app', 'registry.example.com/app:1', '{{ .Values.replicas }}', {}, 8080) +
        '          env:\n            {{- range $k, $v := .Values.env }}\n            - name: {{ $k }}\n              value: {{ $v | quote }}\n            {{- end }}\n',
      'chart/templates/db.yaml': dbk(l),
    }),
  ],
  [
    'tf ecs',
    8,
    (l) => ({
      'main.tf': `resource "aws_ecs_task_definition" "app" {\n  family = "app"\n  container_definitions = jsonencode([{ name = "app", image = "registry.example.com/app:1", environment = [${Object.entries(
        envOf(l),
      )
        .map(
          ([k, v]) =>
            `{ name = "${k}", value = ${v.includes('db:') ? JSON.stringify(v).replace('@db:', '@${aws_db_instance.db.address}:').replace('//db:', '//${aws_db_instance.db.address}:') : JSON.stringify(v)} }`,
        )
        .join(
          ', ',
        )}] }])\n}\nresource "aws_ecs_service" "app" {\n  name = "app"\n  task_definition = aws_ecs_task_definition.app.arn\n  desired_count = 2\n}\nresource "aws_appautoscaling_target" "app" {\n  service_namespace = "ecs"\n  resource_id = "service/main/app"\n  scalable_dimension = "ecs:service:DesiredCount"\n  min_capacity = 2\n  max_capacity = 8\n}\nresource "aws_db_instance" "db" {\n  identifier = "app"\n  engine = "${l.db === 'mysql' ? 'mysql' : 'postgres'}"\n  instance_class = "db.t3.medium"\n  allocated_storage = 20\n}\n`,
    }),
    (l) => l.db !== 'mongo',
  ],
  [
    'swarm',
    5,
    (l) => ({
      'stack.yml': `version: "3.8"\nservices:\n  app:\n    image: registry.example.com/app:1\n    environment:\n${Object.entries(
        envOf(l),
      )
        .map(([k, v]) => `      ${k}: ${JSON.stringify(v)}\n`)
        .join(
          '',
        )}    deploy: { replicas: 5, update_config: { order: start-first } }\n  db:\n    image: ${IMAGE[l.db]}\n`,
      'deploy.sh': '#!/bin/sh\ndocker stack deploy -c stack.yml app\n',
    }),
  ],
];

/** What every budget opens at rest, where all but its limit is known. */
async function countedIn(files: Files): Promise<readonly number[]> {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { budgets } = await service.capacity(ROOT);
  return budgets.flatMap(({ steady, missing }) =>
    missing.some(({ factor }) => factor !== 'the limit') ? [] : steady,
  );
}

for (const [deployment, count, make, fits] of DEPLOY) {
  describe(`what a system opens that is deployed with ${deployment}`, () => {
    for (const opening of LIBRARIES.filter((each) => fits?.(each) ?? true)) {
      const { title, lang, wsgi, pool, files } = opening;
      for (const [program, command, processes, most] of RUN[wsgi ? 'wsgi' : lang]) {
        it(`${title}, ${program}`, async () => {
          const each = most === null ? pool : Math.min(pool, most);
          const all = { ...files, Dockerfile: DOCKER[lang](command), ...make(opening) };
          assert.deepEqual(await countedIn(all), [count * processes * each]);
        });
      }
    }
  });
}
