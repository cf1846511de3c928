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

  it('have servers of their own, and what is told of a program in one is not guessed in another', async () => {
    const server = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: 'postgres:17', envFrom: [{ secretRef: { name: db } }] }] }
`;
    const web = (image: string, replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: gateway, namespace: shop }
spec:
  replicas: ${replicas}
  strategy: { type: Recreate }
  selector: { matchLabels: { app: gateway } }
  template:
    metadata: { labels: { app: gateway } }
    spec: { containers: [{ name: api, image: '${image}' }] }
`;
    const files = {
      // An older copy of the base, left beside it.
      'k8s/db.yaml': server,
      'k8s/gateway.yaml': web('registry.example.com/gateway:1', 2),
      'k8s/base/kustomization.yaml': 'resources: [db.yaml, gateway.yaml]\n',
      'k8s/base/db.yaml': server,
      'k8s/base/gateway.yaml': web('registry.example.com/acme/shop-api:1', 3),
      'k8s/overlays/production/kustomization.yaml': 'resources: [../../base]\n',
      '.github/workflows/build.yml':
        'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker build -t registry.example.com/acme/shop-api:1 .\n',
      Dockerfile: `FROM python:3.12
COPY <<'EOF' /start.sh
#!/bin/sh
alembic upgrade head
exec uvicorn api.main:app --workers 4
EOF
COPY api api
CMD ["/start.sh"]
`,
      'requirements.txt': 'fastapi\nsqlalchemy\nasyncpg\n',
      'api/main.py': 'from .database import connect\n',
      'api/database.py': `from sqlalchemy.ext.asyncio import create_async_engine


def connect(url: str):
    return create_async_engine(url, pool_size=5, max_overflow=0)
`,
    };
    const service = createService(memoryPorts(new Map(Object.entries(files))));
    const { budgets } = await service.capacity(ROOT);
    const production = budgets.filter(({ environment }) => environment === 'production');
    assert.deepEqual(
      production.map(({ server: name, limit, rows }) => [
        name,
        limit,
        ...rows.map((row) => row.arithmetic),
      ]),
      [['db', 97, '3 pods × 4 processes × 5']],
    );
  });
});
