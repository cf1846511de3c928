import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FactValue } from '../../src/service/contracts/fact';
import { processSettings } from '../../src/service/languages/process-settings';
import { recognise } from '../../src/service/languages/registry';
import { analysed } from '../support/analysed';
import { factsOf, survivesAll } from './support';

/** A value in short: what is known, `NAME=fallback` of a variable, or why it is not known. */
function short(value: FactValue<unknown> | undefined): unknown {
  if (value?.state === 'known') return value.value;
  if (value?.state !== 'unknown') return value?.state;
  return value.reference ? `${value.reference.name}=${value.reference.fallback}` : `? ${value.why}`;
}

function shorts(
  values: Readonly<Record<string, FactValue<unknown>>> | undefined,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [name, short(value)]),
  );
}

const FILES = {
  'gunicorn.conf.py': `import multiprocessing, os
bind = "0.0.0.0:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "4"))
threads = os.getenv("THREADS") or 8
timeout = 2 * 60
keepalive = KEEP = 75
worker_class = 'gthread'
max_requests = multiprocessing.cpu_count() * 2 + 1
`,
  'config/puma/production.rb': `min_threads_count = ENV.fetch("RAILS_MIN_THREADS") { 2 }
threads min_threads_count, ENV.fetch("RAILS_MAX_THREADS", 5)
workers Integer(ENV["WEB_CONCURRENCY"] || 3)
persistent_timeout 75 # seconds
preload_app!
`,
  'config/unicorn.rb': `worker_processes ENV["UNICORN"].to_i
timeout 30
`,
  'deploy/uwsgi.ini': `[uwsgi]
processes = 4
threads = $(THREADS)
harakiri = 30
master = true
`,
  'supervisor/app.conf': `[program:web]
command=gunicorn -w 4 app:app ; the server
numprocs=2
stopwaitsecs=60
environment=A="1",B="%(ENV_B)s"
[program:worker]
command=celery -A app worker -c %(ENV_C)s
`,
  'ecosystem.config.js': `const max = 4;
module.exports = {
  apps: [
    { name: 'api', script: './dist/main.js', args: '--x', instances: max, exec_mode: 'cluster', kill_timeout: 5000, env: { PORT: 3000 } },
    { name: 'jobs', script: 'worker.py', instances: 'max' },
    { name: 'one', script: 'a.js', instances: Number(process.env.N ?? 2) },
  ],
};
`,
  'pm2.json': '{ "apps": [{ "name": "a", "script": "a.js", "instances": 3 }] }',
  Procfile: `web: bundle exec puma -C config/puma.rb
release: python manage.py migrate && echo done
`,
  'deploy/shop.service': `[Unit]
Description=Shop
[Service]
ExecStart=/usr/bin/gunicorn -w 4 \\
  shop:app
Environment=A=1 "B=two words"
Environment=C=3
TimeoutStopSec=20
`,
  'shop/tasks.py': `from celery import Celery
app = Celery("shop", broker=os.environ["REDIS_URL"])
app.conf.update(
    task_time_limit=30 * 60,
    task_soft_time_limit=1500,
    task_acks_late=True,
    broker_transport_options={"visibility_timeout": 900},
    worker_concurrency=int(env("C", default=4)),
)
app.conf.beat_schedule = {
    "purge": {"task": "shop.purge", "schedule": 60.0},
    "report": {"task": "shop.report", "schedule": crontab(hour=3)},
    "sync": {"task": "shop.sync", "schedule": timedelta(minutes=5)},
}
`,
  'config/celery/base.py': `CELERY_BROKER_URL = env("CELERY_BROKER_URL")
CELERY_TASK_TIME_LIMIT = 5 * 60
`,
  'config/queue.yml': `default: &default
  workers:
    - queues: "*"
      threads: 3
      processes: <%= ENV.fetch("JOB_CONCURRENCY", 1) %>
production:
  <<: *default
`,
} as const;

async function settings(path: keyof typeof FILES) {
  const [fact] = await factsOf('process-settings', path, FILES[path]);
  assert.ok(fact, path);
  return fact;
}

async function queue(path: keyof typeof FILES) {
  const [fact] = await factsOf('queue-app', path, FILES[path]);
  assert.ok(fact, path);
  return fact;
}

describe('process settings', () => {
  it('are told by name and content', () => {
    for (const path of Object.keys(FILES) as (keyof typeof FILES)[]) {
      const elsewhere: Readonly<Record<string, string>> = {
        'config/puma/production.rb': 'pool-settings',
        'shop/tasks.py': 'application-code',
      };
      const id = recognise({ path, text: FILES[path] })?.id;
      assert.equal(id, elsewhere[path] ?? 'process-settings', path);
    }
    for (const [path, text] of [
      ['gunicorn.conf.py', 'x = 1\n'],
      ['tests/gunicorn.conf.py', FILES['gunicorn.conf.py']],
      ['app.service', 'hello\n'],
      ['Procfile.dev', FILES.Procfile],
    ] as const) {
      assert.equal(recognise({ path, text })?.id, undefined, path);
    }
  });

  it('of gunicorn are values, variables with defaults, or open', async () => {
    assert.deepEqual(shorts((await settings('gunicorn.conf.py')).settings), {
      bind: '0.0.0.0:8000',
      workers: 'WEB_CONCURRENCY=4',
      threads: 'THREADS=8',
      timeout: 120,
      keepalive: '? what KEEP = 75 gives',
      worker_class: 'gthread',
      max_requests: '? the cores of the machine (multiprocessing.cpu_count() * 2 + 1)',
    });
  });

  it('of Ruby servers are calls, of which the last argument counts', async () => {
    const puma = await settings('config/puma/production.rb');
    assert.equal(puma.environment, 'production');
    assert.deepEqual(shorts(puma.settings), {
      min_threads: 'RAILS_MIN_THREADS=2',
      threads: 'RAILS_MAX_THREADS=5',
      workers: 'WEB_CONCURRENCY=3',
      persistent_timeout: 75,
    });
    assert.deepEqual(shorts((await settings('config/unicorn.rb')).settings), {
      worker_processes: 'UNICORN=null',
      timeout: 30,
    });
  });

  it('of uWSGI stand in its section', async () => {
    assert.deepEqual(shorts((await settings('deploy/uwsgi.ini')).settings), {
      processes: 4,
      threads: 'THREADS=null',
      harakiri: 30,
      master: true,
    });
  });

  it('of process managers name programs', async () => {
    for (const [path, expected] of [
      [
        'supervisor/app.conf',
        [
          ['web', ['gunicorn', '-w', '4', 'app:app'], 2, { A: '1', B: 'B=null' }],
          ['worker', ['celery', '-A', 'app', 'worker', '-c', '${C}'], 'absent', {}],
        ],
      ],
      [
        'ecosystem.config.js',
        [
          ['api', ['node', './dist/main.js', '--x'], 4, { PORT: '3000' }],
          ['jobs', ['worker.py'], '? the cores of the machine (max)', {}],
          ['one', ['node', 'a.js'], 'N=2', {}],
        ],
      ],
      ['pm2.json', [['a', ['node', 'a.js'], 3, {}]]],
      [
        'Procfile',
        [
          ['web', ['bundle', 'exec', 'puma', '-C', 'config/puma.rb'], 'absent', {}],
          ['release', null, 'absent', {}],
        ],
      ],
      [
        'deploy/shop.service',
        [
          [
            'shop',
            ['/usr/bin/gunicorn', '-w', '4', 'shop:app'],
            'absent',
            { A: '1', B: 'two words', C: '3' },
          ],
        ],
      ],
    ] as const) {
      const { programs } = await settings(path);
      assert.deepEqual(
        programs.map(({ name, command, count, environment }) => [
          name,
          command?.words,
          short(count),
          shorts(environment),
        ]),
        expected,
        path,
      );
    }
    assert.equal(
      short((await settings('deploy/shop.service')).programs[0]?.settings.TimeoutStopSec),
      20,
    );
  });

  it('of queues say concurrency, times and schedule', async () => {
    const celery = await queue('shop/tasks.py');
    assert.deepEqual(
      [
        celery.broker,
        celery.concurrency,
        celery.timeLimit,
        celery.softTimeLimit,
        celery.acksLate,
        celery.visibilityTimeout,
      ].map(short),
      ['REDIS_URL=null', 'C=4', 1800, 1500, true, 900],
    );
    assert.deepEqual(
      celery.schedule.map(({ name, task, every }) => [name, short(task), short(every)]),
      [
        ['purge', 'shop.purge', 60],
        ['report', 'shop.report', '? no plain value'],
        ['sync', 'shop.sync', 300],
      ],
    );
    const django = await queue('config/celery/base.py');
    assert.deepEqual([django.broker, django.timeLimit].map(short), ['CELERY_BROKER_URL=null', 300]);
    const [settings] = await factsOf(
      'queue-app',
      'shop/settings.py',
      'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}\nCELERY_TASK_TIME_LIMIT = 60\n',
    );
    assert.equal(short(settings?.timeLimit), 60);
    const solid = await queue('config/queue.yml');
    assert.deepEqual([solid.concurrency, solid.processes].map(short), [3, 'JOB_CONCURRENCY=1']);
  });

  it('survive any text', async () => {
    for (const [path, text] of Object.entries(FILES)) {
      await survivesAll(
        async (own) => analysed(processSettings, { uri: '', path, text: own }),
        [text],
      );
    }
  });
});
