import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { valueOf, variableBehind } from '../../src/service/contracts/field';
import { poolSettings } from '../../src/service/languages/pool-settings';
import { poolSettingsDetector } from '../../src/service/languages/pool-settings/detect';
import type { SettingsModel } from '../../src/service/languages/pool-settings/model';
import { recognise } from '../../src/service/languages/registry';
import { analysed } from '../support/analysed';

/** One text a kind, each with a pool. */
const TEXTS: Readonly<Record<string, string>> = {
  'src/main/resources/application.yml':
    'spring:\n  datasource:\n    url: jdbc:postgresql://db/shop\n    hikari:\n      maximumPoolSize: 20 # most\n      minimum-idle: "5"\n',
  'src/main/resources/application.properties':
    '# pool\r\nspring.datasource.url = jdbc:mysql://db/shop\r\nspring.datasource.hikari.maximum-pool-size=${POOL_MAX:20}\r\n',
  'config/database.yml':
    'default: &default\n  adapter: postgresql\n  pool: <%= ENV.fetch("RAILS_MAX_THREADS") { 5 } %>\nproduction:\n  primary:\n    <<: *default\n  replica:\n    <<: *default\n    replica: true\n',
  'shop/settings.py':
    'DATABASES = {\n    "default": {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"pool": {"max_size": 8}}},\n}\n',
  'prisma/schema.prisma':
    'datasource db {\n  provider = "postgresql"\n  url = "postgresql://u:p@db/shop?connection_limit=5"\n}\n',
  '.env': 'export DATABASE_URL="mysql://u:p@db/shop?schema=a&connection_limit=7"\n',
  'appsettings.json':
    '{ "ConnectionStrings": { "Shop": "Server=tcp:db;Database=shop;Encrypt=True;Max Pool Size=50" } }\n',
  'deploy/pgbouncer.ini': '[databases]\n* = host=db\n[pgbouncer]\ndefault_pool_size = 20\n',
  'docker/www.conf': '[www]\npm = dynamic\npm.max_children = 12\n',
};

async function analyse(path: string, text: string) {
  const source = { uri: `file:///${path}`, path, text };
  const analysis = await analysed(poolSettings, source);
  return { ...analysis, model: analysis.model as SettingsModel };
}

describe('settings of connection pools', () => {
  it('are recognised by what they hold, and other files of these names are left alone', () => {
    for (const [path, text] of Object.entries(TEXTS)) {
      assert.equal(recognise({ path, text })?.id, 'pool-settings', path);
      assert.ok(poolSettingsDetector.mayBe(path), path);
    }
    for (const [path, text] of [
      ['src/main/resources/application.yml', 'server:\n  port: 8080\n'],
      ['.env', '# nothing\n'],
      ['.env.example', TEXTS['.env'] ?? ''],
      ['appsettings.json', '{ "Logging": {} }'],
      ['shop/settings.py', 'DEBUG = True\n'],
      ['src/test/resources/application.yml', TEXTS['src/main/resources/application.yml'] ?? ''],
      ['etc/www.conf', '[www]\nuser = www\n'],
    ] as const) {
      assert.equal(recognise({ path, text })?.id, undefined, path);
    }
  });

  it('say how many connections a process opens, and of which database', async () => {
    const read = async (path: string) =>
      (await analyse(path, TEXTS[path] ?? '')).model.pools.map(({ name, engine, max, target }) => [
        name,
        engine,
        max.state === 'unknown' ? max.reference?.fallback : valueOf(max),
        variableBehind(max) ?? variableBehind(target),
      ]);
    assert.deepEqual(await read('src/main/resources/application.yml'), [
      ['spring.datasource', 'postgres', 20, null],
    ]);
    assert.deepEqual(await read('src/main/resources/application.properties'), [
      ['spring.datasource', 'mysql', 20, 'POOL_MAX'],
    ]);
    assert.deepEqual(await read('config/database.yml'), [
      ['production.primary', 'postgres', 5, 'RAILS_MAX_THREADS'],
      ['production.replica', 'postgres', 5, 'RAILS_MAX_THREADS'],
    ]);
    assert.deepEqual(await read('shop/settings.py'), [['default', 'postgres', 8, null]]);
    assert.deepEqual(await read('prisma/schema.prisma'), [['datasource.url', 'postgres', 5, null]]);
    assert.deepEqual(await read('.env'), [['DATABASE_URL', 'mysql', 7, 'DATABASE_URL']]);
    assert.deepEqual(await read('appsettings.json'), [['Shop', 'mssql', 50, null]]);
    assert.deepEqual(await read('docker/www.conf'), [['www', 'unknown', 12, null]]);
  });

  it('count in the connection budget, a pooler between them ends it', async () => {
    const factsOf = async (path: string) =>
      (await analyse(path, TEXTS[path] ?? '')).facts.map(({ kind }) => kind);
    assert.deepEqual(await factsOf('config/database.yml'), [
      'session-use',
      'session-use',
      'pool',
      'pool',
    ]);
    assert.deepEqual(await factsOf('deploy/pgbouncer.ini'), ['pooler', 'server-settings']);
    assert.deepEqual(await factsOf('docker/www.conf'), ['process-settings']);
  });

  it('are explained where they stand', async () => {
    const path = 'src/main/resources/application.yml';
    const text = TEXTS[path] ?? '';
    const analysis = await analyse(path, text);
    const context = { targets: {}, practice: () => 0 };
    const hover = poolSettings.hover?.(analysis.model, text.indexOf('20'), context, String);
    assert.match(
      hover?.markdown ?? '',
      /^\*\*maximumPoolSize\*\* \(in connections, 10 by default\)/,
    );
  });

  it('have places inside the text that say what was read, whatever is written', async () => {
    for (const [path, text] of Object.entries(TEXTS)) {
      const whole = await analyse(path, text);
      for (const { settings } of whole.model.pools) {
        for (const { at, nameAt, text: said, name } of settings) {
          assert.equal(text.slice(at.start, at.end), said, path);
          assert.ok(text.slice(nameAt.start, nameAt.end).replaceAll('"', '').endsWith(name), path);
        }
      }
      for (let end = 0; end < text.length; end++) await inside(path, text.slice(0, end));
      const piece = fc.constantFrom(
        ...text.split(/(?<=[\s=:{}"',])/),
        '\u0000',
        '\r',
        '*a',
        '&a ',
        '<<: ',
        '- ',
      );
      await fc.assert(
        fc.asyncProperty(fc.array(piece, { maxLength: 40 }), (pieces) =>
          inside(path, pieces.join('')),
        ),
        { numRuns: 30 },
      );
    }
  });
});

async function inside(path: string, text: string): Promise<void> {
  const { places, comments } = await analyse(path, text);
  for (const { start, end } of [...places.values(), ...comments.map(({ at }) => at)]) {
    assert.ok(0 <= start && start <= end && end <= text.length, `${path}: ${JSON.stringify(text)}`);
  }
}
