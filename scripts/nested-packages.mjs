// Packages that only one step of the tests needs: fetched once, without running their scripts.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { runToEnd } from './processes.mjs';
import { npmProgram } from './programs.mjs';

/** Fetching what is not done by then hangs; milliseconds. */
const LONGEST = 600_000;

/** Installs what a folder's lock file names, unless that is there. @returns npm's exit status */
export async function installNested(folder) {
  const installed = `${folder}/node_modules/.installed`;
  const lock = readFileSync(`${folder}/package-lock.json`, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return 0;
  console.log('Fetching the packages, once …');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const status = await runToEnd(process.execPath, [npmProgram(), 'ci', ...options], {
    cwd: folder,
    longest: LONGEST,
  });
  if (status === 0) writeFileSync(installed, lock);
  return status;
}
