// VS Code on the desktop, downloaded by @vscode/test-electron where its host can be reached.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { startTree, temporaryFolder } from '../processes.mjs';
import { CACHE } from './cache.mjs';

/** A host that has not answered by then counts as out of reach; milliseconds. */
const PATIENCE = 10_000;

/**
 * Why the desktop VS Code of a version cannot run here, or nothing when it can: it has been
 * downloaded or can be, and there is a display or a stand-in for one.
 */
export async function desktopMissing({ version }) {
  const { env, platform } = process;
  if (needsDisplay(platform, env) && !isOnPath('xvfb-run', env.PATH)) {
    return 'no display, and no xvfb-run to stand in for one';
  }
  const build = buildOf(platform, process.arch);
  if (existsSync(join(CACHE, `vscode-${build}-${version}`, 'is-complete'))) return undefined;
  const address = `https://update.code.visualstudio.com/${version}/${build}/stable`;
  return (await answers(address)) ? undefined : `${new URL(address).host} cannot be reached`;
}

/** Downloads it once, with progress; answers with its program. */
export function fetchDesktop({ version }) {
  return downloadAndUnzipVSCode({ version, cachePath: CACHE });
}

/**
 * Runs a suite in it.
 * @param {(line: string) => void} hear - given each line it prints
 * @returns its exit status, and a function that ends it
 */
export async function runOnDesktop(program, { extension, suite, workspace, hear }) {
  const profile = await temporaryFolder('headroom-');
  const args = [
    workspace,
    `--extensionDevelopmentPath=${extension}`,
    `--extensionTestsPath=${suite}`,
    `--user-data-dir=${profile}`,
    `--extensions-dir=${join(profile, 'extensions')}`,
    ...['--no-sandbox', '--disable-gpu-sandbox', '--disable-gpu', '--disable-updates'],
    ...['--skip-welcome', '--skip-release-notes', '--disable-workspace-trust'],
    '--disable-telemetry',
  ];
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const [command, ...before] = needsDisplay(process.platform, env)
    ? ['xvfb-run', '-a', program]
    : [program];
  const { child, stop } = startTree(command, [...before, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) byLine(stream, hear);
  const code = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
  return { code, stop };
}

/** Whether an editor started here would find no screen. */
export function needsDisplay(platform, env) {
  return platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
}

/** Whether a program is on a PATH. */
export function isOnPath(name, path = '') {
  return path
    .split(delimiter)
    .filter(Boolean)
    .some((folder) => existsSync(join(folder, name)));
}

/** The name of VS Code's build for a system, as its downloads and test-electron's folders have it. */
export function buildOf(platform, arch) {
  if (platform === 'darwin') return arch === 'arm64' ? 'darwin-arm64' : 'darwin';
  if (platform === 'win32') return arch === 'arm64' ? 'win32-arm64-archive' : 'win32-x64-archive';
  return arch === 'arm64' ? 'linux-arm64' : arch === 'arm' ? 'linux-armhf' : 'linux-x64';
}

function answers(address) {
  const signal = AbortSignal.timeout(PATIENCE);
  return fetch(address, { method: 'HEAD', signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Calls back with each whole line of a stream, and the rest at its end. */
export function byLine(stream, hear) {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop();
    for (const line of lines) hear(line);
  });
  stream.on('end', () => {
    if (rest !== '') hear(rest);
  });
}
