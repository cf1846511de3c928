import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT } from '../support/memory';

const web = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "example.org/web:1", ports: [{ containerPort: 80 }] }] }
`;

/** How grave it is that the workload has no readiness probe. */
async function gravity(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return output.files
    .flatMap(({ findings }) => findings)
    .filter(({ rule }) => rule === 'topology/health-check-missing')
    .map(({ severity }) => severity);
}

describe('what is deployed without a name', () => {
  const base = {
    'deploy/kustomization.yaml': 'resources: [web.yaml]\n',
    'deploy/web.yaml': web,
  };

  it('is no development where only development has a name', async () => {
    const alone = await gravity(base);
    assert.deepEqual(alone, ['warning']);
    const beside = await gravity({
      ...base,
      'deploy/tests/smoke/kustomization.yaml': 'resources: [other.yaml]\n',
      'deploy/tests/smoke/other.yaml': web.replaceAll('web', 'other'),
    });
    assert.deepEqual(beside, ['warning']);
  });
});
