// What is fetched once and kept in the git-ignored folder .vscode-test.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { atEnd } from '../processes.mjs';
import { npmProgram } from '../programs.mjs';

/** Where everything is kept that is fetched. */
export const CACHE = resolve('.vscode-test');

/** Something could not be fetched: the message says what, why and what to do. */
export class FetchError extends Error {}

/**
 * A folder of the cache, built once. It is built under another name and renamed at the end, so that
 * an interrupted fetch leaves nothing behind that looks complete.
 * @param {(folder: string) => Promise<string>} build - fills the folder; answers with what to keep
 */
export async function cached(name, build) {
  const kept = join(CACHE, name);
  if (existsSync(kept)) return kept;
  mkdirSync(CACHE, { recursive: true });
  const building = mkdtempSync(join(CACHE, 'building-'));
  const clean = atEnd(() => rmSync(building, { recursive: true, force: true, maxRetries: 10 }));
  try {
    const built = await build(building);
    // Another process may have been faster; its folder is as good.
    if (!existsSync(kept)) renameSync(built, kept);
    return kept;
  } finally {
    clean();
  }
}

/**
 * Installs packages with npm into a new folder, without running their scripts, and shows how far
 * it is.
 * @param {object} what
 * @param {string} what.name - for a person: 'VS Code 1.100.3'
 * @param {string[]} what.packages - exact versions
 * @param {string[]} what.within - folders of theirs whose own manifests are installed after that
 * @param {number} what.megabytes - all of it on disk, about
 * @throws {FetchError}
 */
export async function install(folder, { name, packages, within, megabytes }) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const hideProgress = showProgress(name, folder, megabytes);
  let reason = await npm(['install', ...packages, ...INSTALL], folder);
  for (const path of within) reason ??= await npm(['install', ...INSTALL], join(folder, path));
  hideProgress();
  if (reason === undefined) return;
  throw new FetchError(
    `${name} could not be fetched from npm's registry (${reason}). ` +
      'Check the connection with `npm ping`, then start again.',
  );
}

const INSTALL = [
  '--omit=dev',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

/** Runs npm to its end; answers with nothing, or with the one line that says why it failed. */
function npm(args, cwd) {
  const child = spawn(process.execPath, [npmProgram(), ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const done = atEnd(() => child.kill());
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      done();
      resolve(status === 0 ? undefined : reasonOf(said, status));
    });
  });
}

/** npm prints an error's code first and its explanation last; the network's own word is enough. */
export function reasonOf(said, status) {
  const lines = said
    .split('\n')
    .map((line) => line.replace(/^npm (?:error|ERR!)\s*/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('npm warn'));
  const code = lines.find((line) => line.startsWith('code '))?.slice('code '.length);
  const cause = lines.find((line) => /^(?:network )?request to|^\d{3} /.test(line));
  return [code, cause?.replace(/^network /, '')].filter(Boolean).join(', ') || `status ${status}`;
}

/** Prints how much of a folder is there: in place on a terminal, else a line every ten seconds. */
function showProgress(name, folder, megabytes) {
  const terminal = process.stdout.isTTY === true;
  const line = (size) => `  ${name}: ${Math.min(size, megabytes)} of about ${megabytes} MB`;
  console.log(`Fetching ${name} into .vscode-test, once:`);
  let shown = Date.now();
  let ended = false;
  const look = async () => {
    const size = Math.round((await sizeOf(folder)) / 1e6);
    if (ended) return;
    if (terminal) process.stdout.write(`\r${line(size)}`);
    else if (Date.now() - shown >= 10_000) {
      shown = Date.now();
      console.log(line(size));
    }
    setTimeout(look, 1000).unref();
  };
  void look();
  return () => {
    ended = true;
    if (terminal) process.stdout.write('\n');
  };
}

/** Bytes beneath a folder; what goes away meanwhile counts nothing. */
async function sizeOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sizeOf(path);
      return stat(path).then(
        ({ size }) => size,
        () => 0,
      );
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
