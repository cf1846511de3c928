import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const DATABASE = `
resource "aws_db_parameter_group" "main" {
  name   = "main"
  family = "mysql8.0"
  parameter {
    name  = "max_connections"
    value = "300"
  }
}
resource "aws_db_instance" "main" {
  identifier           = "main"
  engine               = "mysql"
  instance_class       = "db.m6g.large"
  parameter_group_name = aws_db_parameter_group.main.name
}
`;
const service = (name: string, tasks: number, container: string) => `
resource "aws_ecs_service" "${name}" {
  name            = "${name}"
  desired_count   = ${tasks}
  task_definition = aws_ecs_task_definition.${name}.arn
}
resource "aws_ecs_task_definition" "${name}" {
  family                = "${name}"
  container_definitions = jsonencode([{
    name        = "${name}"
    image       = "registry.example/${name}:1"
    environment = [{ name = "DB_HOST", value = aws_db_instance.main.address }]
    ${container}
  }])
}
`;
const FPM = `[www]
listen = 9000
pm = static
pm.max_children = 20
`;
const SITE = {
  'site/Dockerfile': 'FROM php:8.3-fpm\nCOPY . /srv\nCMD ["php-fpm"]\n',
  'site/www.conf': FPM,
};

async function budgets(files: Readonly<Record<string, string>>) {
  const all = new Map(Object.entries(files));
  return (await createService(memoryPorts(all)).capacity(ROOT)).budgets;
}

describe('what opens connections without a pool in sight', () => {
  it('is a child of PHP-FPM each: it holds one connection for the request it works on', async () => {
    const [budget, ...others] = await budgets({
      ...SITE,
      'infra/main.tf': DATABASE + service('site', 6, ''),
    });
    assert.deepEqual(others, []);
    assert.deepEqual(
      [budget?.server, budget?.limit, budget?.steady, budget?.rollout],
      ['main', 300, 120, [240, 240]],
    );
    assert.deepEqual(budget?.missing, []);
    assert.equal(budget?.rows[0]?.arithmetic, '6 tasks × 20 processes × 1');
  });

  it('is named where it has the address of the server: nothing is within a budget that lacks it', async () => {
    const [budget] = await budgets({
      ...SITE,
      'infra/main.tf':
        DATABASE + service('site', 6, '') + service('mails', 2, 'command = ["bin/mails"]'),
    });
    assert.equal(budget?.steady, 120);
    assert.deepEqual(
      budget?.missing.map(({ factor }) => factor),
      ['connections of mails'],
    );
  });

  it('is a pooler with the address of the server that no pool in sight goes through', async () => {
    const pooler = service('pooler', 2, '').replace(
      'registry.example/pooler:1',
      'edoburu/pgbouncer:v1.23.1-p2',
    );
    const [budget] = await budgets({
      ...SITE,
      'infra/main.tf': DATABASE + service('site', 6, '') + pooler,
    });
    assert.equal(budget?.steady, 120);
    assert.deepEqual(
      budget?.missing.map(({ factor }) => factor),
      ['connections of pooler'],
    );
  });

  it('is not what ends by itself, what everybody knows, and a program that loads no pool of its code', async () => {
    const [budget] = await budgets({
      ...SITE,
      'mails/Dockerfile': 'FROM node:22\nCOPY . .\nCMD ["node", "ping.js"]\n',
      'mails/package.json': '{ "name": "mails", "dependencies": { "mysql2": "3" } }',
      'mails/ping.js': 'console.log(1);\n',
      'mails/db.js':
        "import mysql from 'mysql2';\nexport const pool = mysql.createPool({ host: process.env.DB_HOST });\n",
      'infra/main.tf':
        DATABASE +
        service('site', 6, '') +
        service('migrate', 1, 'command = ["flyway", "migrate"]') +
        service('nginx', 1, '').replace('registry.example/nginx:1', 'nginx:1.27') +
        service('mails', 1, ''),
    });
    assert.deepEqual(budget?.missing, []);
  });
});

/** A program of Node in a folder, with a pool of 20 to the server that a variable names. */
const NODE = (folder: string, library: 'pg' | 'mysql2') => {
  const pool = {
    pg: "const { Pool } = require('pg');\nexports.pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });\n",
    mysql2:
      "const mysql = require('mysql2');\nexports.pool = mysql.createPool({ host: process.env.DB_HOST, connectionLimit: 20 });\n",
  };
  return {
    [`${folder}Dockerfile`]: 'FROM node:22\nCOPY . .\nCMD ["node", "web.js"]\n',
    [`${folder}package.json`]: `{ "name": "web", "dependencies": { "${library}": "8" } }`,
    [`${folder}web.js`]: pool[library],
  };
};

/** MySQL of compose that grants 60, and services of one image of PHP beside it. */
const composed = (services: Readonly<Record<string, string>>, files = {}) => ({
  Dockerfile: 'FROM php:8.3-fpm\nCOPY . .\n',
  'docker/www.conf': FPM.replace('20', '50'),
  ...files,
  'docker-compose.yml': `services:\n${Object.entries(services)
    .map(
      ([name, own]) =>
        `  ${name}:\n    build: .\n    environment: { DB_HOST: mysql, APP_ENV: production }\n${own && `    command: ${own}\n`}`,
    )
    .join('')}  mysql:\n    image: mysql:8.4\n    command: --max-connections=60\n`,
});
const HORIZON = {
  'config/horizon.php': `<?php
return [
    'defaults' => [
        'main' => ['queue' => ['default'], 'maxProcesses' => 1],
        'mails' => ['queue' => ['mails'], 'maxProcesses' => 2],
    ],
    'environments' => [
        'production' => ['main' => ['maxProcesses' => env('HORIZON_MOST', 12)], 'reports' => ['tries' => 1]],
        'local' => ['main' => ['maxProcesses' => 3]],
    ],
];
`,
};

describe('what a program of PHP opens beside PHP-FPM', () => {
  const lines = async (files: Readonly<Record<string, string>>) => {
    const [budget] = await budgets(files);
    return [
      ...(budget?.rows.map(({ arithmetic }) => arithmetic) ?? []),
      ...(budget?.missing.map(({ factor }) => factor) ?? []),
    ];
  };

  it('is one connection for each worker of Horizon, as its environment says', async () =>
    // 12 of main, 2 of mails, and one of reports, which says no number.
    assert.deepEqual(await lines(composed({ app: '', jobs: 'php artisan horizon' }, HORIZON)), [
      '1 container × 50 processes × 1',
      '1 container × 15 processes × 1',
    ]));

  it('is not known where the environment of Horizon is not', async () => {
    const files = composed({ app: '', jobs: 'php artisan horizon' }, HORIZON);
    const open = files['docker-compose.yml'].replaceAll(', APP_ENV: production', '');
    assert.deepEqual(await lines({ ...files, 'docker-compose.yml': open }), [
      '1 container × 50 processes × 1',
      '1 container × ? processes × 1',
      'maxProcesses of jobs',
    ]);
  });

  it('is one for a worker of Symfony, and for each of Octane', async () =>
    assert.deepEqual(
      await lines(
        composed({
          app: 'php artisan octane:start --workers=4',
          mails: 'php bin/console messenger:consume async --time-limit=3600',
          migrate: 'php bin/console doctrine:migrations:migrate -n',
        }),
      ),
      ['1 container × 4 processes × 1', '1 container × 1 process × 1'],
    ));

  it('is not known of Apache, whose own files say how many children there are', async () =>
    assert.deepEqual(
      await lines(composed({ app: '' }, { Dockerfile: 'FROM php:8.3-apache\nCOPY . .\n' })),
      ['1 container × ? processes × 1', 'MaxRequestWorkers of app'],
    ));

  it('is not known of a program of its own, though PHP-FPM of the same code is counted', async () =>
    assert.deepEqual(await lines(composed({ app: '', import: 'php import.php' })), [
      '1 container × 50 processes × 1',
      'connections of import',
    ]));
});

describe('a tool that everybody knows', () => {
  it('is a client where it keeps what it is for in a database', async () => {
    const compose = (image: string) => `services:
  web:
    build: .
    environment: { DATABASE_URL: 'postgres://a:b@db:5432/a' }
  tool:
    image: ${image}
    environment: { KC_DB_URL: 'jdbc:postgresql://db:5432/tool' }
  db:
    image: postgres:17
`;
    const files = (image: string) => ({
      ...NODE('', 'pg'),
      'docker-compose.yml': compose(image),
    });
    const missing = async (image: string) =>
      (await budgets(files(image)))[0]?.missing.map(({ factor }) => factor);
    assert.deepEqual(await missing('quay.io/keycloak/keycloak:26.0'), ['connections of tool']);
    assert.deepEqual(await missing('adminer:5'), []);
  });
});

describe('a variable that tells a program where its database is', () => {
  const missing = async (name: string, value: string) => {
    const [budget] = await budgets({
      ...NODE('', 'pg'),
      'docker-compose.yml': `services:
  web: { build: ., environment: { DATABASE_URL: 'postgres://a:b@db:5432/a' } }
  other: { image: 'registry.example/other:3', environment: { ${name}: '${value}' } }
  db: { image: 'postgres:17' }
`,
    });
    return budget?.missing.map(({ why }) => why.split(' ')[0]);
  };
  for (const [name, value] of [
    ['SPRING_DATASOURCE_URL', 'jdbc:postgresql://db:5432/a'],
    ['ConnectionStrings__Main', 'Host=db;Database=b;Username=b'],
    ['DB_POSTGRESDB_HOST', 'db'],
    ['MB_DB_CONNECTION_URI', 'postgres://db:5432/meta'],
    ['DB_ADDR', 'db'],
    ['LEDGER', 'postgresql+asyncpg://db:5432/a'],
  ] as const) {
    it(`is ${name}`, async () => assert.deepEqual(await missing(name, value), [name]));
  }
  for (const [name, value] of [
    ['REDIS_URL', 'redis://db:6379/1'],
    ['WAIT_HOSTS', 'db:5432'],
    ['HOME_URL', 'https://db:443/'],
  ] as const) {
    it(`is not ${name}`, async () => assert.deepEqual(await missing(name, value), []));
  }
});

describe('what runs on each node, or by a schedule', () => {
  const pod = (name: string, at: string) =>
    `${at}containers: [{ name: ${name}, image: 'registry.example/${name}:1', env: [{ name: DATABASE_URL, value: 'postgres://a@db/a' }] }]\n`;
  const manifests = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'registry.example/web:1', command: [node, web.js], env: [{ name: DATABASE_URL, value: 'postgres://a@db/a' }] }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: 'postgres:17' }] }
---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { selector: { app: db }, ports: [{ port: 5432 }] }
`;
  const missing = async (object: string) => {
    const [budget] = await budgets({
      ...NODE('web/', 'pg'),
      'k8s/all.yaml': `${manifests}---\n${object}`,
    });
    return [budget?.steady, ...(budget?.missing.map(({ factor }) => factor) ?? [])];
  };
  const labels = '{ matchLabels: { app: sync } }';

  it('is a client as any other: a DaemonSet', async () =>
    assert.deepEqual(
      await missing(
        `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: sync }\nspec:\n  selector: ${labels}\n  template:\n    metadata: { labels: { app: sync } }\n    spec:\n${pod('sync', '      ')}`,
      ),
      [20, 'connections of sync'],
    ));

  it('is a client as any other: a CronJob', async () =>
    assert.deepEqual(
      await missing(
        `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: sync }\nspec:\n  schedule: '0 * * * *'\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n${pod('sync', '          ')}`,
      ),
      [20, 'connections of sync'],
    ));

  it('counts as often as there are nodes, which is not known: a DaemonSet of known code', async () =>
    assert.deepEqual(
      await missing(
        `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: web-node }\nspec:\n  selector: ${labels}\n  template:\n    metadata: { labels: { app: sync } }\n    spec:\n${pod('web', '      ').replace('image: ', 'command: [node, web.js], image: ')}`,
      ),
      [20, 'replicas of web-node'],
    ));
});

describe('a key of a Secret that leads one program to a server', () => {
  it('leads another there that reads it too: beside it in its pod, or in a task', async () => {
    const secret =
      'env: [{ name: DATABASE_URL, valueFrom: { secretKeyRef: { name: db, key: url } } }]';
    const files = {
      'headroom.yaml':
        'root: true\ndatabases:\n  - { name: main, engine: postgres, maxConnections: 200 }\n',
      ...NODE('web/', 'pg'),
      'k8s/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, image: 'registry.example/web:1', command: [node, web.js], ${secret} }
        - { name: sync, image: 'registry.example/sync:1', ${secret} }
`,
    };
    const missing = async (all: Readonly<Record<string, string>>) =>
      (await budgets(all))[0]?.missing.map(({ factor }) => factor);
    assert.deepEqual(await missing(files), ['connections of web/sync']);
    const another = files['k8s/web.yaml'].replace(/key: url(?=[^\n]*\n$)/, 'key: reports');
    assert.deepEqual(await missing({ ...files, 'k8s/web.yaml': another }), []);
  });

  it('leads another there that takes the whole Secret, and none that takes another one', async () => {
    const pods = (name: string, command: string, secret: string) => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - { name: ${name}, image: 'registry.example/${name}:1', ${command}envFrom: [{ secretRef: { name: ${secret} } }] }
`;
    const files = {
      'headroom.yaml':
        'root: true\ndatabases:\n  - { name: main, engine: postgres, maxConnections: 200 }\n',
      'web/Dockerfile': 'FROM node:22\nCOPY . .\n',
      'web/package.json': '{ "name": "web", "dependencies": { "pg": "8" } }',
      'web/web.js':
        "const { Pool } = require('pg');\nexports.pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });\n",
    };
    const web = pods('web', 'command: [node, web.js], ', 'shop');
    const missing = async (other: string) =>
      (await budgets({ ...files, 'k8s/all.yaml': web + other }))[0]?.missing.map(
        ({ factor, why }) => `${factor}: ${why}`,
      );
    assert.deepEqual(await missing(pods('bills', '', 'shop')), [
      'connections of bills: the Secret shop may give it the address, and no pool of it is in sight',
    ]);
    assert.deepEqual(await missing(pods('bills', '', 'mail')), []);
  });

  it('and an image of another name is not taken for the code beside its task', async () => {
    const files = {
      ...NODE('', 'mysql2'),
      'main.tf':
        DATABASE + service('web', 2, 'command = ["node", "web.js"]') + service('jobs', 9, ''),
    };
    const [budget] = await budgets(files);
    assert.deepEqual(
      [budget?.steady, budget?.missing.map(({ factor }) => factor)],
      [40, ['connections of jobs']],
    );
  });
});
