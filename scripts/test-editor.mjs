// The suite in a real VS Code, on the unpacked .vsix: the oldest supported version, and with
// HEADROOM_VSCODE=newest the newest too. A version runs on the desktop where that can be downloaded
// and shown, else in a browser, in the node host and in the web-worker host. HEADROOM_HOST=desktop or
// =browser chooses, or one of the two hosts of the browser, =node or =web. HEADROOM_ONLY=WORDS runs the
// tests with these words in their title.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInBrowser } from './editor/browser.mjs';
import { openChromium } from './editor/chromium.mjs';
import { desktopMissing, fetchDesktop, runOnDesktop } from './editor/desktop.mjs';
import { fetchServer, startServer } from './editor/server.mjs';
import { bundleSuite } from './editor/suite.mjs';
import { unzip } from './editor/unzip.mjs';
import { NEWEST, OLDEST } from './editor/versions.mjs';
import { temporaryFolder } from './processes.mjs';
import { programOf } from './programs.mjs';

const SHIPPED =
  /^(?:package(?:\.nls)?\.json|l10n\/bundle\.l10n\.json|readme\.md|changelog\.md|LICENSE\.txt|media\/(?:panel\.css|headroom\.svg|icon\.png|walkthrough\/[a-z]+\.svg)|dist\/webview\/panel\.js|dist\/(?:web\/)?extension\.js|dist\/(?:thread|web\/server)\.js|dist\/THIRD-PARTY-NOTICES\.txt|dist\/assets\/rules\/[a-z]+\/[a-z0-9-]+\.md|dist\/assets\/tree-sitter(?:-[a-z]+)?\.wasm|schemas\/[a-z-]+\.schema\.json|syntaxes\/[^/]+\.json|snippets\/[a-z]+\.json)$/;
const LARGEST_PACKAGE = 4 * 1024 * 1024;
const LARGEST_PANEL = 1024 * 1024;
/** A suite that has not ended by then hangs; milliseconds. */
const LONGEST = 240_000;
/** How much of an editor's console a failed suite shows. */
const LINES_SHOWN = 40;

/** What passed and failed, by host. */
const counts = new Map();

const work = await temporaryFolder('headroom-editor-');
const extension = unpackedPackage();
const versions = process.env.HEADROOM_VSCODE === 'newest' ? [OLDEST, NEWEST] : [OLDEST];
for (const version of versions) await runVersion(version);

let failed = 0;
let passed = 0;
console.log('');
for (const [host, count] of counts) {
  console.log(`# host ${host}: ${count.passed} passed, ${count.failed} failed`);
  passed += count.passed;
  failed += count.failed;
}
console.log(`# pass ${passed}\n# fail ${failed}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** The package as a user installs it, held against what it should be. */
function unpackedPackage() {
  const vsix = join(work, 'headroom.vsix');
  const arguments_ = [programOf('@vscode/vsce'), 'package', '--no-dependencies', '--out', vsix];
  const { status, stdout, stderr } = spawnSync(process.execPath, arguments_, {
    encoding: 'utf8',
    timeout: LONGEST,
  });
  if (status !== 0) throw new Error(`vsce package failed:\n${stdout}${stderr}`);
  const { size } = statSync(vsix);
  check('package', 'is at most 4 MB', size <= LARGEST_PACKAGE, `${size} bytes`);
  const foreign = unzip(vsix, join(work, 'vsix'))
    .filter((path) => path.startsWith('extension/'))
    .map((path) => path.slice('extension/'.length))
    .filter((path) => !SHIPPED.test(path));
  check('package', 'ships nothing that it should not', foreign.length === 0, foreign.join(', '));
  const panel = statSync(join(work, 'vsix/extension/dist/webview/panel.js')).size;
  check('package', 'has a panel of at most 1 MB', panel <= LARGEST_PANEL, `${panel} bytes`);
  return join(work, 'vsix/extension');
}

/** Exactly one kind of host for a version. */
async function runVersion(version) {
  const { HEADROOM_HOST: wanted } = process.env;
  const isBrowser = wanted !== undefined && wanted !== 'desktop';
  const missing = isBrowser ? 'HEADROOM_HOST says so' : await desktopMissing(version);
  if (wanted === 'desktop' && missing) throw new Error(`No VS Code on the desktop: ${missing}.`);
  const program = missing ? undefined : await fetchDesktop(version).catch(() => undefined);
  if (program) {
    console.log(`\nVS Code ${version.version} on the desktop`);
    return runSuite(`${version.version}, desktop`, extension, async (place) => {
      const { code, stop } = await runOnDesktop(program, place);
      return { code, stop };
    });
  }
  const reason = missing ?? 'the download failed';
  console.log(`\nVS Code ${version.version} in a browser (no desktop: ${reason})`);
  const served = await fetchServer(version);
  await checkToken(version.version, served);
  const server = await startServer(served);
  const browser = await openChromium();
  for (const [host, short, folder] of [
    ['node host', 'node', extension],
    ['web-worker host', 'web', webWorkerCopy()],
  ]) {
    if (['node', 'web'].includes(wanted) && wanted !== short) continue;
    await runSuite(`${version.version}, ${host}`, folder, async (place) => ({
      code: runInBrowser(browser, server, place),
      stop: () => {},
    }));
  }
  await browser.close();
  server.close();
}

/** The editor that `npm start` serves is for whoever has its token; who else is on this machine gets nothing. */
async function checkToken(version, program) {
  const token = 'only-for-this-test';
  const server = await startServer(program, token);
  const statusOf = async (path, cookie = '') => {
    const address = `http://${server.address}${path}`;
    const { status } = await fetch(address, { redirect: 'manual', headers: { cookie } });
    return status;
  };
  const file = '/vscode-remote-resource?path=/etc/hostname';
  const refused = ['/', '/?tkn=another', file, `${file}&tkn=another`];
  for (const path of refused) {
    const status = await statusOf(path);
    check(version, `refuses ${path} without its token`, status === 403, String(status));
  }
  const given = await statusOf(`/?tkn=${token}`);
  check(version, 'takes its token', given === 302, String(given));
  const opened = await statusOf('/', `vscode-tkn=${token}`);
  check(version, 'opens for who has come with it', opened === 200, String(opened));
  server.close();
}

/** The extension as a web worker loads it: without `main` there is only `browser` to run. */
function webWorkerCopy() {
  const copy = join(work, 'web');
  rmSync(copy, { recursive: true, force: true });
  cpSync(extension, copy, { recursive: true });
  const file = join(copy, 'package.json');
  const { main: _, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(manifest));
  return copy;
}

/**
 * Runs the suite in one host, on a fresh copy of the example.
 * @param start - starts it; answers with its exit status and a function that ends it
 */
async function runSuite(host, folder, start) {
  const workspace = join(work, 'workspaces', String(counts.size), 'shop');
  mkdirSync(workspace, { recursive: true });
  cpSync('examples/shop', workspace, { recursive: true });
  const suite = join(folder, 'suite');
  await bundleSuite(suite, workspace);
  const said = [];
  const hear = (line) => {
    said.push(line);
    const [, result, title] = /(?:^|\s)(ok|not ok) (Headroom in VS Code[\s\S]*)$/.exec(line) ?? [];
    if (title) check(host, title.trim(), result === 'ok', '');
  };
  let limit;
  const late = new Promise((_, reject) => {
    const message = `the suite has not ended after ${LONGEST / 1000} seconds`;
    limit = setTimeout(() => reject(new Error(message)), LONGEST);
  });
  const run = await start({ extension: folder, suite: join(suite, 'index'), workspace, hear });
  const problem = await Promise.race([run.code, late]).then(
    (code) => (code === 0 ? '' : `it ended with ${code}`),
    ({ message }) => message,
  );
  clearTimeout(limit);
  run.stop();
  const ran = counts.get(host)?.passed ?? 0;
  if (problem !== '' || ran === 0) {
    check(host, 'the suite ends well', false, `${problem || 'no test ran'}; its console ends with`);
    console.log(said.slice(-LINES_SHOWN).join('\n'));
  }
}

function check(host, what, holds, detail) {
  const count = counts.get(host) ?? { passed: 0, failed: 0 };
  counts.set(host, count);
  if (holds) count.passed++;
  else count.failed++;
  console.log(
    `${holds ? 'ok' : 'not ok'} ${host}: ${what}${detail && !holds ? ` (${detail})` : ''}`,
  );
}
