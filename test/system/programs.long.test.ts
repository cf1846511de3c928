import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const PYTHON = {
  Dockerfile: 'FROM python:3.12\nCOPY . .\n',
  'app/__init__.py': '',
  'app/db.py': `from sqlalchemy import create_engine
import os
engine = create_engine(os.environ["DATABASE_URL"], pool_size=10, max_overflow=5)
`,
};
const RAILS = {
  Dockerfile: 'FROM ruby:3.3\nCOPY . .\n',
  Gemfile: 'gem "rails"\ngem "pg"\n',
  'config/database.yml':
    'production:\n  adapter: postgresql\n  url: <%= ENV["DATABASE_URL"] %>\n  pool: 10\n',
};
const compose = (command: string, more = '') => `services:
  web:
    build: .
    command: ${command}
    environment:
      DATABASE_URL: postgres://a@db/a
${more}  db: { image: 'postgres:16' }
`;

async function rows(files: Readonly<Record<string, string>>) {
  const { budgets } = await createService(memoryPorts(new Map(Object.entries(files)))).capacity(
    ROOT,
  );
  return budgets.flatMap(({ rows: all }) =>
    all.map(({ most, processes, each }) => [most.value, processes.value, each]),
  );
}

const NODE = {
  Dockerfile: 'FROM node:22\nCOPY . .\n',
  'src/api.js':
    "const { Pool } = require('pg');\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 7 });\n",
  'src/jobs.js': "console.log('jobs');\n",
};

/** A package whose client of Prisma is generated into it, as Nest's own documentation has it. */
const nestPackage = (name: string) => ({
  [`services/${name}/package.json`]: `{ "name": "${name}", "dependencies": { "@prisma/client": "6" } }`,
  [`services/${name}/prisma/schema.prisma`]:
    'datasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n',
  [`services/${name}/src/main.ts`]: "import { PrismaService } from './prisma.service';\n",
  [`services/${name}/src/prisma.service.ts`]: `import { Injectable } from '@nestjs/common';
import { PrismaClient } from './generated/prisma';

@Injectable()
export class PrismaService extends PrismaClient {
  constructor() {
    super({ log: ['error'] });
  }
}
`,
});

describe('processes and what each can open, by', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, number, number])[] = [
    [
      'the file that puma is told, beside another',
      {
        ...RAILS,
        'compose.yaml': compose('bundle exec puma -C config/puma/production.rb'),
        'config/puma/production.rb': 'workers 3\nthreads 2, 4\n',
        'config/puma.rb': 'workers 9\nthreads 9, 9\n',
      },
      3,
      4,
    ],
    [
      'the settings of pm2, whose count a variable says',
      {
        ...NODE,
        'compose.yaml': compose('pm2-runtime ecosystem.config.js', '      INSTANCES: "4"\n'),
        'ecosystem.config.js':
          "module.exports = { apps: [{ script: 'src/api.js', exec_mode: 'cluster', instances: process.env.INSTANCES || 1 }] };\n",
      },
      4,
      7,
    ],
    [
      'a program that pnpm starts by its name',
      {
        ...NODE,
        'compose.yaml': compose('pnpm exec pm2-runtime ecosystem.config.js -- --port 3000'),
        'ecosystem.config.js':
          "module.exports = { apps: [{ script: 'src/api.js', exec_mode: 'cluster', instances: 3 }] };\n",
      },
      3,
      7,
    ],
    [
      'one of two applications of pm2',
      {
        ...NODE,
        'compose.yaml': compose('pm2-runtime ecosystem.config.js --only api'),
        'ecosystem.config.js':
          "module.exports = { apps: [{ name: 'jobs', script: 'src/jobs.js', instances: 9 }, { name: 'api', script: 'src/api.js', instances: 2 }] };\n",
      },
      2,
      7,
    ],
    [
      'the settings of Sidekiq, whose threads a variable says',
      {
        ...RAILS,
        'compose.yaml': compose(
          'bundle exec sidekiq',
          '      SIDEKIQ_CONCURRENCY: "7"\n      RAILS_MAX_THREADS: "3"\n',
        ),
        'config/sidekiq.yml': ':concurrency: <%= ENV.fetch("SIDEKIQ_CONCURRENCY", 9) %>\n',
      },
      1,
      7,
    ],
    [
      'the file of puma for production, where nothing is told',
      {
        ...RAILS,
        'compose.yaml': compose('bundle exec puma'),
        'config/puma/production.rb': 'workers 3\nthreads 2, 4\n',
        'config/puma/staging.rb': 'workers 1\nthreads 1, 1\n',
      },
      3,
      4,
    ],
    [
      'config/sidekiq.yml, bounded by the pool',
      {
        ...RAILS,
        'compose.yaml': compose('bundle exec sidekiq'),
        'config/sidekiq.yml': ':concurrency: 20\n',
      },
      1,
      10,
    ],
    [
      'queue.yml of Solid Queue, whose workers want two more',
      {
        ...RAILS,
        'compose.yaml': compose('bin/jobs'),
        'config/queue.yml':
          'production:\n  workers:\n    - queues: "*"\n      threads: 5\n      processes: 2\n',
      },
      2,
      7,
    ],
    [
      'hypercorn.toml',
      {
        ...PYTHON,
        'compose.yaml': compose('hypercorn -c hypercorn.toml app.web:app'),
        'hypercorn.toml': 'bind = "0.0.0.0:80"\nworkers = 3\n',
      },
      3,
      15,
    ],
    [
      'GUNICORN_CMD_ARGS',
      {
        ...PYTHON,
        'compose.yaml': compose('gunicorn app.web:app', '      GUNICORN_CMD_ARGS: --workers=5\n'),
      },
      5,
      1,
    ],
    [
      'GRANIAN_WORKERS',
      {
        ...PYTHON,
        'compose.yaml': compose('granian app.web:app', '      GRANIAN_WORKERS: 2\n'),
      },
      2,
      15,
    ],
    [
      'uwsgi.ini',
      {
        ...PYTHON,
        'compose.yaml': compose('uwsgi --ini uwsgi.ini'),
        'uwsgi.ini': '[uwsgi]\nmodule = app.wsgi\nprocesses = 4\nthreads = 2\n',
      },
      4,
      2,
    ],
    ...[
      ['"$#" -gt 0', 1],
      ['$# -eq 0', 6],
      ['! -z "$1"', 1],
    ].map(([condition, count]): (typeof cases)[number] => [
      `an entry script that asks [ ${condition} ]`,
      {
        Dockerfile: 'FROM php:8.3-fpm\nCOPY . .\nENTRYPOINT ["./entry.sh"]\n',
        'entry.sh': `#!/bin/sh\nif [ ${condition} ]; then\n  exec ${condition === '$# -eq 0' ? 'php-fpm' : '"$@"'}\nfi\nexec ${condition === '$# -eq 0' ? '"$@"' : 'php-fpm'}\n`,
        'www.conf': '[www]\nlisten = 9000\npm = static\npm.max_children = 6\n',
        'compose.yaml': compose(
          condition === '$# -eq 0' ? '[]' : '["php", "artisan", "queue:work"]',
        ),
      },
      Number(count),
      1,
    ]),
    [
      'the package of a workspace that is compiled within its folder, and its service of Nest that extends the client',
      {
        Dockerfile: 'FROM node:22\nCOPY . .\n',
        ...nestPackage('orders'),
        ...nestPackage('users'),
        'compose.yaml': compose('["node", "services/orders/dist/main.js"]').replace(
          '@db/a',
          '@db/a?connection_limit=9',
        ),
      },
      1,
      9,
    ],
    [
      'the settings of the project of .NET that its assembly is called after',
      {
        Dockerfile:
          'FROM mcr.microsoft.com/dotnet/aspnet:8.0\nCOPY . .\nENTRYPOINT ["dotnet", "Shop.Orders.dll"]\n',
        'src/Shop.Orders/appsettings.json':
          '{ "ConnectionStrings": { "Default": "Host=db;Database=a;Maximum Pool Size=11" } }',
        'src/Shop.Users/appsettings.json':
          '{ "ConnectionStrings": { "Default": "Host=db;Database=a;Maximum Pool Size=13" } }',
        'compose.yaml': compose('[]').replace('    command: []\n', ''),
      },
      1,
      11,
    ],
    ['rq worker-pool', { ...PYTHON, 'compose.yaml': compose('rq worker-pool -n 4 high') }, 4, 1],
  ];
  for (const [name, files, count, each] of cases) {
    it(name, async () => assert.deepEqual(await rows(files), [[1, count, each]]));
  }
});

describe('where nothing else says what runs', () => {
  it('a unit of systemd does, on a machine that is taken for one', async () => {
    const unit = `[Service]
Environment=DATABASE_URL=postgres://a@db.internal/a
ExecStart=/srv/venv/bin/gunicorn -w 4 app.web:app
`;
    assert.deepEqual(await rows({ ...PYTHON, 'deploy/web.service': unit }), [[1, 4, 1]]);
  });

  it('a Procfile does, and how many dynos run is not known', async () => {
    const files = {
      ...PYTHON,
      Procfile: 'web: gunicorn -w 4 app.web:app\nrelease: alembic upgrade head\n',
    };
    assert.deepEqual(await rows(files), [[null, 4, 1]]);
    const beside = { ...files, 'compose.yaml': compose('gunicorn -w 2 app.web:app') };
    assert.deepEqual(await rows(beside), [[1, 2, 1]]);
  });
});
