import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applicationCode } from '../../src/service/languages/application-code';
import { analysed } from '../support/analysed';
import { SAMPLES } from './samples';

describe('application code: any text', () => {
  it('never rejects; spans and paths hold, at every cut of a text', async () => {
    for (const [path, text] of Object.entries(SAMPLES)) {
      for (let end = 0; end <= text.length; end += 1) {
        await holds(path, text.slice(0, end));
      }
    }
  });

  it('never rejects on arbitrary text', async () => {
    const paths = fc.constantFrom(...Object.keys(SAMPLES));
    const word = fc.constantFrom(
      ...[
        'new Pool(',
        '{ max: 5,',
        "require('pg')",
        'import { Pool } from "pg";',
        '})',
        '\u{1F4A7}',
      ],
    );
    const text = fc
      .array(fc.oneof(word, fc.string({ maxLength: 12 })), { maxLength: 12 })
      .map((parts) => parts.join(' '));
    await fc.assert(fc.asyncProperty(paths, text, holds), { numRuns: 150 });
  });

  async function holds(path: string, text: string): Promise<void> {
    const { places, comments, model } = await analysed(applicationCode, {
      uri: `file:///${path}`,
      path,
      text,
    });
    const spans = [...places.values(), ...comments.map(({ at }) => at)];
    for (const { start, end } of spans) assert.ok(start >= 0 && start <= end && end <= text.length);
    const options = model.pools.flatMap((pool) => pool.options.map((option) => option.path));
    for (const option of options) assert.ok(places.has(option), option);
  }
});
