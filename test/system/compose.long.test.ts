import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { reviewFiles } from '../support/examples';
import { memoryPorts, ROOT } from '../support/memory';

const WORKER = (limits: string) => `services:
  worker:
    image: worker
    command: celery -A shop worker
    deploy: { resources: { limits: ${limits} } }
`;

describe('services of compose', () => {
  it('open nothing beside those that wait until they have ended', async () => {
    const files = (condition: string) =>
      new Map(
        Object.entries({
          Dockerfile: 'FROM node:22\nCOPY . .\n',
          'package.json': '{}',
          'db.js':
            "const { Pool } = require('pg');\nmodule.exports = new Pool({ connectionString: process.env.DATABASE_URL, max: 4 });\n",
          'compose.yaml': `services:
  setup:
    build: .
    command: sh -c "command -v node && node setup.js"
    environment: { DATABASE_URL: 'postgres://shop@db/shop' }
  web:
    build: .
    command: node server.js
    environment: { DATABASE_URL: 'postgres://shop@db/shop' }
    depends_on: { setup: { condition: ${condition} } }
  db: { image: "postgres:17" }
`,
        }),
      );
    const units = async (condition: string) => {
      const { budgets } = await createService(memoryPorts(files(condition))).capacity(ROOT);
      return budgets.flatMap(({ rows }) => rows.map(({ unit }) => unit)).sort();
    };
    assert.deepEqual(await units('service_completed_successfully'), ['web']);
    assert.deepEqual(await units('service_started'), ['setup', 'web']);
  });

  it('are all there where each is behind a profile and no file names one', async () => {
    const file = `services:
  web: { image: "shop:1", profiles: [web] }
  db: { image: "postgres:17", profiles: [db] }
`;
    const builds = async (files: Readonly<Record<string, string>>) => {
      const service = createService(memoryPorts(new Map(Object.entries(files))));
      const printed = await service.build(ROOT, 'compose:compose.yaml');
      assert.ok('json' in printed);
      return [Object.keys((printed.json as { services: object }).services), printed.limits];
    };
    assert.deepEqual(await builds({ 'compose.yaml': file }), [
      ['web', 'db'],
      ['no file says which of its profiles are started'],
    ]);
    assert.deepEqual(await builds({ 'compose.yaml': file, '.env': 'COMPOSE_PROFILES=web\n' }), [
      ['web'],
      [],
    ]);
    // A name that is empty is active where nothing is chosen; a variable without a value gives none.
    const empty = file
      .replace('[web]', "['${WEB_PROFILE:-}']")
      .replace('[db]', "['${DB_PROFILE}']");
    assert.deepEqual(await builds({ 'compose.yaml': empty, '.env': 'DB_PROFILE=off\n' }), [
      ['web'],
      [],
    ]);
  });

  it('have no limit where it is 0', async () => {
    const rule = 'topology/workers-follow-host-cores';
    const found = async (limits: string) =>
      (await reviewFiles(new Map([['compose.yaml', WORKER(limits)]]), rule)).lines.length;
    assert.equal(await found('{ cpus: "1.5" }'), 1);
    assert.equal(await found('{ cpus: "0" }'), 0);
    assert.equal(await found('{ memory: "0" }'), 0);
  });

  it('reach the server of their own file, whatever others call theirs', async () => {
    const file = (size: number) => ({
      compose: `services:
  api:
    build: .
    environment: { DATABASE_URL: "postgres://db/shop" }
  db:
    image: postgres:17
    command: postgres -c max_connections=${size}
`,
      code: "const { Pool } = require('pg');\nmodule.exports = new Pool({ connectionString: process.env.DATABASE_URL, max: 5 });\n",
    });
    const files = new Map<string, string>();
    for (const [name, size] of [
      ['one', 50],
      ['other', 80],
    ] as const) {
      files.set(`${name}/compose.yaml`, file(size).compose);
      files.set(`${name}/db.js`, file(size).code);
      files.set(`${name}/Dockerfile`, 'FROM node:22\nCOPY . .\nCMD ["node", "db.js"]\n');
    }
    const { budgets, uncounted } = await createService(memoryPorts(files)).capacity(ROOT);
    assert.deepEqual(uncounted, []);
    assert.deepEqual(budgets.map(({ limit, steady }) => [limit, steady]).sort(), [
      [47, 5],
      [77, 5],
    ]);
  });
});
