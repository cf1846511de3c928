import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { reviewFiles } from '../support/examples';
import { memoryPorts, ROOT } from '../support/memory';

type Files = Readonly<Record<string, string>>;

const UNIT = (exec: string, more = '') => `[Service]
WorkingDirectory=/srv/shop/current
EnvironmentFile=/srv/shop/current/deploy/production.env
EnvironmentFile=-/etc/shop/secrets.env
ExecStart=${exec}
${more}`;

const NGINX = (servers: readonly string[]) => `events {}
http {
  upstream shop {
${servers.map((server) => `    server ${server};\n`).join('')}  }
  server { listen 80; location / { proxy_pass http://shop; } }
}
`;

const SHOP: Files = {
  Gemfile: 'gem "rails"\ngem "puma"\ngem "sidekiq"\n',
  'config/database.yml':
    'production:\n  adapter: mysql2\n  pool: <%= ENV.fetch("RAILS_MAX_THREADS") { 5 } %>\n  host: <%= ENV["DATABASE_HOST"] %>\n',
  'config/puma.rb':
    'threads_count = ENV.fetch("RAILS_MAX_THREADS") { 5 }\nthreads threads_count, threads_count\nworkers ENV.fetch("WEB_CONCURRENCY") { 2 }\n',
  'deploy/production.env':
    'RAILS_MAX_THREADS=8\nWEB_CONCURRENCY=4\nDATABASE_HOST=db1.internal\nREDIS_URL=redis://redis1.internal:6379/0\n',
  'deploy/puma.service': UNIT('/usr/bin/bundle exec puma -C config/puma.rb'),
  'deploy/nginx.conf': NGINX(['app1.internal:3000', 'app2.internal:3000', 'app3.internal:3000']),
  'deploy/mysql/my.cnf': '[mysqld]\nmax_connections = 100\n',
};

async function budgetsOf(files: Files) {
  const { budgets } = await createService(memoryPorts(new Map(Object.entries(files)))).capacity(
    ROOT,
  );
  return budgets.map(({ server, limit, steady }) => `${server} ${steady} of ${limit ?? '?'}`);
}

describe('units of systemd', () => {
  it('take variables of files of the repository, on the machines nginx sends to', async () => {
    assert.deepEqual(await budgetsOf(SHOP), ['db1.internal 96 of 100']);
    // Two ports of one machine are two processes of it, which no file counts.
    const alone = { ...SHOP, 'deploy/nginx.conf': NGINX(['127.0.0.1:3000', '127.0.0.1:3001']) };
    assert.deepEqual(await budgetsOf(alone), ['db1.internal 32 of 100']);
    // Where two units answer requests, whose machines those are is not told.
    const two = {
      ...SHOP,
      'deploy/admin.service': UNIT('/usr/bin/bundle exec puma -C config/puma.rb'),
    };
    assert.deepEqual(await budgetsOf(two), ['db1.internal 64 of 100']);
  });

  it('are as many of a template as others start', async () => {
    const sidekiq = { 'deploy/sidekiq@.service': UNIT('/usr/bin/bundle exec sidekiq -c 8') };
    const target =
      '[Unit]\nWants=sidekiq@1.service sidekiq@2.service\nRequires=sidekiq@mail.service\n';
    const files = { ...SHOP, ...sidekiq, 'deploy/sidekiq.target': target };
    assert.deepEqual(await budgetsOf(files), ['db1.internal 120 of 100']);
  });

  it('ask servers whose settings the repository has, one file of a kind', async () => {
    const two = { ...SHOP, 'deploy/mysql-replica/my.cnf': '[mysqld]\nmax_connections = 400\n' };
    assert.deepEqual(await budgetsOf(two), ['db1.internal 96 of ?']);
    const redis = {
      ...SHOP,
      'deploy/sidekiq.service': UNIT('/usr/bin/bundle exec sidekiq -c 8'),
      'deploy/redis.conf': 'maxmemory 1gb\nmaxmemory-policy allkeys-lru\n',
    };
    const rule = 'topology/queue-evicted';
    const { lines } = await reviewFiles(new Map(Object.entries(redis)), rule);
    assert.match(lines.join(), /redis1\.internal evicts any key/);
  });

  it('are restarted at each deployment, with the time that they are given', async () => {
    const files = (seconds: number) => ({
      ...SHOP,
      'config/sidekiq.yml': ':timeout: 25\n:concurrency: 8\n',
      'deploy/sidekiq.service': UNIT('/usr/bin/bundle exec sidekiq', `TimeoutStopSec=${seconds}\n`),
    });
    const found = async (seconds: number) =>
      (await reviewFiles(new Map(Object.entries(files(seconds))), 'topology/stop-time')).lines
        .length;
    assert.equal(await found(10), 1);
    assert.equal(await found(40), 0);
  });
});
