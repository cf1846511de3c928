// `npm run pools-truth`: the tables of pool libraries against the libraries themselves, and the examples
// of the rules against their types. Those are fetched once, without running their scripts; no server is
// needed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { runToEnd } from './processes.mjs';
import { npmProgram } from './programs.mjs';

const FOLDER = 'test/pools-truth';
const INSTALLED = `${FOLDER}/node_modules/.installed`;
/** Fetching or trying what is not done by then hangs; milliseconds. */
const LONGEST = 600_000;

const lock = readFileSync(`${FOLDER}/package-lock.json`, 'utf8');
if (!existsSync(INSTALLED) || readFileSync(INSTALLED, 'utf8') !== lock) {
  console.log('Fetching the libraries, once …');
  const install = [
    npmProgram(),
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const status = await runToEnd(process.execPath, install, { cwd: FOLDER, longest: LONGEST });
  if (status !== 0) process.exit(status);
  writeFileSync(INSTALLED, lock);
}
const files = ['truth.ts', 'fixes.ts', 'types.ts'].map((name) => `${FOLDER}/${name}`);
const test = ['--import', 'tsx', '--test', '--test-reporter=spec', ...files];
process.exit(await runToEnd(process.execPath, test, { longest: LONGEST }));
