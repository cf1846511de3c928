import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RULES } from '../../src/service/rules';
import { inputsOf, parseExamples, reviewFiles } from '../support/examples';

/** What stands in place of a number in files of strangers. */
const ODD = [
  '0',
  '-1',
  '',
  '1e999',
  '99999999999999999999',
  '.inf',
  '.nan',
  '0x10',
  '"7"',
  'null',
  '1.5',
  '~',
];

const examples = RULES.flatMap(({ id }) =>
  ['README.md', 'cases.md'].flatMap((name) => {
    const path = `src/service/rules/${id}/${name}`;
    return existsSync(path) ? parseExamples(readFileSync(path, 'utf8')).map(inputsOf) : [];
  }),
);

describe('messages and places', () => {
  it('stay sound whatever stands in place of a number', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...examples),
        fc.nat(),
        fc.constantFrom(...ODD),
        async (files, which, odd) => {
          const numbers = [...files].flatMap(([path, text]) =>
            [...text.matchAll(/\b\d+\b/g)].map(({ index, 0: { length } }) => ({
              path,
              index,
              length,
            })),
          );
          const chosen = numbers[which % Math.max(1, numbers.length)];
          if (!chosen) return;
          const text = files.get(chosen.path) ?? '';
          const changed =
            text.slice(0, chosen.index) + odd + text.slice(chosen.index + chosen.length);
          // Each finding of each rule is looked at there.
          await reviewFiles(new Map([...files, [chosen.path, changed]]), '');
        },
      ),
      { numRuns: 120 },
    );
  });
});
