// Where the programs are that the scripts run. They are run by this very Node and by their file, so
// that neither a shell nor the `.cmd` shims of Windows take part.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * The file of a program that a development package brings.
 * @param {string} name - the package, and its program after a colon where the names differ
 */
export function programOf(name) {
  const [packageName, program = basename(packageName)] = name.split(':');
  const manifest = manifestOf(packageName);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[program]);
}

/** The npm that started us, else the one beside this Node: a script to run with Node. */
export function npmProgram() {
  const started = process.env.npm_execpath;
  if (started && basename(started) === 'npm-cli.js') return started;
  const home = dirname(process.execPath);
  const found = [
    join(home, 'node_modules/npm/bin/npm-cli.js'),
    join(home, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(home, '../share/nodejs/npm/bin/npm-cli.js'),
  ].find(existsSync);
  if (!found) throw new Error('npm was not found: run this as an npm script, as in `npm test`.');
  return found;
}

/** Found by folder, because a package may keep its manifest out of its exports. */
function manifestOf(packageName) {
  const manifest = require.resolve
    .paths(packageName)
    .map((folder) => join(folder, packageName, 'package.json'))
    .find(existsSync);
  if (!manifest) throw new Error(`The package ${packageName} is missing: run \`npm ci\` first.`);
  return manifest;
}
