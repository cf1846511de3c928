import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

type Files = Readonly<Record<string, string>>;

const serviceOf = (files: Files) => createService(memoryPorts(new Map(Object.entries(files))));

/** The names of the boxes, what they say of their size, and what is left out. */
async function drawn(files: Files, about = ROOT) {
  const drawing = await serviceOf(files).systemDrawing(about, {});
  assert.ok(drawing);
  const boxes = drawing.boxes.filter(({ kind }) => kind !== 'clients');
  return { boxes: boxes.map(({ whole }) => whole.slice(0, 2)).sort(), instead: drawing.instead };
}

const deployment = (name: string, image: string, replicas: number, namespace = '') =>
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}${namespace === '' ? '' : `, namespace: ${namespace}`} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, image: '${image}' }] }
`;

const COMPOSE = `services:
  web: { image: 'registry.example.com/shop/web:dev' }
  db: { image: 'postgres:16' }
`;
const K8S = deployment('web', 'shop/web:1', 3);

describe('one system that is described several times', () => {
  it('is drawn once, as what is the likeliest to run, and says what is left out', async () => {
    const files = {
      'compose.yaml': COMPOSE,
      'k8s/web.yaml': K8S,
      'k8s/worker.yaml': deployment('worker', 'shop/worker:1', 2),
      'plain/web.yaml': deployment('web', 'shop/web:1', 5),
    };
    assert.deepEqual(await drawn(files), {
      boxes: [
        ['web', '3 pods'],
        ['worker', '2 pods'],
      ],
      instead: ['plain', 'compose.yaml'],
    });
  });

  it('is drawn as the one whose file somebody looks at', async () => {
    const files = { 'compose.yaml': COMPOSE, 'k8s/web.yaml': K8S };
    assert.deepEqual(await drawn(files, `${ROOT}/compose.yaml`), {
      boxes: [
        ['db', 'postgres'],
        ['web', '1* container'],
      ],
      instead: ['k8s'],
    });
  });

  it('is not what has the same name and is another program, or is of another namespace or region', async () => {
    for (const files of [
      { 'a/compose.yaml': COMPOSE, 'k8s/web.yaml': deployment('web', 'site/pages:1', 3) },
      {
        'a/k.yaml': deployment('web', 'w:1', 1, 'one'),
        'b/k.yaml': deployment('web', 'w:1', 1, 'two'),
      },
      { 'eu/k.yaml': K8S, 'us/k.yaml': K8S },
      {
        'a/compose.yaml': "services: { web: { image: 'a/web' }, cache: { image: 'redis:7' } }\n",
        'b/compose.yaml': "services: { shop: { image: 'b/shop' }, cache: { image: 'redis:7' } }\n",
      },
    ]) {
      assert.deepEqual((await drawn(files)).instead, [], JSON.stringify(Object.keys(files)));
    }
  });

  it('has a database that compose starts beside it for work on the code alone', async () => {
    const files = {
      'compose.yaml': "services: { db: { image: 'postgres:16' } }\n",
      'k8s/web.yaml': K8S,
    };
    assert.deepEqual(await drawn(files), { boxes: [['web', '3 pods']], instead: ['compose.yaml'] });
  });

  it('is counted once at a server that each of its descriptions leads to', async () => {
    const code = {
      'web/package.json': '{ "name": "web", "dependencies": { "pg": "^8.0.0" } }\n',
      'web/Dockerfile': 'FROM node:22\nCOPY . .\nCMD ["node", "db.js"]\n',
      'web/db.js':
        "import pg from 'pg';\nexport const pool = new pg.Pool({ max: 5, connectionString: process.env.DATABASE_URL });\n",
    };
    const url = 'postgres://web@db.example.com/web';
    const compose = `services: { web: { build: web, deploy: { replicas: 9 }, environment: { DATABASE_URL: '${url}' } } }\n`;
    const sums = async (files: Files) =>
      (await serviceOf({ ...code, ...files }).capacity(ROOT)).budgets.map(({ steady, rows }) => [
        steady,
        rows.length,
      ]);
    const web = (replicas: number) =>
      deployment('web', 'shop/web:1', replicas).replace(
        "web:1' }",
        `web:1', env: [{ name: DATABASE_URL, value: '${url}' }] }`,
      );
    // What an orchestrator runs counts before compose; of two as likely the larger.
    const both = { 'compose.yaml': compose, 'k8s/web.yaml': web(2), 'plain/web.yaml': web(4) };
    assert.deepEqual(await sums(both), [[20, 1]]);
    assert.deepEqual(await sums({ 'eu/web.yaml': web(2), 'us/web.yaml': web(4) }), [[30, 2]]);
  });
});

describe('an environment that deploys nothing that is drawn', () => {
  const QUEUE = 'provider "aws" {}\nresource "aws_sqs_queue" "logs" { name = "logs" }\n';

  it('is not offered beside one that does, and is where it is all there is', async () => {
    const files = {
      'environments/logging/main.tf': QUEUE,
      'overlays/prod/kustomization.yaml': 'resources: [web.yaml]\n',
      'overlays/prod/web.yaml': K8S,
    };
    const offered = async (of: Files) => (await serviceOf(of).environments(ROOT)).environments;
    assert.deepEqual(await offered(files), ['prod']);
    assert.deepEqual(await offered({ 'environments/logging/main.tf': QUEUE }), ['logging']);
  });
});
