import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

/** Two containers of `web`, built from the root, beside a PostgreSQL. */
const COMPOSE = `services:
  web:
    build: .
    environment: { DATABASE_URL: 'postgres://app@db:5432/app' }
    deploy: { replicas: 2 }
  db: { image: 'postgres:16' }
`;

const node = (source: string) => ({
  'compose.yaml': COMPOSE,
  Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "server.js"]\n',
  'package.json': '{ "name": "web" }',
  'server.js': source,
});

const python = (files: Readonly<Record<string, string>>, command: string) => ({
  'compose.yaml': COMPOSE,
  Dockerfile: `FROM python:3.12\nCOPY . .\nCMD ${command}\n`,
  ...files,
});

/** What every budget opens at rest, and what could not be counted. */
async function counted(files: Readonly<Record<string, string>>) {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { budgets, uncounted } = await service.capacity(ROOT);
  return {
    steady: budgets.map(({ steady }) => steady),
    missing: [...budgets.flatMap(({ missing }) => missing), ...uncounted].map(({ why }) => why),
  };
}

describe('the size of a pool', () => {
  const gunicorn = '["gunicorn", "-w", "1", "--threads", "20", "-b", ":8000", "web:create_app()"]';
  const extensions = 'from flask_sqlalchemy import SQLAlchemy\n\ndb = SQLAlchemy()\n';
  const factory =
    'from flask import Flask\n\nfrom .extensions import db\n\n\ndef create_app():\n    app = Flask(__name__)\n    db.init_app(app)\n    return app\n';
  const flask = (config: string) =>
    python(
      { 'config.py': config, 'web/__init__.py': factory, 'web/extensions.py': extensions },
      gunicorn,
    );

  it('of Flask-SQLAlchemy is that of the settings of its application', async () => {
    const config = `import os


class Config:
    SQLALCHEMY_DATABASE_URI = os.environ["DATABASE_URL"]
    SQLALCHEMY_ENGINE_OPTIONS = {"pool_size": 4, "max_overflow": 2}


class TestConfig(Config):
    SQLALCHEMY_ENGINE_OPTIONS = {"pool_size": 1}
`;
    assert.deepEqual((await counted(flask(config))).steady, [12]);
    const written = config.replace('"pool_size": 4', '"pool_size": int(os.environ["POOL_SIZE"])');
    assert.deepEqual(await counted(flask(written)), {
      steady: [0],
      missing: ['POOL_SIZE is not set'],
    });
  });

  it('of Flask-SQLAlchemy is its default where no setting says more', async () => {
    const config = 'import os\n\nSQLALCHEMY_DATABASE_URI = os.environ["DATABASE_URL"]\n';
    assert.deepEqual((await counted(flask(config))).steady, [30]);
  });

  it('of Flask-SQLAlchemy is not known where two settings of production differ', async () => {
    const two = `class Small:
    SQLALCHEMY_ENGINE_OPTIONS = {"pool_size": 2}


class Large:
    SQLALCHEMY_ENGINE_OPTIONS = {"pool_size": 8}
`;
    assert.deepEqual((await counted(flask(two))).steady, [0]);
  });

  it('of Flask-SQLAlchemy counts on the server that the settings of its application name', async () => {
    const reports = '  reports: { image: "mysql:8", command: [mysqld, --max-connections=40] }\nx: ';
    const named = async (set: string) => {
      const app = factory.replace('    db.init_app', `    ${set}\n    db.init_app`);
      const files = {
        ...flask('# nothing\n'),
        'web/__init__.py': `import os\n${app}`,
        'compose.yaml': `${COMPOSE}${reports}1\n`,
      };
      const service = createService(memoryPorts(new Map(Object.entries(files))));
      const { budgets } = await service.capacity(ROOT);
      return budgets.map(({ server, steady, limit }) => [server, steady, limit]);
    };
    const address = 'os.environ["DATABASE_URL"]';
    for (const set of [
      `app.config["SQLALCHEMY_DATABASE_URI"] = ${address}`,
      `app.config.from_mapping(SQLALCHEMY_DATABASE_URI=${address})`,
      `app.config.update({"SQLALCHEMY_DATABASE_URI": ${address}})`,
    ])
      assert.deepEqual(await named(set), [['db', 30, 97]], set);
  });

  it('of Databases is what it is given', async () => {
    const main = `import os

from databases import Database
from fastapi import FastAPI

database = Database(os.environ["DATABASE_URL"], min_size=1, max_size=7)
app = FastAPI()
`;
    const command = '["uvicorn", "main:app", "--host", "0.0.0.0"]';
    assert.deepEqual((await counted(python({ 'main.py': main }, command))).steady, [14]);
  });

  it('of Drizzle is its driver’s where it is given an address, and it is none where it is given a pool', async () => {
    const drizzle = "const { drizzle } = require('drizzle-orm/node-postgres');\n";
    const own = `${drizzle}const db = drizzle(process.env.DATABASE_URL);\n`;
    assert.deepEqual((await counted(node(own))).steady, [20]);
    const sized = `${drizzle}const db = drizzle({ connection: { connectionString: process.env.DATABASE_URL, max: 6 } });\n`;
    assert.deepEqual((await counted(node(sized))).steady, [12]);
    const given = `${drizzle}const { Pool } = require('pg');\nconst db = drizzle(new Pool({ connectionString: process.env.DATABASE_URL, max: 3 }));\n`;
    assert.deepEqual((await counted(node(given))).steady, [6]);
  });

  it('of the reactive driver of Spring Boot is what its settings say', async () => {
    const spring = (properties: string, variables = '') => ({
      'compose.yaml': COMPOSE.replace(/environment: .*/, `environment: { ${variables} }`),
      Dockerfile:
        'FROM eclipse-temurin:21-jre\nCOPY target/app.jar app.jar\nCMD ["java", "-jar", "app.jar"]\n',
      'pom.xml': '<project><artifactId>web</artifactId></project>',
      'src/main/resources/application.properties': properties,
    });
    const url = 'spring.r2dbc.url=r2dbc:postgresql://db:5432/app\n';
    const sized = `${url}spring.r2dbc.pool.max-size=8\n`;
    const steady = async (properties: string, variables?: string) =>
      (await counted(spring(properties, variables))).steady;
    assert.deepEqual(await steady(sized), [16]);
    assert.deepEqual(await steady(url), [20]);
    assert.deepEqual(await steady(url.replace('r2dbc:', 'r2dbc:pool:')), [20]);
    assert.deepEqual(await steady(sized, 'SPRING_R2DBC_POOL_MAX_SIZE: "6"'), [12]);
    assert.deepEqual(await steady(sized, 'SPRING_R2DBC_POOL_MAXSIZE: "5"'), [10]);
    const size = 'spring.r2dbc.pool.max-size=7\n';
    const address = 'SPRING_R2DBC_URL: "r2dbc:postgresql://db:5432/app"';
    assert.deepEqual(await steady(size, address), [14]);
    const jdbc = 'spring.datasource.url=jdbc:postgresql://db:5432/app\n';
    assert.deepEqual(await steady(sized + jdbc), [36]);
    // Without a pool each use opens a connection of its own, and nobody says how many.
    assert.deepEqual(await steady(`${sized}spring.r2dbc.pool.enabled=false\n`), []);
  });

  it('of Quarkus is what its settings say, in an image of what was built before', async () => {
    const quarkus = (properties: string) => ({
      'compose.yaml': COMPOSE,
      Dockerfile:
        'FROM eclipse-temurin:21-jre\nCOPY target/quarkus-app /app\nCMD ["java", "-jar", "/app/quarkus-run.jar"]\n',
      'pom.xml': '<project><artifactId>web</artifactId></project>',
      'src/main/resources/application.properties': properties,
    });
    const url = 'quarkus.datasource.jdbc.url=jdbc:postgresql://db:5432/app\n';
    const sizes =
      'quarkus.datasource.jdbc.max-size=16\n%dev.quarkus.datasource.jdbc.max-size=2\n%prod.quarkus.datasource.jdbc.max-size=9\n';
    assert.deepEqual((await counted(quarkus(url + sizes))).steady, [18]);
    // Its default differs by version.
    assert.deepEqual((await counted(quarkus(url))).steady, [0]);
  });
});
