import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { AREAS } from '../support/rule-tests';

/** Several files, so that two cores share the work. */
it('the rules of each area are tested, once', () => {
  const tested = readdirSync('test/rules').flatMap((file) => {
    const asked = /testRules\(\[([^\]]*)\]\)/.exec(readFileSync(`test/rules/${file}`, 'utf8'));
    return [...(asked?.[1]?.matchAll(/'([^']+)'/g) ?? [])].map(([, area]) => area);
  });
  assert.deepEqual(tested.sort(), [...AREAS].sort());
});
