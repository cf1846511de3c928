// Opens an editor for a person, with the extension under development in it.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { isOnPath, needsDisplay } from './desktop.mjs';
import { fetchServer, pageOf, startServer } from './server.mjs';
import { OLDEST } from './versions.mjs';

/**
 * Opens the VS Code of the desktop, where there is one that can show the extension. It is not waited
 * for: its window is the user's.
 * @returns whether it opened
 */
export function openDesktop(extension, workspace, file) {
  const missing = codeMissing();
  if (missing) {
    console.log(`Opening VS Code in the browser: ${missing}.`);
    return false;
  }
  const first = join(workspace, file);
  const { status } = code([`--extensionDevelopmentPath=${extension}`, workspace, first], 'inherit');
  if (status === 0) console.log(`VS Code opens ${workspace} with the extension in it.`);
  else console.log('Opening VS Code in the browser: `code` could not open it.');
  return status === 0;
}

/** Serves a VS Code until this process is told to end. */
export async function serveInBrowser(extension, workspace, file) {
  const token = randomBytes(16).toString('hex');
  const server = await startServer(await fetchServer(OLDEST), token);
  const opened = { openFile: join(workspace, file) };
  const page = pageOf(server.address, workspace, extension, opened, token);
  const address = await shortAddress(page);
  console.log(`VS Code with the extension on examples/shop: ${address}`);
  console.log('Ctrl-C ends it.');
  openBrowser(address);
  await server.gone;
}

/** Why no VS Code of the desktop can show the extension, or nothing when one can. */
function codeMissing() {
  const { platform, env } = process;
  // In a terminal of a remote window, `code` opens windows far away that take no such extension.
  if (env.VSCODE_IPC_HOOK_CLI || env.WSL_DISTRO_NAME) return 'this is a remote machine';
  if (needsDisplay(platform, env)) return 'there is no display';
  const { status, stdout } = code(['--version'], 'pipe');
  if (status !== 0) return 'there is no usable `code` command';
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
  const version = stdout.split('\n')[0].trim();
  const needed = engines.vscode.replace('^', '');
  return isAtLeast(version, needed) ? undefined : `\`code\` is ${version}, older than ${needed}`;
}

/** Whether a version, as in 1.100.3, is at least another. */
export function isAtLeast(version, needed) {
  const [have = [], want = []] = [version, needed].map((text) =>
    text.split(/[.-]/).slice(0, 3).map(Number),
  );
  const index = want.findIndex((number, at) => number !== have[at]);
  return index < 0 || (have[index] ?? 0) > want[index];
}

/** `code` is a script of the shell's on Windows; there a path may hold blanks. */
function code(args, stdio) {
  const shell = process.platform === 'win32';
  const quoted = shell ? args.map((argument) => `"${argument}"`) : args;
  return spawnSync('code', quoted, { shell, stdio, encoding: 'utf8', timeout: 60_000 });
}

/** A short address that leads to a long one. */
export function shortAddress(page) {
  // The page holds the token: who does not know the name is told nothing.
  const name = `/${randomBytes(8).toString('hex')}`;
  const server = createServer(({ url }, response) => {
    if (url === name) response.writeHead(302, { location: page }).end();
    else response.writeHead(404).end();
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    // The editor's own server keeps this process; an address alone does not.
    server.unref();
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${server.address().port}${name}`),
    );
  });
}

/** A courtesy: where it is not possible, the address has been printed. BROWSER=none prevents it. */
function openBrowser(address) {
  const { platform, env } = process;
  if (env.BROWSER === 'none' || needsDisplay(platform, env)) return;
  const [command, ...args] =
    platform === 'darwin'
      ? ['open', address]
      : platform === 'win32'
        ? ['explorer.exe', address]
        : ['xdg-open', address];
  if (platform === 'linux' && !isOnPath(command, env.PATH)) return;
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
