// A Chromium to run pages in, found or fetched, so that the tests need nothing installed beforehand.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { cached, install } from './cache.mjs';
import { CHROMIUM } from './versions.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens a browser that runs unattended, as root too, and does not reach out by itself. */
export async function openChromium() {
  const { program, env } = await findChromium();
  return chromium.launch({
    executablePath: program,
    args: FLAGS,
    env: { ...process.env, ...env },
    // What ends us ends the browser: see processes.mjs.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * A Chromium: CHROME_PATH, else one on PATH or where it is usually installed, else on Linux x64 the
 * one of an npm package, else Debian's where we may install it.
 * @returns its program, and what it needs in its environment
 * @throws with what to do when there is none
 */
export async function findChromium() {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH && !existsSync(CHROME_PATH)) {
    throw new Error(`CHROME_PATH names ${CHROME_PATH}, which does not exist.`);
  }
  const found = CHROME_PATH || installed(process.env.PATH ?? '');
  if (found) return { program: found, env: {} };
  let cause = '';
  if (process.platform === 'linux' && process.arch === 'x64') {
    const fetched = await fetchChromium().catch((error) => {
      cause = ` ${error.message}`;
    });
    if (fetched) return fetched;
  }
  const program = installFromDebian();
  if (program) return { program, env: {} };
  throw new Error(
    `No Chromium found: install Chrome or Chromium, or set CHROME_PATH to its program.${cause}`,
  );
}

/** A Chromium or Chrome on a PATH, or where the installers of macOS and Windows put it. */
export function installed(path) {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const usual = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((folder) => [
        join(folder, 'Google/Chrome/Application/chrome.exe'),
        join(folder, 'Microsoft/Edge/Application/msedge.exe'),
      ]),
  ];
  return path
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .concat(usual)
    .find((program) => existsSync(program));
}

/** Fetched and unpacked once. Its libraries and fonts are for systems that have none. */
async function fetchChromium() {
  const folder = await cached(`chromium-${CHROMIUM.version}`, async (building) => {
    await install(building, {
      name: `Chromium ${CHROMIUM.version}`,
      packages: [`@sparticuz/chromium@${CHROMIUM.version}`],
      within: [],
      megabytes: CHROMIUM.megabytes,
    });
    return unpacked(building);
  });
  const program = join(folder, 'chromium');
  const fonts = existsSync('/etc/fonts/fonts.conf')
    ? {}
    : { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023/lib') };
  const env = [fonts, { ...fonts, ...libraries }].find((candidate) => starts(program, candidate));
  if (env) return { program, env };
  throw new Error(`${program} does not start: \`ldd\` tells which libraries it misses.`);
}

/** The package's own names folders of Amazon's. */
const FONTS = `<?xml version="1.0"?>
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;

/** The package unpacks into the folder for temporary files, its libraries only on Amazon's systems. */
function unpacked(building) {
  const folder = join(building, 'unpacked');
  mkdirSync(folder);
  const code = "(await import('@sparticuz/chromium')).default.executablePath()";
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: building,
    env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`@sparticuz/chromium could not be unpacked: ${stderr}`);
  writeFileSync(join(folder, 'fonts.conf'), FONTS);
  return folder;
}

function starts(program, env) {
  const { status } = spawnSync(program, ['--version'], { env: { ...process.env, ...env } });
  return status === 0;
}

/** Asks nothing: only as root, on a system with apt. */
function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('Installing Chromium (apt-get install chromium) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  return installed(process.env.PATH ?? '');
}
