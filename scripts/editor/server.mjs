import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * A VS Code server from the npm package `code-server`, fetched once per version into
 * `.vscode-test/`. An interrupted fetch leaves nothing behind that looks complete.
 */
export function fetchServer(version) {
  const folder = resolve('.vscode-test', `code-server-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync('.vscode-test', { recursive: true });
  const building = mkdtempSync(resolve('.vscode-test', 'building-'));
  console.log(`Fetching VS Code (code-server ${version}) into .vscode-test, once …`);
  run('npm', ['pack', '--silent', `code-server@${version}`], building);
  const archive = readdirSync(building).find((name) => name.endsWith('.tgz'));
  run('tar', ['xzf', archive], building);
  const install = [
    'install',
    '--omit=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--silent',
  ];
  console.log('Installing it (1 of 2) …');
  run('npm', install, join(building, 'package'));
  console.log('Installing it (2 of 2) …');
  const vscode = join(building, 'package/lib/vscode');
  run('npm', install, vscode);
  run(
    'npm',
    ['rebuild', '--silent', '@vscode/spdlog', '@vscode/native-watchdog', 'native-watchdog'],
    vscode,
    true,
  );
  renameSync(join(building, 'package'), folder);
  rmSync(building, { recursive: true, force: true });
  return folder;
}

/** Starts a server; answers with its address and a function that stops it and removes its data. */
export async function startServer(folder) {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'headroom-vscode-'));
  const server = spawn(
    process.execPath,
    [
      join(folder, 'lib/vscode/out/server-main.js'),
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--accept-server-license-terms',
      '--server-data-dir',
      data,
      '--disable-workspace-trust',
      '--enable-smoke-test-driver',
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const stop = () => {
    try {
      process.kill(-server.pid, 'SIGKILL');
    } catch {
      // It has already gone.
    }
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  await new Promise((ready, failed) => {
    let said = '';
    const hear = (chunk) => {
      said += chunk;
      if (/Extension host agent (?:listening|started)/i.test(said)) ready();
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.on('exit', (code) => failed(new Error(`VS Code's server ended with ${code}:\n${said}`)));
  }).catch((error) => {
    stop();
    throw error;
  });
  return { address: `127.0.0.1:${port}`, stop };
}

function freePort() {
  return new Promise((found) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

function run(command, args, cwd, mayFail = false) {
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0 && !mayFail) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`);
}
