// Runs the tests that need neither an editor nor a browser: `npm run test:unit [-- PATTERN…]`, and with
// `--long` those that are slow by nature: properties over many texts, whole projects, the program as a process. With
// a pattern, both kinds.
// Starting a process and loading the sources costs more than most test files take, so they are compiled
// once, and the files share one process a core, which takes the next file when it is done with one; a
// `*.alone.test.ts` changes what lives as long as its process, and has its own.
import { availableParallelism } from 'node:os';
import { capture, runToEnd } from './processes.mjs';
import { bundleTests } from './test-bundle.mjs';
import { globTests } from './test-files.mjs';

/** Unit tests that are not done by then hang; milliseconds. */
const LONGEST = 600_000;
const MOST_PROCESSES = 4;
/** Begun first, so that nobody waits for them at the end; by how their paths begin. */
const SLOWEST = [
  'test/robustness/numbers.long.test.ts',
  'test/system/bad-input.long.test.ts',
  'test/text/expressions.long.test.ts',
  'test/rules/',
];
const COUNTS = ['tests', 'pass', 'fail', 'cancelled', 'skipped', 'todo'];

const patterns = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const isLong = (file) => file.endsWith('.long.test.ts');
const asked = process.argv.includes('--long');
const files = globTests('test', ['editor', 'webview', 'pools-truth', 'builds-truth']).filter(
  (file) =>
    patterns.length === 0
      ? isLong(file) === asked
      : patterns.some((pattern) => slashed(file).includes(pattern)),
);
if (files.length === 0) {
  console.error(`No test file matches ${patterns.join(', ')}.`);
  process.exit(2);
}
const status = await runToEnd(process.execPath, ['scripts/rule-index.mjs'], { longest: LONGEST });
if (status !== 0) process.exit(status);

const moduleOf = await bundleTests(files.map(slashed));
const alone = files.filter((file) => file.includes('.alone.'));
const shared = files.filter((file) => !alone.includes(file)).sort((a, b) => rank(a) - rank(b));
const processes = Math.min(availableParallelism(), MOST_PROCESSES, shared.length);
const runs = await Promise.all([
  ...Array.from({ length: processes }, () => runFiles(shared)),
  ...alone.map((file) => runFiles([file])),
]);
for (const count of COUNTS) {
  console.log(`ℹ ${count} ${runs.reduce((sum, { counts }) => sum + counts[count], 0)}`);
}
// Not `process.exit`: what has been printed into a pipe may still be on its way.
process.exitCode = runs.every(({ passed }) => passed) ? 0 : 1;

function rank(file) {
  const at = SLOWEST.findIndex((begun) => slashed(file).startsWith(begun));
  return at < 0 ? SLOWEST.length : at;
}

/**
 * Runs files in one process as long as there are any, others taking from them as well. Prints what
 * failed, or all of it where a few files were asked for.
 */
async function runFiles(queue) {
  // Thousands of small projects come and go: room for the young costs less than collecting them so often.
  const room = ['--min-semi-space-size=64', '--max-semi-space-size=128'];
  const args = [...room, '--enable-source-maps', '--test-reporter=spec', 'scripts/test-group.mjs'];
  let isDone = false;
  const answer = () => {
    isDone = queue.length === 0;
    const file = queue.shift();
    return file === undefined ? null : { file, module: moduleOf(slashed(file)) };
  };
  const { status, said } = await capture(process.execPath, args, { longest: LONGEST, answer });
  const counts = Object.fromEntries(
    COUNTS.map((name) => [
      name,
      Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(said)?.[1] ?? 0),
    ]),
  );
  // A process that ends before it has asked for a file in vain has run fewer tests than it should.
  const passed = status === 0 && isDone;
  const failures = said.indexOf('✖ failing tests:');
  if (!passed) console.log(failures < 0 ? said : said.slice(failures));
  else if (patterns.length > 0) console.log(said);
  return { passed, counts };
}

/** A pattern is written with slashes on every system. */
function slashed(path) {
  return path.replaceAll('\\', '/');
}
