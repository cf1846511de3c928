import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reviewFiles } from '../support/examples';

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
});
