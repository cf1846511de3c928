// What project rules cost, counted, as a project becomes broad; in a process of its own.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { slowRules } from '../support/slow-rules';

/** Where each of many is held against each of many, and why that is so. */
const PAIRS: Readonly<Record<string, string>> = {
  'kubernetes/hpa-quota-exceeded': 'each quota of a namespace holds for each autoscaler in it',
  'kubernetes/hpa-target-not-found':
    'a name that is not there may be a misspelt one of all there are',
  'kubernetes/hpa-target-namespace-mismatch': 'the same',
};

it('project rules take steps that grow with the number of objects in a folder', async () => {
  assert.deepEqual(await slowRules('project', (id) => !Object.hasOwn(PAIRS, id)), []);
});
