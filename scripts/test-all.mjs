// `npm test`: every check, all of them run even after one has failed, with a table at the end.
import { spawnSync } from 'node:child_process';

const node = process.execPath;
const tsx = ['--import', 'tsx'];
const STEPS = [
  ['rule index', node, ['scripts/rule-index.mjs']],
  ['types', 'npx', ['--no-install', 'tsc', '--noEmit']],
  ['lint', 'npx', ['--no-install', 'biome', 'ci', '.']],
  [
    'import boundaries',
    'npx',
    ['--no-install', 'depcruise', 'src', '--config', '.dependency-cruiser.cjs'],
  ],
  ['generated files', node, [...tsx, 'scripts/generate.ts', '--check']],
  ['build', node, ['esbuild.mjs', '--production']],
  ['tests', node, ['scripts/unit-tests.mjs']],
  ['tests in VS Code', node, ['scripts/test-editor.mjs']],
];

const rows = STEPS.map(([name, command, args]) => {
  console.log(`\n— ${name}`);
  const { status, stdout } = spawnSync(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  process.stdout.write(stdout);
  const count = (word) =>
    Number(new RegExp(`^(?:#|ℹ) ${word} (\\d+)$`, 'm').exec(stdout)?.[1] ?? 0);
  const skipped = count('skipped') + count('todo');
  if (!name.startsWith('tests'))
    return { name, passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped };
  const failed = Math.max(count('fail'), status === 0 ? 0 : 1);
  return { name, passed: count('pass'), failed, skipped };
});

console.log('');
for (const { name, passed, failed, skipped } of rows) {
  const note = skipped > 0 ? `, ${skipped} skipped` : '';
  console.log(
    `${failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${passed} passed, ${failed} failed${note}`,
  );
}
const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
const skipped = sum('skipped');
console.log(
  `\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
);
process.exitCode = sum('failed') > 0 ? 1 : 0;
