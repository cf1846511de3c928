import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { checklistText } from '../../src/service/checklist/words';
import { isDone } from '../../src/service/contracts/checklist';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { type Holds, outcomeOf } from '../../src/service/contracts/questions';
import { NODE_QUESTIONS } from '../../src/service/system/views/questions';
import { sentenceOf } from '../../src/service/system/views/questions/question';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

type Files = Readonly<Record<string, string>>;

const serviceOver = (files: Files) => createService(memoryPorts(new Map(Object.entries(files))));

async function itemOf(files: Files, id: string, environment?: string | null) {
  const { groups } = await serviceOver(files).checklist(ROOT, environment);
  const item = groups.flatMap(({ items }) => items).find((candidate) => candidate.id === id);
  assert.ok(item);
  return item;
}

const nodesOf = async (files: Files, id: string) =>
  (await itemOf(files, id)).evidence.map((each) =>
    'holds' in each ? [each.name, each.holds, each.path] : [each.message],
  );

interface Shape {
  readonly replicas?: number | string;
  readonly container?: string;
}

/** A Deployment of Kubernetes that a Service leads to. */
function deployment(name: string, { replicas, container = '' }: Shape = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
${replicas === undefined ? '' : `  replicas: ${replicas}\n`}  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: example/${name}:1
${container}---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
`;
}

const READY = '          readinessProbe: { httpGet: { path: /ready, port: 80 } }\n';
const FULL = '          resources: { requests: { cpu: 100m, memory: 64Mi } }\n';

const kustomized = (environment: string, resources: readonly string[]): Files => ({
  [`overlays/${environment}/kustomization.yaml`]: `resources: [${resources.join(', ')}]\n`,
});

describe('a question over nodes', () => {
  const outcomes: readonly (readonly [Holds[], string | null, string | null])[] = [
    [[], null, null],
    [['yes', 'yes'], 'yes', 'yes'],
    [['yes', 'no'], 'partly', 'yes'],
    [['yes', 'no', 'unknown'], 'partly', 'yes'],
    [['yes', 'unknown'], 'unknown', 'yes'],
    [['unknown'], 'unknown', 'unknown'],
    [['no', 'unknown'], 'no', 'unknown'],
    [['no'], 'no', 'no'],
  ];
  for (const [holds, every, some] of outcomes) {
    it(`of ${holds.join(', ') || 'no node'}: every ${every}, some ${some}`, () => {
      const standings = holds.map((each) => ({ holds: each }));
      assert.equal(outcomeOf('every', standings), every);
      assert.equal(outcomeOf('some', standings), some);
    });
  }

  it('counts, and names what does not hold and what cannot be told', () => {
    const words = {
      nodes: ['workload', 'workloads'],
      holds: ['requests memory', 'request memory'],
    } as const;
    const all = (wanted: Holds, names: readonly string[]) =>
      names.map((name) => ({ name, holds: wanted }));
    const say = (standings: Parameters<typeof sentenceOf>[1], where = 'prod') =>
      sentenceOf(words, standings, where);
    assert.equal(
      say([...all('yes', ['a', 'b', 'c']), ...all('no', ['web'])]),
      '3 of 4 workloads of prod request memory; web does not',
    );
    assert.equal(
      say([...all('yes', ['a']), ...all('no', ['b', 'c']), ...all('unknown', ['d'])], ''),
      '1 of 4 workloads requests memory; b and c do not; of d it cannot be told',
    );
    assert.equal(
      say(all('no', ['a', 'b', 'c', 'd', 'e'])),
      '0 of 5 workloads of prod request memory; a, b, c and 2 more do not',
    );
    assert.equal(say(all('yes', ['a']), ''), '1 of 1 workload requests memory');
  });

  it('has an id of its own', () => {
    const ids = NODE_QUESTIONS.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });
});

describe('what the checklist asks of nodes', () => {
  it('ticks redundancy only where each service runs at least twice', async () => {
    const api = deployment('api', { replicas: 2, container: READY });
    const web = deployment('web', { container: READY });
    const item = await itemOf({ 'api.yaml': api, 'web.yaml': web }, 'redundancy');
    assert.equal(item.found, 'partly');
    assert.equal(item.says, '1 of 2 services runs at least twice; web does not');
    assert.deepEqual(await nodesOf({ 'api.yaml': api }, 'redundancy'), [
      ['api', 'yes', 'api.yaml'],
    ]);
  });

  it('leaves open what a link is missing for, and says which', async () => {
    const api = deployment('api', { replicas: 2, container: READY });
    const web = deployment('web', { replicas: '${WEB_REPLICAS}', container: READY });
    const item = await itemOf({ 'api.yaml': api, 'web.yaml': web }, 'redundancy');
    assert.equal(item.found, 'unknown');
    assert.match(
      item.says ?? '',
      /^1 of 2 services runs at least twice; of web it cannot be told$/,
    );
    assert.match(item.evidence[0]?.message ?? '', /^web: replicas: /);
    assert.ok(!isDone(item));
  });

  it('does not ask what takes no requests and is scaled by nothing', async () => {
    const lone = deployment('report').split('---')[0] ?? '';
    assert.equal((await itemOf({ 'report.yaml': lone }, 'redundancy')).found, null);
    assert.equal((await itemOf({ 'report.yaml': lone }, 'health-checks')).found, null);
  });

  it('takes limits, the request of the pod and a LimitRange for requests', async () => {
    const limits = deployment('api', {
      container: '          resources: { limits: { cpu: 1, memory: 64Mi } }\n',
    });
    assert.equal((await itemOf({ 'api.yaml': limits }, 'resource-requests')).found, 'yes');
    const range = `apiVersion: v1
kind: LimitRange
metadata: { name: defaults }
spec: { limits: [{ type: Container, defaultRequest: { cpu: 100m, memory: 64Mi } }] }
`;
    const bare = { 'api.yaml': deployment('api'), 'range.yaml': range };
    assert.equal((await itemOf(bare, 'resource-requests')).found, 'yes');
    const none = await itemOf({ 'api.yaml': deployment('api') }, 'resource-requests');
    assert.equal(none.found, 'no');
  });

  it('asks the probes of what takes requests, and nothing of compose, which takes nothing out', async () => {
    const files = {
      'api.yaml': deployment('api', { container: READY + FULL }),
      'web.yaml': deployment('web', { container: FULL }),
    };
    assert.deepEqual((await nodesOf(files, 'health-checks')).length > 0, true);
    assert.equal((await itemOf({ 'api.yaml': files['api.yaml'] }, 'health-checks')).found, 'yes');
    const compose = {
      'compose.yaml':
        'services:\n  web:\n    image: example/web\n    ports: ["80:80"]\n    healthcheck: { test: [CMD, "true"] }\n',
    };
    assert.equal((await itemOf(compose, 'health-checks')).found, null);
  });

  it('asks each pool for its bound', async () => {
    const bounded =
      "import { Pool } from 'pg';\nexport const pool = new Pool({ max: 5, connectionTimeoutMillis: 5000 });\n";
    const open = `import { createPool } from 'mysql2';
export const orders = createPool({ connectionLimit: settings.size });
`;
    const item = await itemOf({ 'a.ts': bounded, 'b.ts': open }, 'connection-pooling');
    assert.equal(item.found, 'unknown');
    assert.match(item.says ?? '', /^1 of 2 pools has a bound; of b\.ts it cannot be told$/);
    assert.equal((await itemOf({ 'a.ts': bounded }, 'connection-pooling')).found, 'yes');
  });

  it('asks all of production, and never development', async () => {
    const files: Files = {
      'eu.yaml': deployment('api', { replicas: 2, container: READY }),
      'us.yaml': deployment('api', { replicas: 1, container: READY }),
      'dev.yaml': deployment('api', { replicas: 1, container: READY }),
      ...kustomized('prod-eu', ['../../eu.yaml']),
      ...kustomized('prod-us', ['../../us.yaml']),
      ...kustomized('dev', ['../../dev.yaml']),
    };
    const item = await itemOf(files, 'redundancy');
    assert.equal(
      item.says,
      '1 of 2 services of prod-eu and prod-us runs at least twice; api does not',
    );
    assert.equal((await itemOf(files, 'redundancy', 'prod-eu')).found, 'yes');
    assert.equal((await itemOf(files, 'redundancy', 'prod-us')).found, 'no');
  });

  it('says the same on the command line, in the editor and above an item of the file of ticks', async () => {
    const files = {
      'api.yaml': deployment('api', { replicas: 2, container: READY }),
      'web.yaml': deployment('web', { container: READY }),
      'headroom-checklist.yaml': 'redundancy: no\n',
    };
    const service = serviceOver(files);
    const sentence = '1 of 2 services runs at least twice; web does not';
    const printed = checklistText(await service.checklist(ROOT));
    assert.match(printed, new RegExp(`- \\[ \\] One instance can be lost: ${sentence}\n`));
    assert.match(printed, / {2}- web\.yaml:\d+: web: at least 1 pod, by default\n/);
    const hover = await service.hover(
      uriOf('headroom-checklist.yaml'),
      { line: 0, character: 3 },
      NEVER_CANCELLED,
    );
    assert.match(JSON.stringify(hover?.contents), new RegExp(sentence));
  });
});

describe('what advice asks of nodes', () => {
  const questionOf = async (files: Files, id: string) => {
    const { questions } = await serviceOver(files).advise(ROOT, { traffic: 'spikes' });
    const question = questions.find((each) => each.id === id);
    assert.ok(question);
    return question;
  };
  const scaler = (name: string) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name} }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }
  minReplicas: 2
  maxReplicas: 9
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]
`;

  it('is whether each workload is scaled, not one of them', async () => {
    const files: Files = {
      'api.yaml': deployment('api', { container: FULL }),
      'api-hpa.yaml': scaler('api'),
    };
    assert.equal((await questionOf(files, 'autoscaling')).answer, 'yes');
    const more = { ...files, 'web.yaml': deployment('web', { container: FULL }) };
    const open = await questionOf(more, 'autoscaling');
    assert.equal(open.answer, null);
    assert.equal(
      open.says,
      '1 of 2 workloads is scaled by what is measured; of web it cannot be told',
    );
  });

  it('takes a Redis that no code is seen to use for no cache', async () => {
    const compose = 'services:\n  redis:\n    image: redis:7\n';
    const { questions } = await serviceOver({ 'compose.yaml': compose }).advise(ROOT, {
      bottleneck: 'database',
    });
    const cache = questions.find(({ id }) => id === 'cache');
    assert.equal(cache?.answer, null);
    assert.match(cache?.evidence[0]?.message ?? '', /a cache or a queue is not told/);
  });

  it('says that sessions in the memory of a process cannot run twice', async () => {
    const files = {
      'package.json': '{ "name": "web", "dependencies": { "express-session": "1" } }\n',
      Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "server.js"]\n',
      'server.js':
        "const express = require('express');\nconst session = require('express-session');\nconst app = express();\napp.use(session({ secret: 's' }));\napp.listen(3000);\n",
      'compose.yaml': 'services:\n  web:\n    build: .\n    ports: ["80:3000"]\n',
    };
    const question = await questionOf(files, 'instances');
    assert.equal(question.answer, 'no');
    assert.match(question.evidence[0]?.message ?? '', /sessions of web in the memory/);
  });
});
