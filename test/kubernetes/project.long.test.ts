import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: cart }
spec: { minReplicas: 3, maxReplicas: 9, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart } }
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: cart }
spec: { replicas: 2, selector: {}, template: { spec: { containers: [{ name: cart }] } } }
`;
const PATCH = `apiVersion: apps/v1
kind: Deployment
metadata: { name: cart }
spec: { replicas: 7 }
`;

async function findingsOf(files: Map<string, string>): Promise<string> {
  return JSON.stringify(await reviewed(createService(memoryPorts(files))));
}

async function reviewed(service: ReturnType<typeof createService>): Promise<unknown> {
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  return output.files;
}

describe('kubernetes: a project of bases and overlays that is edited', () => {
  it('says what a fresh look says, after each edit', async () => {
    const files = new Map([
      ['base/kustomization.yaml', 'resources: [deployment.yaml]\n'],
      ['base/deployment.yaml', DEPLOYMENT],
    ]);
    const service = createService(memoryPorts(files));
    await reviewed(service);
    const edits: readonly (readonly [path: string, text: string | undefined])[] = [
      ['overlays/prod/kustomization.yaml', 'namePrefix: p-\nresources: [../../base, hpa.yaml]\n'],
      ['overlays/prod/hpa.yaml', HPA],
      ['overlays/prod/hpa.yaml', HPA.replace('name: cart } }', 'name: p-cart } }')],
      ['overlays/prod/hpa.yaml', HPA.replace('name: cart } }', 'name: x-cart } }')],
      ['overlays/prod/kustomization.yaml', 'namePrefix: x-\nresources: [../../base, hpa.yaml]\n'],
      [
        'overlays/prod/kustomization.yaml',
        'resources: [../../base, hpa.yaml]\npatches: [{ path: p.yaml }]\n',
      ],
      ['overlays/prod/p.yaml', PATCH],
      ['overlays/dev/kustomization.yaml', 'resources: [../../base, hpa.yaml]\n'],
      ['overlays/dev/hpa.yaml', HPA],
      ['base/kustomization.yaml', 'resources: [deployment.yaml, hpa.yaml]\n'],
      ['base/hpa.yaml', HPA],
      ['overlays/prod/p.yaml', undefined],
      ['base/deployment.yaml', undefined],
    ];
    const seen = new Set<string>();
    for (const [path, text] of edits) {
      if (text === undefined) files.delete(path);
      else files.set(path, text);
      service.fileChanged(uriOf(path));
      const now = JSON.stringify(await reviewed(service));
      assert.equal(now, await findingsOf(files), `after ${path}`);
      seen.add(now);
    }
    assert.ok(seen.size > edits.length / 2);
  });
});
