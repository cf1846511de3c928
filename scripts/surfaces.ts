// The contact sheet: every surface of the diagram panel, in two sizes and four themes, to be looked at.
// `npm run pictures -- --surfaces [FOLDER]` writes a picture for each theme and size.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { launch, openPanel } from '../test/webview/support';
import { allSurfaces, type Surface } from '../test/webview/surfaces';
import { THEMES, type Theme } from '../test/webview/themes';

const SIZES = [
  { width: 540, height: 470 },
  { width: 900, height: 640 },
];
const COLUMNS = 4;

async function main(): Promise<void> {
  const folder = resolve(process.argv[2] ?? '.vscode-test/surfaces');
  // To look at a few of them again: the themes and the surfaces with these words in their name.
  const words = process.env.HEADROOM_ONLY ?? '';
  const names = process.env.HEADROOM_SURFACE ?? '';
  mkdirSync(folder, { recursive: true });
  const surfaces = (await allSurfaces()).filter(({ name }) => name.includes(names));
  const browser = await launch();
  for (const theme of (Object.keys(THEMES) as Theme[]).filter((name) => name.includes(words))) {
    for (const size of SIZES) {
      const path = join(folder, `${theme.replaceAll(' ', '-')}-${size.width}.png`);
      await sheet(browser, await shots(browser, theme, size, surfaces), size, path);
      console.log(path);
    }
  }
  await browser.close();
}

async function shots(
  of: Browser,
  theme: Theme,
  size: (typeof SIZES)[number],
  surfaces: readonly Surface[],
) {
  const pictures: { readonly name: string; readonly png: Buffer }[] = [];
  for (const { name, message, select } of surfaces) {
    const panel = await openPanel(of, theme, size);
    await panel.send(message);
    if (message.type === 'draw') await panel.rendered(message.version);
    else await panel.page.locator('#notice h2').waitFor();
    if (select) await panel.page.locator(`[data-box="${select}"]`).click();
    pictures.push({ name, png: await panel.page.screenshot() });
    if (panel.errors.length > 0) throw new Error(`${name}: ${panel.errors.join('; ')}`);
    await panel.page.close();
  }
  return pictures;
}

async function sheet(
  of: Browser,
  pictures: Awaited<ReturnType<typeof shots>>,
  { width, height }: (typeof SIZES)[number],
  path: string,
): Promise<void> {
  const page = await of.newPage({
    viewport: { width: COLUMNS * (width / 2 + 12), height: 600 },
  });
  const cells = pictures.map(
    ({ name, png }) =>
      `<figure><figcaption>${name}</figcaption><img width="${width / 2}" height="${height / 2}" src="data:image/png;base64,${png.toString('base64')}"></figure>`,
  );
  await page.setContent(
    `<style>body{margin:4px;background:#888;display:flex;flex-wrap:wrap;gap:8px;font:12px sans-serif}figure{margin:0}</style>${cells.join('')}`,
  );
  await page.screenshot({ path, fullPage: true });
  await page.close();
}

void main();
