// Types into samples as it is asked to: a path on standard input, the milliseconds of one keystroke on
// standard output. `against.mjs` runs two of them by turns, bundled from two states of the sources.
import { createInterface } from 'node:readline';
import { placeIn, SAMPLES } from './keystrokes';
import { typist } from './service';

const KEYS = 10;
const typists = new Map<string, () => Promise<void>>();

void (async () => {
  console.log(Object.keys(SAMPLES).join(' '));
  for await (const path of createInterface({ input: process.stdin })) {
    const text = SAMPLES[path] ?? '';
    const type = typists.get(path) ?? (await typist(path, text, placeIn(path, text)));
    typists.set(path, type);
    const start = performance.now();
    for (let key = 0; key < KEYS; key++) await type();
    console.log((performance.now() - start) / KEYS);
  }
})();
