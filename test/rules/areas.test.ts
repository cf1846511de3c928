import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { AREAS } from '../support/rule-tests';

/** Several files, so that two cores share the work. */
for (const [what, call] of [
  ['the page of each rule', 'testPages'],
  ['the further cases of each rule', 'testCases'],
]) {
  it(`${what} is tested, once`, () => {
    const tested = readdirSync('test/rules').flatMap((file) => {
      const text = readFileSync(`test/rules/${file}`, 'utf8');
      const asked = new RegExp(`${call}\\(\\[([^\\]]*)\\]\\)`).exec(text);
      return [...(asked?.[1]?.matchAll(/'([^']+)'/g) ?? [])].map(([, area]) => area);
    });
    assert.deepEqual(tested.sort(), [...AREAS].sort());
  });
}
