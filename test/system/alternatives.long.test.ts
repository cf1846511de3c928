import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { reviewFiles } from '../support/examples';
import { memoryPorts, ROOT } from '../support/memory';

const RULE = 'topology/health-check-missing';

const deployment = (name: string, probe: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: web
          image: registry.example.com/shop:1
          ports: [{ containerPort: 8080 }]
${probe}`;
const PROBE = '          readinessProbe: { httpGet: { path: /ready, port: 8080 } }\n';
const SERVICE = `---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080 }]
`;

async function unchecked(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await reviewFiles(new Map(Object.entries(files)), RULE)).lines;
}

describe('builds that define one object', () => {
  it('are applied instead of each other: a Service of one selects no pods of the other', async () => {
    const files = {
      'cloud/app.yaml': deployment('web', ''),
      'plain/app.yaml': `${deployment('web', PROBE)}${SERVICE}`,
    };
    assert.deepEqual(await unchecked(files), []);
  });

  it('are told from builds that are applied together', async () => {
    const files = {
      'cloud/app.yaml': deployment('web', ''),
      'edge/service.yaml': SERVICE.replace('---\n', ''),
    };
    assert.equal((await unchecked(files)).length, 1);
  });

  it('have autoscalers of their own, however alike their workloads are written', async () => {
    const overlay = (folder: string, most: number) => ({
      [`overlays/${folder}/prod/kustomization.yaml`]:
        'resources: [../../../base]\npatches: [{ path: patch.yaml }]\n',
      [`overlays/${folder}/prod/patch.yaml`]: `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { maxReplicas: ${most} }\n`,
    });
    const files = {
      'base/kustomization.yaml': 'resources: [web.yaml, hpa.yaml]\n',
      'base/web.yaml': deployment('web', ''),
      'base/hpa.yaml':
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 2, maxReplicas: 9 }\n',
      ...overlay('eu', 20),
      ...overlay('us', 40),
      'shop/package.json': '{ "name": "shop", "dependencies": { "pg": "^8.0.0" } }\n',
      'shop/Dockerfile': 'FROM node:22\nCOPY . .\nCMD ["node", "db.js"]\n',
      'shop/db.js':
        "import pg from 'pg';\nexport const pool = new pg.Pool({ max: 5, host: 'db.example.com' });\n",
    };
    const service = createService(memoryPorts(new Map(Object.entries(files))));
    const { budgets } = await service.capacity(ROOT);
    const sizes = budgets.flatMap(({ rows }) => rows.map(({ most }) => most.value));
    assert.deepEqual(sizes.toSorted(), [20, 40]);
  });
});
