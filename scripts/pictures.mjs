// `npm run pictures [-- FOLDER]`: the pictures of README, taken of a real VS Code with the extension on
// a copy of examples/shop. Look at each before it is committed. With --surfaces, the contact sheet of the
// diagram panel instead.
import { cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openChromium } from './editor/chromium.mjs';
import { fetchServer, pageOf, startServer } from './editor/server.mjs';
import { OLDEST } from './editor/versions.mjs';
import { runToEnd, temporaryFolder } from './processes.mjs';

const VIEWPORT = { width: 1200, height: 720 };
/** A build that is not done by then hangs; milliseconds. */
const LONGEST = 300_000;

/** Each picture: the file that is open, and what is done before it is taken. */
const PICTURES = {
  problems: {
    file: 'src/db.ts',
    async show(page) {
      await run(page, 'Headroom: Review Workspace');
      await page.locator('.notification-toast', { hasText: 'reviewed' }).waitFor();
      await page.getByRole('button', { name: 'Open Problems' }).click();
      await page.locator('.markers-panel .monaco-list-row').first().waitFor();
    },
  },
  fixes: {
    file: 'src/db.ts',
    async show(page) {
      await page.locator('.squiggly-warning').first().waitFor();
      await goTo(page, 6, 10);
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget').waitFor();
    },
  },
  hover: {
    file: 'k8s/hpa.yaml',
    async show(page) {
      await page.locator('.editor-actions .codicon-type-hierarchy').waitFor();
      await goTo(page, 18, 31);
      await run(page, 'Show or Focus Hover');
      await page.locator('.monaco-hover .hover-contents').first().waitFor();
    },
  },
  findings: {
    file: 'src/db.ts',
    async show(page) {
      await run(page, 'Headroom: Show Findings');
      await page.locator('.pane-body .monaco-list-row', { hasText: 'place' }).first().waitFor();
    },
  },
  checklist: {
    file: 'nginx/nginx.conf',
    async show(page) {
      await run(page, 'Headroom: Open Scaling Checklist');
      await page.locator('.pane-body .monaco-list-row', { hasText: 'of' }).first().waitFor();
      await page.locator('.pane-body .codicon-pass').first().waitFor();
    },
  },
  budget: {
    file: 'src/db.ts',
    async show(page) {
      await run(page, 'Headroom: Show Capacity');
      const budget = page.locator('.pane', { hasText: 'Capacity' });
      await budget.locator('.monaco-list-row', { hasText: 'connections a process' }).waitFor();
    },
  },
  diagram: {
    file: 'nginx/nginx.conf',
    async show(page) {
      await run(page, 'Headroom: Open Scaling Diagram to the Side');
      const frame = page.frameLocator('iframe.webview').frameLocator('#active-frame');
      await frame.locator('svg .node').first().waitFor();
      await run(page, 'View: Toggle Primary Side Bar Visibility');
    },
  },
  walkthrough: {
    file: 'headroom.yaml',
    async show(page) {
      await run(page, 'Welcome: Open Walkthrough...');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'for scaling' }).click();
      await page.locator('.getting-started-step .step-title').first().waitFor();
    },
  },
};

if (process.argv.includes('--surfaces')) {
  const [, target] = process.argv.slice(2);
  const rest = ['--import', 'tsx', 'scripts/surfaces.ts', ...(target ? [target] : [])];
  process.exit(await runToEnd(process.execPath, rest, { longest: 4 * LONGEST }));
}
const folder = resolve(process.argv[2] ?? 'media/readme');
mkdirSync(folder, { recursive: true });
const status = await runToEnd(process.execPath, ['esbuild.mjs', '--production'], {
  longest: LONGEST,
});
if (status !== 0) process.exit(status);
const workspace = join(await temporaryFolder('headroom-pictures-'), 'shop');
cpSync('examples/shop', workspace, { recursive: true });
const server = await startServer(await fetchServer(OLDEST));
const browser = await openChromium();
let failed = 0;
for (const [name, picture] of Object.entries(PICTURES)) {
  const path = join(folder, `${name}.png`);
  const page = await openEditor(picture.file);
  await picture.show(page).catch((error) => {
    failed++;
    console.error(`${name}: ${error.message}`);
  });
  await page.screenshot({ path });
  await page.context().close();
  console.log(path);
}
await browser.close();
server.close();
process.exit(failed > 0 ? 1 : 0);

/** A page with the editor on a file, once the extension is known to it. */
async function openEditor(file) {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    deviceScaleFactor: 1.5,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  // The editor's driver calls these; what they say is of no interest here.
  await page.exposeFunction('codeAutomationLog', () => {});
  await page.exposeFunction('codeAutomationExit', () => {});
  const opened = { openFile: join(workspace, file) };
  await page.goto(pageOf(server.address, workspace, resolve('.'), opened));
  await page.locator('.activitybar a[aria-label="Headroom"]').waitFor();
  await page.locator('.editor-instance .view-lines').waitFor();
  return page;
}

/** Runs a command from the palette. */
async function run(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').fill(`>${title}`);
  const short = title.replace(/^[^:]*: /, '');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: short }).first().click();
}

async function goTo(page, line, column) {
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input').fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
}
