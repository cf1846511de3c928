import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

const pool = (max: number) =>
  `const { Pool } = require('pg');\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL, max: ${max} });\nrequire('http').createServer(() => pool.query('select 1')).listen(80);\n`;
const deployment = (name: string, image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - { name: ${name}, image: '${image}', env: [{ name: DATABASE_URL, value: 'postgres://a@db.internal/a' }] }
`;

const FILES = {
  'one/Dockerfile': 'FROM node:22 AS base\nCOPY . .\nFROM base AS prod\nCMD ["node", "app.js"]\n',
  'one/app.js': pool(7),
  'two/Dockerfile': 'FROM node:22\nCOPY . .\nCMD ["node", "app.js"]\n',
  'two/app.js': pool(3),
  'k8s/desk.yaml': deployment('desk', 'registry.example.com/acme/front-office:1'),
};

async function rows(files: Readonly<Record<string, string>>) {
  const all = new Map(Object.entries({ ...FILES, ...files }));
  const { budgets } = await createService(memoryPorts(all)).capacity(ROOT);
  return budgets.flatMap((budget) =>
    budget.rows.map(({ unit, pool: size, steady }) => [unit, size.value, steady]),
  );
}

describe('an image leads to the code that a pipeline builds it from', () => {
  const builds: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['nothing', {}],
    [
      'a Makefile with variables',
      {
        Makefile:
          'REGISTRY := registry.example.com/acme\nIMAGE := $(REGISTRY)/front-office\nbuild:\n\t@docker build --build-arg A=b -t $(IMAGE):$(TAG) -f one/Dockerfile \\\n\t  ./one\n',
      },
    ],
    [
      'a script line of a workflow',
      {
        '.github/workflows/a.yml':
          'jobs:\n  a:\n    steps:\n      - run: docker buildx build --push --tag=registry.example.com/acme/front-office:${{ github.sha }} one\n',
      },
    ],
    [
      'the action of Docker, whose tags another makes',
      {
        '.github/workflows/a.yml': `env:
  IMAGE: front-office
jobs:
  a:
    steps:
      - id: meta
        uses: docker/metadata-action@v5
        with: { images: 'registry.example.com/acme/\${{ env.IMAGE }}' }
      - uses: docker/build-push-action@v6
        with: { context: one, file: one/Dockerfile, target: prod, tags: '\${{ steps.meta.outputs.tags }}' }
`,
      },
    ],
    [
      'a workflow that is called',
      {
        '.github/workflows/a.yml':
          'jobs:\n  a:\n    uses: ./.github/workflows/publish.yml\n    with:\n      image_name: acme/front-office\n      context: .\n      file: one/Dockerfile\n',
      },
    ],
  ];
  for (const [name, files] of builds) {
    it(name, async () =>
      assert.deepEqual(await rows(files), name === 'nothing' ? [] : [['desk', 7, 14]]),
    );
  }

  it('but not where two are built under its name, or the line only tells of it', async () => {
    const line = (folder: string) => `docker build -t front-office ${folder}`;
    const twice = { Makefile: `a:\n\t${line('one')}\nb:\n\t${line('two')}\n` };
    assert.deepEqual(await rows(twice), []);
    assert.deepEqual(await rows({ Makefile: `a:\n\t@echo ${line('one')}\n` }), []);
    assert.deepEqual(await rows({ Makefile: `a:\n\tcd x && ${line('one')}\n` }), []);
  });
});
