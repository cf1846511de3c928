// `npm test`: every check, all of them run even after one has failed, with a table at the end.
import { existsSync } from 'node:fs';
import { runToEnd } from './processes.mjs';
import { programOf } from './programs.mjs';
import { globTests } from './test-files.mjs';

/** A step that is not done by then hangs; milliseconds. The last one may fetch a VS Code or two. */
const LONGEST = 1_200_000;

const tsx = ['--import', 'tsx'];
const panel = existsSync('test/webview') ? globTests('test/webview') : [];
const STEPS = [
  { name: 'rule index', args: ['scripts/rule-index.mjs'] },
  { name: 'types', args: [programOf('typescript:tsc'), '--noEmit'] },
  { name: 'types of the panel', args: [programOf('typescript:tsc'), '-p', 'src/webview'] },
  { name: 'lint', args: [programOf('@biomejs/biome'), 'ci', '.'] },
  {
    name: 'import boundaries',
    args: [programOf('dependency-cruiser:depcruise'), 'src', '--config', '.dependency-cruiser.cjs'],
  },
  { name: 'unused code', args: [programOf('knip')] },
  { name: 'generated files', args: [...tsx, 'scripts/generate.ts', '--check'] },
  { name: 'build', args: ['esbuild.mjs', '--production'] },
  { name: 'known vulnerabilities of what is bundled', args: ['scripts/bundled.mjs'] },
  { name: 'units and rules', args: ['scripts/unit-tests.mjs'], counted: true },
  {
    name: 'properties, and the program as a process',
    args: ['scripts/unit-tests.mjs', '--long'],
    counted: true,
  },
  { name: 'pools, against the real libraries', args: ['scripts/pools-truth.mjs'], counted: true },
  { name: 'builds, against kubectl', args: ['scripts/builds-truth.mjs'], counted: true },
  ...(panel.length > 0
    ? [{ name: 'panel in Chromium', args: [...tsx, '--test', ...panel], counted: true }]
    : []),
  { name: 'tests in VS Code', args: ['scripts/test-editor.mjs'], counted: true },
];

const rows = [];
for (const step of STEPS) rows.push(await run(step));

console.log('');
for (const { name, hosts, ...row } of rows) {
  console.log(`${row.failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${counted(row)}`);
  for (const host of hosts) console.log(`       ${host}`);
}
const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
console.log(`\n${counted(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** A step counts as one check, unless it runs tests and says how many. */
async function run({ name, args, counted }) {
  console.log(`\n— ${name}`);
  let said = '';
  const hear = (text) => {
    said += text;
  };
  const status = await runToEnd(process.execPath, args, { longest: LONGEST, hear });
  const broken = status === 0 ? 0 : 1;
  if (!counted) return { name, passed: 1 - broken, failed: broken, skipped: 0, hosts: [] };
  const count = (word) => Number(new RegExp(`^(?:#|ℹ) ${word} (\\d+)$`, 'm').exec(said)?.[1] ?? 0);
  return {
    name,
    passed: count('pass'),
    failed: Math.max(count('fail'), broken),
    skipped: count('skipped') + count('todo'),
    hosts: [...said.matchAll(/^# host (.*)$/gm)].map(([, host]) => host),
  };
}

function counted({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
