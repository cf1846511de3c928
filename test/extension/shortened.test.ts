import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_ANSWER, shortened } from '../../src/extension/shortened';

const answer = (items: readonly string[]) => ({ version: 1, items });

describe('an answer to a language model', () => {
  it('is whole where there is room, and says nothing of a cut', () => {
    const items = ['a', 'b'];
    assert.equal(shortened(answer, items), JSON.stringify({ version: 1, items }));
    assert.equal(shortened(answer, []), JSON.stringify({ version: 1, items: [] }));
  });

  it('holds as many of its items as there is room for, and says that some are left out', () => {
    const items = Array.from({ length: 1000 }, (_, index) => `${index}`.padStart(97, 'x'));
    const text = shortened(answer, items);
    const { truncated, items: shown } = JSON.parse(text) as { truncated: boolean; items: string[] };
    assert.equal(truncated, true);
    assert.deepEqual(shown, items.slice(0, shown.length));
    assert.ok(text.length <= MAX_ANSWER, `${text.length}`);
    // One more of 100 characters would be too many.
    assert.ok(text.length + 100 > MAX_ANSWER, `${text.length}`);
  });

  it('counts what JSON makes of the text, and is an answer where not even one item has room', () => {
    assert.equal(JSON.parse(shortened(answer, ['"'.repeat(5000)])).truncated, true);
    const wide = { all: 'x'.repeat(9000) };
    const text = shortened((some) => ({ ...wide, some }), ['a']);
    assert.deepEqual(JSON.parse(text), { version: 1, truncated: true });
  });
});
