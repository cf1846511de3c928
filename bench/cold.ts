// Prints the milliseconds of the first analysis in a fresh process: `node cold.mjs FILE < text`.
import { readFileSync } from 'node:fs';
import { recognise } from '../src/service/languages/registry';
import { analysed } from '../test/support/analysed';
import { uriOf } from '../test/support/memory';

const path = process.argv[2] ?? '';
const text = readFileSync(0, 'utf8');

void (async () => {
  const start = performance.now();
  const language = recognise({ path, text });
  if (language) await analysed(language, { uri: uriOf(path), path, text });
  console.log(performance.now() - start);
})();
