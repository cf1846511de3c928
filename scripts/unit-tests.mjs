// Runs the tests that need neither an editor nor a browser: `npm run test:unit [-- PATTERN…]`.
import { spawnSync } from 'node:child_process';
import { globTests } from './test-files.mjs';

const patterns = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const files = globTests('test', ['editor', 'webview']).filter(
  (file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)),
);
if (files.length === 0) {
  console.error(`No test file matches ${patterns.join(', ')}.`);
  process.exit(2);
}
const index = spawnSync(process.execPath, ['scripts/rule-index.mjs'], { stdio: 'inherit' });
if (index.status !== 0) process.exit(index.status ?? 1);
const run = spawnSync(process.execPath, ['--import', 'tsx', '--test', ...files], {
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
