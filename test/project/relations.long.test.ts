import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { RULES } from '../../src/service/rules';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          image: example/api:1
          env: [{ name: DATABASE_URL, value: 'postgres://db/shop' }]
`;
const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  minReplicas: 2
  maxReplicas: 9
`;
const KUSTOMIZATION = 'resources: [../../base]\npatches: [{ path: patch.yaml }]\n';
const patch = (most: number) =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: api }\nspec: { maxReplicas: ${most} }\n`;

const PROJECT: Readonly<Record<string, string>> = {
  'headroom.yaml':
    'root: true\ndatabases: [{ name: shop, engine: postgres, maxConnections: 100 }]\n',
  'base/deployment.yaml': DEPLOYMENT,
  'base/hpa.yaml': HPA,
  'base/kustomization.yaml': 'resources: [deployment.yaml, hpa.yaml]\n',
  'overlays/prod/kustomization.yaml': KUSTOMIZATION,
  'overlays/prod/patch.yaml': patch(20),
  'overlays/staging/kustomization.yaml': KUSTOMIZATION,
  'overlays/staging/patch.yaml': patch(4),
  'api/package.json': '{ "name": "api", "dependencies": { "pg": "^8.0.0" } }\n',
  'api/Dockerfile': 'FROM node:22\nCOPY . .\nCMD ["node", "db.js"]\n',
  'api/db.js':
    "import pg from 'pg';\nexport const pool = new pg.Pool({ max: 5, connectionString: process.env.DATABASE_URL });\n",
  'edge/nginx.conf':
    'events {}\nhttp {\n  server {\n    listen 80;\n    location / {\n      proxy_pass http://api:8080;\n    }\n  }\n}\n',
};

/** How often each query is computed by one edit, by its name; and how many project rules run. */
async function computedBy(path: string, text: string) {
  const files = new Map(Object.entries(PROJECT));
  const service = createService(memoryPorts(files));
  const counted = async () => {
    await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    await service.capacity(ROOT);
    const { queries, projectRulesRun } = service.counters();
    return { queries: new Map(queries), projectRulesRun };
  };
  const first = await counted();
  files.set(path, text);
  service.fileChanged(uriOf(path));
  const second = await counted();
  const more = (name: string) => (second.queries.get(name) ?? 0) - (first.queries.get(name) ?? 0);
  const changed = [...second.queries.keys()]
    .filter((name) => name.startsWith('join: ') && more(name) > 0)
    .map((name) => [name.slice('join: '.length), more(name)] as const);
  const isTest = ([name]: readonly [string, number]) => /^workloads: /.test(name);
  const joins = changed.filter((each) => !isTest(each));
  return {
    more,
    rules: second.projectRulesRun - first.projectRulesRun,
    joins: Object.fromEntries(joins),
    /** Tests of workloads, such as whether one runs code. */
    tests: changed.filter(isTest),
    known: [...first.queries.keys()].filter((name) => name.startsWith('join: ')).length,
  };
}

const text = (path: string) => PROJECT[path] ?? '';

describe('after one changed fact', () => {
  it('of a size in one overlay, what is scaled there is worked out again and nothing else', async () => {
    const { joins, tests, more, known } = await computedBy('overlays/prod/patch.yaml', patch(30));
    assert.ok(known > 20, `${known} joins`);
    assert.deepEqual(joins, {
      autoscalers: 1,
      'all autoscalers': 1,
      'autoscalers of nothing': 1,
      'autoscalers for other builds': 1,
      'Services near a build': 1,
      'subjects of a build': 1,
      'workloads of a build': 1,
      'workloads of Kubernetes': 1,
      workloads: 1,
      'servers on machines': 1,
      'parts of workloads': 1,
      stores: 1,
      opens: 1,
      pools: 1,
      routes: 1,
      budgets: 1,
    });
    assert.ok(tests.length > 10 && tests.every(([, times]) => times === 1));
    assert.equal(more('build'), 1);
    assert.equal(more('object read'), 1);
    assert.equal(more('reports of a part'), 1);
    // A quarter of them look at what is scaled.
    const all = RULES.filter(({ scope }) => scope === 'project').length;
    assert.ok(more('reports') * 4 <= all, `${more('reports')} of ${all} rules`);
  });

  it('of a pool, only what opens it and what adds up is worked out again', async () => {
    const { joins } = await computedBy('api/db.js', text('api/db.js').replace('5', '6'));
    assert.deepEqual(joins, { opens: 2, pools: 2, stores: 2, budgets: 2 });
  });

  it('of a proxy, only the routes are', async () => {
    const { joins } = await computedBy(
      'edge/nginx.conf',
      text('edge/nginx.conf').replace('api:8080', 'web:8080'),
    );
    assert.deepEqual(joins, { routes: 2 });
  });

  it('of a declared limit, only the budgets are', async () => {
    const { joins } = await computedBy(
      'headroom.yaml',
      text('headroom.yaml').replace('100', '200'),
    );
    assert.deepEqual(joins, { 'declared servers': 2, budgets: 2 });
  });

  it('the rules run for the environment it belongs to alone', async () => {
    const ofEnvironments = RULES.filter(
      (rule) => rule.scope === 'project' && rule.reach !== 'build',
    );
    const { more } = await computedBy('overlays/prod/patch.yaml', patch(30));
    const everywhere = await computedBy(
      'base/hpa.yaml',
      HPA.replace('minReplicas: 2', 'minReplicas: 3'),
    );
    assert.ok(more('reports') > 0 && more('reports') <= ofEnvironments.length);
    assert.ok(everywhere.more('reports') > more('reports'));
    assert.deepEqual([more('reports of a part'), everywhere.more('reports of a part')], [1, 2]);
  });

  it('a comment works out nothing', async () => {
    for (const path of ['overlays/prod/patch.yaml', 'base/hpa.yaml', 'api/Dockerfile']) {
      const { joins, more, rules } = await computedBy(path, `# moved\n\n${text(path)}`);
      assert.deepEqual(joins, {}, path);
      assert.deepEqual([more('build'), more('object read'), rules], [0, 0, 0], path);
    }
  });
});
