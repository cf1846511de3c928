// What rules for code cost, counted, as a file becomes long; in a process of its own.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { slowRules } from '../support/slow-rules';

/** The areas whose rules read one file of code. */
const CODE = /^(?:pool|cache|query|replica|shard)\//;

it('rules for code take steps that grow with the length of a file', async () => {
  assert.deepEqual(await slowRules('document', (id) => CODE.test(id)), []);
});
