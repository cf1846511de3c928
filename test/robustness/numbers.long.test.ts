import { existsSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { RULES } from '../../src/service/rules';
import { inputsOf, parseExamples, reviewFiles } from '../support/examples';

/** More digits than a number holds. */
const BEYOND = '9'.repeat(400);

const examples = RULES.flatMap(({ id }) =>
  ['README.md', 'cases.md'].flatMap((name) => {
    const path = `src/service/rules/${id}/${name}`;
    return existsSync(path) ? parseExamples(readFileSync(path, 'utf8')).map(inputsOf) : [];
  }),
);

it('no message tells of a number beyond all numbers, in whose place it may stand', async () => {
  for (const files of examples) {
    for (const [path, text] of files) {
      for (const { index, 0: digits } of text.matchAll(/\b\d+\b/g)) {
        const changed = text.slice(0, index) + BEYOND + text.slice(index + digits.length);
        // Each finding of each rule is looked at there.
        await reviewFiles(new Map([...files, [path, changed]]), '');
      }
    }
  }
});
