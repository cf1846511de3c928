import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boxAt, memberAt } from '../../src/extension/boxAt';
import { createService } from '../../src/service';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const FILE = 'compose.yaml';
const SERVICES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const TEXT = `services:\n${SERVICES.map((name) => `  ${name}: { image: ${name} }\n`).join('')}`;

function drawn(keep: readonly string[] = []) {
  const service = createService(memoryPorts(new Map([[FILE, TEXT]])));
  return service.systemDrawing(ROOT, { most: 3, keep });
}

describe('the box where the cursor stands', () => {
  it('is one by itself when it was within a fold', async () => {
    const folded = await drawn();
    assert.equal(folded?.boxes.length, 1);
    const line = 1 + SERVICES.indexOf('e');
    const member = memberAt(folded?.boxes ?? [], uriOf(FILE), line);
    assert.ok(member);
    assert.equal(boxAt(folded?.boxes ?? [], uriOf(FILE), line), folded?.boxes[0]?.id);
    const kept = await drawn([member]);
    assert.deepEqual(kept?.boxes.map(({ whole }) => whole[0]).sort(), ['7 services', 'e']);
    assert.equal(boxAt(kept?.boxes ?? [], uriOf(FILE), line), member);
    assert.equal(memberAt(kept?.boxes ?? [], uriOf(FILE), line), null);
  });

  it('of the first service is no longer the fold that begins there', async () => {
    const member = memberAt((await drawn())?.boxes ?? [], uriOf(FILE), 1);
    const kept = await drawn([member ?? '']);
    assert.ok(kept?.boxes.some(({ whole }) => whole[0] === 'a'));
    assert.equal(memberAt(kept?.boxes ?? [], uriOf(FILE), 1), null);
  });
});
