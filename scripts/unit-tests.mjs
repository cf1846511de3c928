// Runs the tests that need neither an editor nor a browser: `npm run test:unit [-- PATTERN…]`.
// Starting a process and loading the sources costs more than most test files take, so the files share
// one process a core; a `*.alone.test.ts` changes what lives as long as its process, and has its own.
import { availableParallelism } from 'node:os';
import { capture, runToEnd } from './processes.mjs';
import { globTests } from './test-files.mjs';

/** Unit tests that are not done by then hang; milliseconds. */
const LONGEST = 600_000;
const MOST_PROCESSES = 4;
const COUNTS = ['tests', 'pass', 'fail', 'cancelled', 'skipped', 'todo'];

const patterns = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const files = globTests('test', ['editor', 'webview', 'pools-truth']).filter(
  (file) => patterns.length === 0 || patterns.some((pattern) => slashed(file).includes(pattern)),
);
if (files.length === 0) {
  console.error(`No test file matches ${patterns.join(', ')}.`);
  process.exit(2);
}
const status = await runToEnd(process.execPath, ['scripts/rule-index.mjs'], { longest: LONGEST });
if (status !== 0) process.exit(status);

const runs = await Promise.all(groupsOf(files).map(runGroup));
for (const count of COUNTS) {
  console.log(`ℹ ${count} ${runs.reduce((sum, { counts }) => sum + counts[count], 0)}`);
}
process.exit(runs.every(({ passed }) => passed) ? 0 : 1);

/** Dealt out like cards, so that folders of slow tests are spread. */
function groupsOf(all) {
  const alone = all.filter((file) => file.endsWith('.alone.test.ts'));
  const shared = all.filter((file) => !alone.includes(file));
  const size = Math.min(availableParallelism(), MOST_PROCESSES, shared.length);
  const groups = Array.from({ length: size }, (_, group) =>
    shared.filter((_, index) => index % size === group),
  );
  return [...groups, ...alone.map((file) => [file])];
}

/** Runs files in one process. Prints what failed, or all of it where a few files were asked for. */
async function runGroup(group) {
  const args = ['--import', 'tsx', '--test-reporter=spec', 'scripts/test-group.mjs', ...group];
  const { status, said } = await capture(process.execPath, args, { longest: LONGEST });
  const counts = Object.fromEntries(
    COUNTS.map((name) => [
      name,
      Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(said)?.[1] ?? 0),
    ]),
  );
  // A process that dies has run fewer tests than it would, and says so only by its status.
  const passed = status === 0 && counts.tests > 0;
  const failures = said.indexOf('✖ failing tests:');
  if (!passed) console.log(failures < 0 ? said : said.slice(failures));
  else if (patterns.length > 0) console.log(said);
  return { passed, counts };
}

/** A pattern is written with slashes on every system. */
function slashed(path) {
  return path.replaceAll('\\', '/');
}
