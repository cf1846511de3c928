import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, stringify } from 'yaml';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';
import { DEPLOYMENT, GUIDE_HPA } from './support';

const list = (items: readonly object[]) => ({ apiVersion: 'v1', kind: 'List', items });
const yaml = { lineWidth: 0, aliasDuplicateObjects: false } as const;

/** Ways to put objects into one file. */
const NOTATIONS: Readonly<Record<string, (objects: readonly object[]) => string>> = {
  'block.yaml': (objects) => objects.map((object) => stringify(object, yaml)).join('---\n'),
  'flow.yaml': (objects) =>
    objects.map((each) => stringify(each, { ...yaml, collectionStyle: 'flow' })).join('---\n'),
  'list.yaml': (objects) => stringify(list(objects), yaml),
  'list.json': (objects) => JSON.stringify(list(objects)),
  'pretty.json': (objects) => JSON.stringify(list(objects), null, '\t'),
};

const guide = parse(GUIDE_HPA) as { apiVersion: string; spec: Record<string, unknown> };
const deployment = { ...parse(DEPLOYMENT), metadata: { name: 'orders' } } as object;
const hpa = (spec: object, apiVersion = guide.apiVersion) => ({
  ...guide,
  apiVersion,
  spec: { ...guide.spec, ...spec },
});
const DEFECTS: readonly (readonly object[])[] = [
  [hpa({ minReplicas: 9, maxReplicas: 3 })],
  [hpa({ minReplicas: 4, maxReplicas: 4, cooldownPeriod: 3 })],
  [hpa({ behavior: { scaleDown: { stabilizationWindowSeconds: 9000 } } })],
  [hpa({ metrics: undefined, targetCPUUtilizationPercentage: 70 })],
  [hpa({ metrics: undefined, targetCPUUtilizationPercentage: 70, behavior: {} }, 'autoscaling/v1')],
  [hpa({}, 'autoscaling/v2beta2'), deployment],
  [hpa({}), { ...hpa({}), metadata: { name: 'other' } }],
];

async function review(path: string, text: string) {
  const service = createService(memoryPorts(new Map([[path, text]])));
  const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  const found = (output.files[0]?.findings ?? []).map(({ rule, message, fixes }) =>
    [rule, message, ...fixes.map(({ title }) => title)].join('\n'),
  );
  return { found: found.sort(), service };
}

describe('kubernetes: notations', () => {
  it('finds the same and offers the same, whatever the notation', async () => {
    for (const objects of DEFECTS) {
      const expected = await review('block.yaml', NOTATIONS['block.yaml']?.(objects) ?? '');
      assert.ok(expected.found.length > 0, JSON.stringify(objects));
      for (const [path, write] of Object.entries(NOTATIONS)) {
        const { found } = await review(path, write(objects));
        assert.deepEqual(found, expected.found, path);
      }
    }
  });

  it('fixes the same', async () => {
    for (const objects of DEFECTS) {
      const left: string[][] = [];
      for (const [path, write] of Object.entries(NOTATIONS)) {
        const { service } = await review(path, write(objects));
        const options = { unsafe: true, only: [] };
        const { texts } = await service.fix([ROOT], options, NEVER_CANCELLED);
        const text = texts.get(uriOf(path)) ?? write(objects);
        assert.ok(!path.endsWith('.json') || typeof JSON.parse(text) === 'object', text);
        left.push((await review(path, text)).found);
      }
      for (const each of left) assert.deepEqual(each, left[0]);
    }
  });
});
