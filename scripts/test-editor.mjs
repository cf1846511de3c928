// The suite in a real VS Code, on the unpacked .vsix, in the node host and in the web-worker host.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from './editor/chromium.mjs';
import { fetchServer, startServer } from './editor/server.mjs';

/** The oldest supported VS Code, 1.100.3. */
const OLDEST = '4.100.3';
const SHIPPED =
  /^(?:package\.json|readme\.md|changelog\.md|LICENSE\.txt|dist\/(?:web\/)?extension\.js|dist\/assets\/rules\/[a-z]+\/[a-z-]+\.md|dist\/assets\/tree-sitter(?:-[a-z]+)?\.wasm|syntaxes\/[^/]+\.json)$/;
const LARGEST_PACKAGE = 4 * 1024 * 1024;
/** A suite that has not ended by then hangs. */
const LONGEST = 240_000;

const work = mkdtempSync(join(tmpdir(), 'headroom-editor-'));
let passed = 0;
let failed = 0;
try {
  const extension = unpackedPackage();
  const workspace = join(work, 'shop');
  cpSync('examples/shop', workspace, { recursive: true });
  await bundleSuite(join(extension, 'suite'), workspace);
  const server = await startServer(fetchServer(OLDEST));
  try {
    await runSuite(server.address, extension, workspace, 'node host');
    await runSuite(server.address, webWorkerCopy(extension), workspace, 'web-worker host');
  } finally {
    server.stop();
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`# pass ${passed}\n# fail ${failed}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function unpackedPackage() {
  const vsix = join(work, 'headroom.vsix');
  must('npx', ['--no-install', 'vsce', 'package', '--no-dependencies', '--out', vsix]);
  const { size } = statSync(vsix);
  check('the package is at most 4 MB', size <= LARGEST_PACKAGE, `${size} bytes`);
  must('unzip', ['-q', vsix, '-d', join(work, 'vsix')]);
  const extension = join(work, 'vsix/extension');
  const foreign = readdirSync(extension, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(extension, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !SHIPPED.test(file));
  check(
    'the package ships what it should and nothing else',
    foreign.length === 0,
    foreign.join(', '),
  );
  return extension;
}

function webWorkerCopy(extension) {
  const copy = join(work, 'web');
  cpSync(extension, copy, { recursive: true });
  const file = join(copy, 'package.json');
  const { main, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(manifest));
  return copy;
}

async function bundleSuite(outdir, workspace) {
  const { stdout } = spawnSync(
    process.execPath,
    [resolve('dist/cli.js'), 'check', '--format', 'json', '.'],
    { cwd: workspace, encoding: 'utf8' },
  );
  const { files } = JSON.parse(stdout);
  const findings = files.flatMap(({ path, findings }) =>
    findings.map(({ range, rule, message }) => `${path}:${range.start.line} ${rule} ${message}`),
  );
  mkdirSync(outdir, { recursive: true });
  await esbuild.build({
    entryPoints: { index: 'test/editor/index.ts' },
    outdir,
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    external: ['vscode'],
    // Mocha's browser build reads the page's address, which the node host does not have.
    banner: { js: "globalThis.location ??= { search: '' };" },
    alias: { assert: resolve('scripts/editor/assert.mjs') },
    define: {
      CLI_FINDINGS: JSON.stringify(findings),
      CLI_FILES: JSON.stringify(files.map(({ path }) => path)),
      global: 'globalThis',
    },
    logLevel: 'error',
  });
}

async function runSuite(address, extension, workspace, host) {
  console.log(`\n${host}`);
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', `vscode-remote://${address}${extension}`],
    ['extensionTestsPath', `vscode-remote://${address}${extension}/suite/index`],
    ['skipWelcome', 'true'],
  ]);
  const said = [];
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    const ended = new Promise((end, give) => {
      void page.exposeFunction('codeAutomationLog', (_type, args) => {
        said.push(args.join(' '));
        hear(host, args.join(' '));
      });
      void page.exposeFunction('codeAutomationExit', end);
      setTimeout(() => give(new Error(`${host}: the suite has not ended`)), LONGEST).unref();
    });
    await page.goto(
      `http://${address}/?folder=${workspace}&payload=${encodeURIComponent(payload)}`,
    );
    const code = await ended;
    if (code !== 0) check(`${host}: the suite ends well`, false, `\n${said.slice(-20).join('\n')}`);
  } finally {
    await browser.close();
  }
}

function hear(host, line) {
  const match = /(?:^|\s)(ok|not ok) (Headroom in VS Code [\s\S]*)$/.exec(line);
  if (!match) return;
  if (match[1] === 'ok') check(`${host}: ${match[2]}`, true, '');
  else check(`${host}: ${match[2]}`, false, '');
}

function check(what, holds, detail) {
  if (holds) passed++;
  else failed++;
  console.log(`${holds ? 'ok' : 'not ok'} ${what} ${detail}`.trim());
}

function must(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
}
