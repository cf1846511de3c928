// Runs the tests that need neither an editor nor a browser: `npm run test:unit [-- PATTERN…]`.
import { runToEnd } from './processes.mjs';
import { globTests } from './test-files.mjs';

/** Unit tests that are not done by then hang; milliseconds. */
const LONGEST = 600_000;

const patterns = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const files = globTests('test', ['editor', 'webview']).filter(
  (file) => patterns.length === 0 || patterns.some((pattern) => slashed(file).includes(pattern)),
);
if (files.length === 0) {
  console.error(`No test file matches ${patterns.join(', ')}.`);
  process.exit(2);
}
for (const args of [['scripts/rule-index.mjs'], ['--import', 'tsx', '--test', ...files]]) {
  const status = await runToEnd(process.execPath, args, { longest: LONGEST });
  if (status !== 0) process.exit(status);
}

/** A pattern is written with slashes on every system. */
function slashed(path) {
  return path.replaceAll('\\', '/');
}
