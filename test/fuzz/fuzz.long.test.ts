import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type Case, caseOf, failureOf, projects } from './run';

const FOUND = 'test/fuzz/found';

describe('broken texts', () => {
  it('are read, asked about, fixed and read again without a throw, a hang or a difference', async () => {
    const all = projects();
    for (let seed = 1; seed <= 60; seed++) {
      assert.equal(await failureOf(caseOf(seed, all)), undefined, `seed ${seed}`);
    }
  });

  for (const name of existsSync(FOUND) ? readdirSync(FOUND) : []) {
    it(`that failed once do not any more: ${name}`, async () => {
      const found = JSON.parse(readFileSync(`${FOUND}/${name}`, 'utf8')) as Case;
      assert.equal(await failureOf(found), undefined);
    });
  }
});
