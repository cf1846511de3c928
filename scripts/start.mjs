// `npm start`: builds, and prints the review of the example.
import { spawnSync } from 'node:child_process';

for (const args of [
  ['esbuild.mjs', '--production'],
  ['dist/cli.js', 'check', '--fail-on', 'never', 'examples/shop'],
]) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
