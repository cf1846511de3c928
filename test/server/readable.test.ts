import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLastReadable } from '../../src/server/readable';
import { createService } from '../../src/service';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const HPA = 'k8s/hpa.yaml';
const READABLE = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  minReplicas: 2
  maxReplicas: 9
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: shop, image: 'shop:1' }] }
`;
const BROKEN = READABLE.replace('maxReplicas: 9', 'maxReplicas: [');

/** A project with an editor in which the autoscaler and the Deployment are open. */
function edited() {
  const files = new Map([
    [HPA, READABLE],
    ['k8s/shop.yaml', DEPLOYMENT],
  ]);
  const service = createService(memoryPorts(files));
  const open = new Set<string>();
  const readable = createLastReadable(() => open);
  let version = 0;
  const type = (path: string, text: string) => {
    const uri = uriOf(path);
    service.open({ uri, languageId: 'yaml', version: ++version, text });
    open.add(uri);
    readable.edited(uri);
  };
  const shown = async (key = 'system') => {
    const fresh = await service.systemDrawing(ROOT, {});
    const { value, ...asRead } = await readable.shown(key, ROOT, fresh, service);
    const box = value?.boxes.find(({ kind }) => kind === 'service');
    return [box?.whole[1], asRead.unreadable, asRead.isLast] as const;
  };
  return { type, shown };
}

describe('what is drawn while a text is half typed', () => {
  it('is what the last readable text said, and says so', async () => {
    const { type, shown } = edited();
    type(HPA, READABLE);
    assert.deepEqual(await shown(), ['2–9 pods', [], false]);
    type(HPA, BROKEN);
    assert.deepEqual(await shown(), ['2–9 pods', [HPA], true]);
    type(HPA, READABLE.replace('9', '12'));
    assert.deepEqual(await shown(), ['2–12 pods', [], false]);
  });

  it('follows an edit of another file, and says which cannot be read', async () => {
    const { type, shown } = edited();
    type(HPA, READABLE);
    await shown();
    type(HPA, BROKEN);
    type('k8s/shop.yaml', DEPLOYMENT.replace('spec:\n  sel', 'spec:\n  replicas: 5\n  sel'));
    const [, unreadable, isLast] = await shown();
    assert.deepEqual([unreadable, isLast], [[HPA], false]);
  });

  it('is what there is, where nothing has been shown before', async () => {
    const { type, shown } = edited();
    type(HPA, BROKEN);
    const [, unreadable, isLast] = await shown();
    assert.deepEqual([unreadable, isLast], [[HPA], false]);
    assert.equal((await shown('another view'))[2], false);
  });
});
