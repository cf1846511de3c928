import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const NAMES = ['headroom.yaml', 'src/db.ts', 'k8s/hpa.yaml', 'k8s/deployment.yaml'];

function shop(): Map<string, string> {
  return new Map(NAMES.map((name) => [name, readFileSync(`examples/shop/${name}`, 'utf8')]));
}

it('the budget stands above the pool and above the autoscaler, and follows an edit', async () => {
  const files = shop();
  const service = createService(memoryPorts(files));
  assert.deepEqual(await service.codeLenses(uriOf('src/db.ts')), [], 'nothing before all is read');
  await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
  const title = '16 pods × 1 process × 10 = 160, 200–320 in a rollout, of 92 · shop';
  assert.deepEqual(await service.codeLenses(uriOf('src/db.ts')), [
    { at: { line: 5, character: 7 }, title },
  ]);
  assert.deepEqual(await service.codeLenses(uriOf('k8s/hpa.yaml')), [
    { at: { line: 10, character: 15 }, title },
  ]);
  assert.deepEqual(await service.codeLenses(uriOf('k8s/deployment.yaml')), []);
  const uri = uriOf('src/db.ts');
  const text = `\n${files.get('src/db.ts')?.replace('max: 10', 'max: 4')}`;
  service.open({ uri, languageId: 'typescript', version: 1, text });
  await service.diagnostics(uri, NEVER_CANCELLED);
  assert.deepEqual(await service.codeLenses(uri), [
    {
      at: { line: 6, character: 7 },
      title: '16 pods × 1 process × 4 = 64, 80–128 in a rollout, of 92 · shop',
    },
  ]);
});
