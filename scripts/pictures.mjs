// `npm run pictures [-- FOLDER]`: the pictures of README, taken of a real VS Code with the extension on
// a copy of examples/shop. Look at each before it is committed. With --surfaces, the contact sheet of the
// diagram panel instead; with --guide, the drawings of the guide's pages.
import { cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openChromium } from './editor/chromium.mjs';
import { takeFilm } from './editor/film.mjs';
import { fetchServer, pageOf, startServer } from './editor/server.mjs';
import { OLDEST } from './editor/versions.mjs';
import { runToEnd, temporaryFolder } from './processes.mjs';

const VIEWPORT = { width: 1200, height: 720 };
const FILM = { width: 1080, height: 560 };
/** A build that is not done by then hangs; milliseconds. */
const LONGEST = 300_000;
/** What other extensions do at their start is over by then, on a machine that has nothing else to do; milliseconds. */
const LONGEST_STILL = 30_000;
/** The line of maxReplicas in the example, one-based. */
const MAX_REPLICAS = 11;

/** Each picture: the file that is open, what is done before it is taken, and what must be seen then. */
const PICTURES = {
  system: {
    file: 'src/db.ts',
    async show(page) {
      await run(page, 'View: Toggle Primary Side Bar Visibility');
      await openDrawing(page);
      const box = drawingIn(page).locator('g.node', { hasText: '200–320 of 92' });
      await box.filter({ hasText: 'OVER' }).waitFor();
      await box.click();
      await drawingIn(page).locator('#inspector h2', { hasText: 'shop' }).waitFor();
      await page.locator('.codelens-decoration', { hasText: '200–320 in a rollout' }).waitFor();
    },
  },
  fixes: {
    file: 'src/db.ts',
    async show(page) {
      await page.locator('.squiggly-info, .squiggly-warning').first().waitFor();
      await page.locator('.codelens-decoration', { hasText: '200–320 in a rollout' }).waitFor();
      await goTo(page, 6, 10);
      const actions = page.locator('.action-widget', { hasText: 'Lower maxReplicas from 16 to' });
      // Whoever asks while another extension is starting is told that there is nothing.
      for (let tries = 0; tries < 20 && !(await actions.isVisible()); tries++) {
        await page.keyboard.press('Escape');
        await page.keyboard.press('Control+.');
        await actions.waitFor({ timeout: 2000 }).catch(() => {});
      }
      await actions.waitFor();
    },
  },
  capacity: {
    file: 'src/db.ts',
    async show(page) {
      await run(page, 'Headroom: Show Capacity');
      const budget = page.locator('.pane', { hasText: 'Capacity' });
      await budget.locator('.monaco-list-row', { hasText: 'connections a process' }).waitFor();
      const findings = page.locator('.pane', { hasText: 'Findings' });
      await findings.locator('.monaco-list-row').first().waitFor();
    },
  },
  hover: {
    file: 'k8s/hpa.yaml',
    async show(page) {
      await page.locator('.editor-actions .codicon-type-hierarchy').waitFor();
      await goTo(page, 18, 31);
      await run(page, 'Show or Focus Hover');
      const hover = page.locator('.monaco-hover .hover-contents', { hasText: 'pods' });
      await hover.first().waitFor();
    },
  },
  checklist: {
    file: 'nginx/nginx.conf',
    isLooked: true,
    async show(page) {
      await run(page, 'Headroom: Open Scaling Checklist');
      await page.locator('.pane-body .monaco-list-row', { hasText: 'of' }).first().waitFor();
      await page.locator('.pane-body :is(.codicon-pass, .codicon-error)').first().waitFor();
    },
  },
  walkthrough: {
    file: 'headroom.yaml',
    isLooked: true,
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
if (process.argv.includes('--guide')) {
  const rest = ['--import', 'tsx', 'scripts/guide-pictures.ts'];
  process.exit(await runToEnd(process.execPath, rest, { longest: LONGEST }));
}
const README = resolve('media/readme');
const folder = process.argv[2] ? resolve(process.argv[2]) : README;
mkdirSync(folder, { recursive: true });
const status = await runToEnd(process.execPath, ['esbuild.mjs', '--production'], {
  longest: LONGEST,
});
if (status !== 0) process.exit(status);
const workspace = join(await temporaryFolder('headroom-pictures-'), 'shop');
cpSync('examples/shop', workspace, { recursive: true });
const server = await startServer(await fetchServer(OLDEST), undefined, { HEADROOM_QUIET: '1' });
const browser = await openChromium();
const only = process.env.HEADROOM_ONLY;
let failed = 0;
for (const [name, picture] of Object.entries(PICTURES)) {
  // Some are only looked at: README does not show them.
  if (only ? only !== name : picture.isLooked && folder === README) continue;
  const path = join(folder, `${name}.png`);
  const page = await openEditor(picture.file, VIEWPORT, 1.5);
  // Out of the way before anything is shown: a hover that the keyboard opened goes when the mouse moves.
  await page.mouse.move(2, 300);
  const shown = picture.show(page).then(() => stillness(page));
  await shown.catch((error) => {
    failed++;
    console.error(`${name}: ${error.message}`);
  });
  await page.screenshot({ path });
  await page.context().close();
  console.log(path);
}
if (!only || only === 'film') {
  const page = await openEditor('k8s/hpa.yaml', FILM, 1);
  await run(page, 'View: Toggle Primary Side Bar Visibility');
  await openDrawing(page);
  await stillness(page);
  const tools = { goTo, drawing: drawingIn(page) };
  await takeFilm(page, tools, MAX_REPLICAS, join(folder, 'film.gif')).catch(async (error) => {
    failed++;
    console.error(`film: ${error.message}`);
    await page.screenshot({ path: join(folder, 'film-failed.png') });
  });
  await page.context().close();
}
await browser.close();
server.close();
process.exit(failed > 0 ? 1 : 0);

/** Resolves when nothing fades or slides any more, and no other extension says that it is at work. */
async function stillness(page) {
  await page.waitForFunction(
    (selector) =>
      ![...document.querySelectorAll(selector)].some((item) =>
        /Analyzing|Activating/.test(item.textContent ?? ''),
      ),
    '.statusbar-item',
    { timeout: 4 * LONGEST_STILL },
  );
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime))
        .map((each) => each.finished.catch(() => {})),
    ),
  );
}

/** A page with the editor on a file, once the extension is known to it. */
async function openEditor(file, viewport, deviceScaleFactor) {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  // The editor's driver calls these; what they say is of no interest here.
  await page.exposeFunction('codeAutomationLog', () => {});
  await page.exposeFunction('codeAutomationExit', () => {});
  const opened = { openFile: join(workspace, file) };
  await page.goto(pageOf(server.address, workspace, resolve('.'), opened));
  await page.locator('.activitybar a[aria-label^="Headroom"]').waitFor();
  await page.locator('.editor-instance .view-lines').waitFor();
  return page;
}

async function openDrawing(page) {
  await run(page, 'Headroom: Open Scaling Diagram to the Side');
  await drawingIn(page).locator('svg .node').first().waitFor();
}

/** The page within the panel. */
function drawingIn(page) {
  return page.frameLocator('iframe.webview').frameLocator('#active-frame');
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
