// VS Code in the browser: the server that the npm package `code-server` carries.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startTree, temporaryFolder } from '../processes.mjs';
import { cached, install } from './cache.mjs';
import { NODE_24 } from './versions.mjs';

/** A server that has not answered by then will not; milliseconds. */
const LONGEST_START = 60_000;

/** The first version whose program comes with the package, and not from elsewhere. */
const RIPGREP = '1.18.0';

/**
 * Newer versions add offers of their own to every finding; the suite counts ours. The packages that
 * the example imports are not installed, which is not what it is there to show.
 */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'typescript.validate.enable': false,
  // In a browser it saves after a second, unlike on the desktop.
  'files.autoSave': 'off',
};

/** What its 'ready' looks like, in both supported versions. */
const READY = /Extension host agent (?:listening|started)/i;

/**
 * A VS Code server and the Node it runs on, fetched once per version. Its native modules are not
 * compiled, so that no compiler is needed here: one of ours writes its logs, and it does without a watchdog.
 */
export async function fetchServer({ version, server, node, megabytes }) {
  const folder = await cached(`code-server-${server}-search`, async (building) => {
    const within = 'node_modules/code-server';
    await install(building, {
      name: `VS Code ${version}`,
      packages: [`code-server@${server}`, `@vscode/ripgrep@${RIPGREP}`],
      // Without the second, TypeScript files open with an error.
      within: [`${within}/lib/vscode`, `${within}/lib/vscode/extensions`],
      megabytes,
    });
    bringSearch(building, join(building, within, 'lib/vscode'));
    return join(building, within);
  });
  bringLog(join(folder, 'lib/vscode/node_modules/@vscode/spdlog'));
  return { main: join(folder, 'lib/vscode/out/server-main.js'), node: await nodeOf(node) };
}

/**
 * The program that finds files and text. The version of its package that VS Code names downloads it
 * in a script; a newer one brings it along, for most systems.
 */
function bringSearch(building, vscode) {
  const own = `@vscode/ripgrep-${process.platform}-${process.arch}`;
  const bin = join(building, 'node_modules', own, 'bin');
  if (existsSync(bin))
    cpSync(bin, join(vscode, 'node_modules/@vscode/ripgrep/bin'), { recursive: true });
}

/** What writes logs; whatever stood there needs the native module. */
function bringLog(folder) {
  if (existsSync(join(folder, 'build/Release/spdlog.node'))) return;
  cpSync('scripts/editor/log.cjs', join(folder, 'index.js'));
}

/** A Node of at least a major version: this one, else one that is fetched. */
async function nodeOf(major) {
  if (Number(process.versions.node.split('.')[0]) >= major) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = await cached(`node-${NODE_24.version}`, async (building) => {
    await install(building, {
      name: `Node ${NODE_24.version}`,
      packages: [`${name}@${NODE_24.version}`],
      within: [],
      megabytes: NODE_24.megabytes,
    });
    return join(building, 'node_modules', name);
  });
  return ['bin/node', 'bin/node.exe'].map((path) => join(folder, path)).find(existsSync);
}

/**
 * Starts a server on a free port of this machine only. It and what it started end with us. Whoever else
 * is on this machine can reach the port too: where a person works in it, `token` is asked of a page.
 * @returns its address, a promise that rejects when it ends by itself, and a function that stops it
 *   and removes its data
 */
export async function startServer({ main, node }, token, env = {}) {
  const port = await freePort();
  const data = await temporaryFolder('headroom-vscode-');
  mkdirSync(join(data, 'data/Machine'), { recursive: true });
  writeFileSync(join(data, 'data/Machine/settings.json'), JSON.stringify(SETTINGS));
  const { child, stop } = startTree(
    node,
    [
      main,
      ...['--host', '127.0.0.1', '--port', String(port), '--server-data-dir', data],
      ...(token === undefined ? ['--without-connection-token'] : ['--connection-token', token]),
      '--accept-server-license-terms',
      '--disable-workspace-trust',
      '--disable-telemetry',
      // A built VS Code takes an extension from the page's address only with this.
      '--enable-smoke-test-driver',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  );
  let said = '';
  const gone = new Promise((_, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`VS Code's server ended (${code}):\n${said}`)));
  });
  gone.catch(() => {});
  const ready = new Promise((resolve, reject) => {
    const hear = (text) => {
      said = (said + text).slice(-10_000);
      if (READY.test(said)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const late = () => reject(new Error(`VS Code's server did not start:\n${said}`));
    setTimeout(late, LONGEST_START).unref();
  });
  const close = () => {
    stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 10 });
  };
  await Promise.race([ready, gone]).catch((error) => {
    close();
    throw error;
  });
  return { address: `127.0.0.1:${port}`, gone, close };
}

/** The page of a workspace with an extension under development in it, and the token of its server. */
export function pageOf(address, workspace, extension, more, token) {
  const remote = (path) => `vscode-remote://${address}${encodeURI(slashed(path))}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['skipWelcome', 'true'],
    ...Object.entries(more).map(([key, path]) => [key, remote(path)]),
  ];
  const query = new URLSearchParams({
    folder: slashed(workspace),
    payload: JSON.stringify(payload),
    ...(token === undefined ? {} : { tkn: token }),
  });
  return `http://${address}/?${query}`;
}

/** A port of this machine that nobody listens on. */
function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.on('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

/** As VS Code writes the path of a folder in an address; C:\shop is /C:/shop. */
function slashed(path) {
  const forward = path.replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}
