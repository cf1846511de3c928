// The drawings of the guide's pages, as SVG files beside them: `npm run pictures -- --guide`. The preview of Markdown
// in VS Code draws no Mermaid. `test/docs` says when one of them is no longer the drawing that the product shows.
import { writeFileSync } from 'node:fs';
import { REFERENCE_VIEWS } from '../src/service/diagrams/reference';
import { PRACTICES } from '../src/service/practices';
import { launch, openPanel } from '../test/webview/support';

/** Wide enough for each of them; the drawing itself is cut out. */
const SIZE = { width: 1000, height: 800 };

async function main(): Promise<void> {
  const browser = await launch();
  for (const view of REFERENCE_VIEWS) {
    const panel = await openPanel(browser, 'light', SIZE);
    await panel.draw(
      view.draw((id) => PRACTICES[id].value),
      1,
    );
    await panel.page.getByRole('button', { name: 'Save as SVG' }).click();
    await panel.page.waitForFunction('editor.said.some(({ type }) => type === "save")');
    for (const message of await panel.said()) {
      if (message.type !== 'save') continue;
      const path = `docs/guide/${view.id}.svg`;
      writeFileSync(path, `${short(message.content)}\n`);
      console.log(path);
    }
    await panel.page.close();
  }
  await browser.close();
}

/** A tenth of a pixel is as much as anybody sees, and half of the file is numbers. */
function short(svg: string): string {
  return svg.replace(/-?\d+\.\d{2,}(?:e-\d+)?/g, (number) =>
    String(Number(Number(number).toFixed(1))),
  );
}

void main();
