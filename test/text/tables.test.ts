import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { entryOf, tableOf } from '../../src/service/text/tables';

const NAMES_OF_OBJECTS = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

describe('a table by names that stand in files', () => {
  it('has the rows that are written, and none that every object has', () => {
    const table = tableOf({ outer: { inner: { a: 1 } } });
    assert.equal(table['outer']?.inner.a, 1);
    for (const name of NAMES_OF_OBJECTS) {
      assert.equal(table[name], undefined, name);
      const inner: Readonly<Record<string, unknown>> = table['outer']?.inner ?? {};
      assert.equal(inner[name], undefined, `inner ${name}`);
    }
  });

  it('leaves what is no plain object: expressions, functions and dates', () => {
    const when = new Date(0);
    const table = tableOf<unknown>({ expression: /a/, run: () => 1, list: [{ b: 2 }], when });
    assert.ok((table['expression'] as RegExp).test('a'));
    assert.equal((table['run'] as () => number)(), 1);
    assert.equal((table['list'] as readonly { b: number }[])[0]?.b, 2);
    assert.equal((table['when'] as Date).getTime(), 0);
  });

  it('an object made from a file answers to its own names alone', () => {
    assert.equal(entryOf({ a: 1 }, 'a'), 1);
    assert.equal(entryOf({ a: 1 }, undefined), undefined);
    for (const name of NAMES_OF_OBJECTS) assert.equal(entryOf({ a: 1 }, name), undefined, name);
  });

  it('is how the service writes every table', () => {
    const plain = /\bconst \w+:\s*Readonly<\s*Record<\s*string,[^;]*?>\s*> = \{/;
    assert.match('const UNITS: Readonly<Record<string, number>> = {', plain);
    const files = readdirSync('src/service', { recursive: true, encoding: 'utf8' });
    const sources = files.filter((file) => file.endsWith('.ts'));
    const bare = sources.filter((file) =>
      plain.test(readFileSync(join('src/service', file), 'utf8')),
    );
    assert.deepEqual(bare, [], 'tableOf() of text/tables.ts makes a table that nobody can trip');
  });
});
