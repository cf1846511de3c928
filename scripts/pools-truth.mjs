// `npm run pools-truth`: the tables of pool libraries against the libraries themselves, and the examples
// of the rules against their types. Those are fetched once, without running their scripts; no server is
// needed.
import { installNested } from './nested-packages.mjs';
import { runToEnd } from './processes.mjs';

const FOLDER = 'test/pools-truth';
/** Trying what is not done by then hangs; milliseconds. */
const LONGEST = 600_000;

const status = await installNested(FOLDER);
if (status !== 0) process.exit(status);
const files = ['truth.ts', 'fixes.ts', 'types.ts'].map((name) => `${FOLDER}/${name}`);
const test = ['--import', 'tsx', '--test', '--test-reporter=spec', ...files];
process.exit(await runToEnd(process.execPath, test, { longest: LONGEST }));
