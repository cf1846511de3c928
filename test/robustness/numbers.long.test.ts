import { existsSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { RULES } from '../../src/service/rules';
import { assertSound, inputsOf, parseExamples } from '../support/examples';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

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
    // Typed into one project, which costs a part of what a new one for each number would.
    const service = createService(memoryPorts(new Map(files)));
    let version = 0;
    const type = (path: string, text: string) =>
      service.open({ uri: uriOf(path), languageId: '', version: ++version, text });
    for (const [path, text] of files) {
      for (const { index, 0: digits } of text.matchAll(/\b\d+\b/g)) {
        const changed = text.slice(0, index) + BEYOND + text.slice(index + digits.length);
        type(path, changed);
        const { output } = await service.review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED);
        const now = new Map([...files, [path, changed]]);
        for (const { path: told, findings } of output.files) {
          for (const finding of findings) assertSound(finding, told, now);
        }
      }
      type(path, text);
    }
  }
});
