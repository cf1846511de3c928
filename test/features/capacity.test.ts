import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const NAMES = ['headroom.yaml', 'src/db.ts', 'k8s/hpa.yaml', 'k8s/deployment.yaml'];

function shop(): Map<string, string> {
  return new Map(NAMES.map((name) => [name, readFileSync(`examples/shop/${name}`, 'utf8')]));
}

it('the budget stands above the pool and above the autoscaler, and follows an edit', async () => {
  const files = shop();
  const service = createService(memoryPorts(files));
  assert.deepEqual(await service.codeLenses(uriOf('src/db.ts')), [], 'nothing before all is read');
  await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  const title = '16 pods × 1 process × 10 = 160, 200–320 in a rollout, of 92 · shop';
  assert.deepEqual(await service.codeLenses(uriOf('src/db.ts')), [
    { at: { line: 5, character: 7 }, title, budget: ' shop', worst: '200–320 of 92' },
  ]);
  assert.deepEqual(await service.codeLenses(uriOf('k8s/hpa.yaml')), [
    { at: { line: 10, character: 15 }, title, budget: ' shop', worst: '200–320 of 92' },
  ]);
  assert.deepEqual(await service.codeLenses(uriOf('k8s/deployment.yaml')), []);
  const uri = uriOf('src/db.ts');
  const text = `\n${files.get('src/db.ts')?.replace('max: 10', 'max: 4')}`;
  service.open({ uri, languageId: 'typescript', version: 1, text });
  await service.diagnostics(uri, NEVER_CANCELLED);
  assert.deepEqual(await service.codeLenses(uri), [
    {
      at: { line: 6, character: 7 },
      title: '16 pods × 1 process × 4 = 64, 80–128 in a rollout, of 92 · shop',
      budget: ' shop',
      worst: '80–128 of 92',
    },
  ]);
});

it('a development environment without an address has no budget of its own, and is said once', async () => {
  const compose = 'services:\n  web:\n    build: .\n    deploy: { replicas: 2 }\n';
  const files = new Map(
    ['reports', 'shop'].flatMap((name) => [
      [`${name}/compose.dev.yml`, compose],
      [`${name}/compose.test.yml`, compose],
      [`${name}/Dockerfile`, 'FROM node:22\nCMD ["node", "server.js"]\n'],
      [
        `${name}/db.js`,
        "import { Pool } from 'pg';\nexport const pool = new Pool({ max: 10, host: process.env.HOST_OF_IT });\n",
      ],
    ]),
  );
  const { budgets, uncounted } = await createService(memoryPorts(files)).capacity(ROOT);
  assert.deepEqual(
    budgets.map(({ server, environment }) => `${server} in ${environment}`),
    [],
  );
  assert.deepEqual(
    uncounted.map(({ at, why }) => `${at.path}: ${why}`),
    [
      'reports/db.js: no address says to which server it leads',
      'shop/db.js: no address says to which server it leads',
    ],
  );
  // In what is deployed each server counts, though nobody names it.
  const deployed = new Map([
    ...files,
    ['shop/compose.production.yml', compose],
    ['reports/compose.production.yml', compose],
  ]);
  const { budgets: those, uncounted: left } = await createService(memoryPorts(deployed)).capacity(
    ROOT,
  );
  assert.deepEqual(
    those.map(({ server, environment, steady }) => `${server} in ${environment}: ${steady}`),
    ['PostgreSQL in production: 20', 'PostgreSQL in production: 20'],
  );
  assert.deepEqual(left, []);
});

it('the limit of a database is told in headroom.yaml, and counts then', async () => {
  const files = shop();
  files.set('headroom.yaml', '# Ours.\nroot: true\n');
  const service = createService(memoryPorts(files));
  const [before] = (await service.capacity(ROOT)).budgets;
  assert.equal(before?.limit, null);
  const { undeclared } = before;
  assert.ok(undeclared);
  const told = { ...undeclared, maxConnections: 200, reserved: 8 };
  const edits = (await service.declareLimit(ROOT, told))?.[uriOf('headroom.yaml')];
  assert.equal(edits?.length, 1);
  const line = `databases:\n  - { name: ${undeclared.name}, engine: postgres, maxConnections: 200, reserved: 8 }\n`;
  assert.equal(edits?.[0]?.newText, line);
  files.set('headroom.yaml', `# Ours.\nroot: true\n${line}`);
  service.fileChanged(uriOf('headroom.yaml'));
  const [after] = (await service.capacity(ROOT)).budgets;
  assert.equal(after?.limit, 200 - 3 - 8);
  assert.equal(after?.undeclared, null);
  const again = await service.declareLimit(ROOT, { ...told, maxConnections: 300 });
  assert.match(
    again?.[uriOf('headroom.yaml')]?.[0]?.newText ?? '',
    /^ {2}- \{ .*maxConnections: 300/,
  );
  files.set('headroom.yaml', 'databases: 3\n');
  service.fileChanged(uriOf('headroom.yaml'));
  assert.equal(await service.declareLimit(ROOT, told), null);
});

it('says once what no environment changes, and adds up nothing where nothing is known', async () => {
  const files = new Map(
    Object.entries({
      'k8s/shop.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec:\n  replicas: 3\n  strategy: { type: Recreate }\n  selector: { matchLabels: { app: shop } }\n  template:\n    metadata: { labels: { app: shop } }\n    spec:\n      containers: [{ name: shop, image: registry.test/shop:1 }]\n',
      'shop/Dockerfile': 'FROM node:22\nCMD ["node", "server.js"]\n',
      'shop/db.js': "import { Pool } from 'pg';\nexport const pool = new Pool({ max: 10 });\n",
      'compose.yml': 'services:\n  mail:\n    image: mailhog/mailhog\n',
      'compose.images.yml': 'services:\n  mail:\n    image: mailhog/mailhog\n',
    }),
  );
  const capacity = () => createService(memoryPorts(files)).capacity(ROOT);
  const { budgets } = await capacity();
  assert.deepEqual(
    budgets.map(({ server, environment, steady }) => `${server} in ${environment}: ${steady}`),
    ['PostgreSQL in null: 30'],
  );
  files.set(
    'shop/db.js',
    "import { Pool } from 'pg';\nimport { options } from 'settings-of-shop';\nexport const pool = new Pool({ ...options });\n",
  );
  const { budgets: none, uncounted } = await capacity();
  assert.deepEqual(none, []);
  assert.deepEqual(
    uncounted.map(({ at, why }) => `${at.path}: ${why}`),
    ['shop/db.js: its size: options that are put together elsewhere'],
  );
});

it('a count that a script says stands in the script', async () => {
  const files = new Map([
    ['Makefile', 'up:\n\tdocker compose up -d --scale web=6\n'],
    [
      'compose.yaml',
      "services:\n  web: { build: ., environment: { DATABASE_URL: 'postgres://a:b@db/a' } }\n  db: { image: 'postgres:17' }\n",
    ],
    ['Dockerfile', 'FROM node:22\nCOPY . .\nCMD ["node", "web.js"]\n'],
    ['package.json', '{ "name": "web", "dependencies": { "pg": "8" } }'],
    [
      'web.js',
      "const { Pool } = require('pg');\nexports.pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });\n",
    ],
  ]);
  const { budgets } = await createService(memoryPorts(files)).capacity(ROOT);
  const { arithmetic, most } = budgets[0]?.rows[0] ?? {};
  assert.equal(arithmetic, '6 containers × 1 process × 20');
  assert.equal(most?.at?.uri, uriOf('Makefile'));
});
