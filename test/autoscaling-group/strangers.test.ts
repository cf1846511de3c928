import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lockOf, tablesOf, templateOf } from '../../bench/samples';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const STRANGERS: readonly (readonly [path: string, text: string])[] = [
  ['package-lock.json', lockOf(200)],
  ['tables.json', tablesOf(100)],
  ['mentions.json', tablesOf(100, 'next to the AutoScalingGroup, aws_autoscaling_group')],
  ['tsconfig.json', '// headroom is no word for it\n{ "compilerOptions": {} }'],
];

describe('other people’s JSON', () => {
  it('is not parsed and gets nothing, in a project and in the editor', async () => {
    const files = new Map([...STRANGERS, ['stack.json', templateOf(1)] as const]);
    const service = createService(memoryPorts(files));
    const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
    assert.deepEqual(
      output.files.map(({ path }) => path),
      ['stack.json'],
    );
    for (const [path, text] of STRANGERS) {
      const uri = uriOf(path);
      service.open({ uri, languageId: 'json', version: 1, text });
      const { items } = await service.diagnostics(uri, NEVER_CANCELLED);
      assert.deepEqual(items, []);
      assert.equal(await service.hover(uri, { line: 1, character: 3 }, NEVER_CANCELLED), null);
      assert.deepEqual(await service.completion(uri, { line: 1, character: 3 }), []);
    }
    assert.deepEqual([...service.counters().parses.keys()], [`${uriOf('stack.json')}@0`]);
  });
});
