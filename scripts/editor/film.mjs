// The film of README: the numbers of the drawing follow an edit. Each state is waited for before it is
// taken; one that does not come ends the script with an error.
import { writeFileSync } from 'node:fs';
import { encodeGif } from './gif.mjs';
import { decodePng } from './png.mjs';

const LARGEST = 2 * 1024 * 1024;
/** How long a state is seen, in hundredths of a second. */
const [SHORT, LONG] = [60, 260];

/** What the drawing says for each size, and whether the database is over its limit. */
const STATES = [
  { replicas: '16', amount: '200–320 of 92', isOver: true },
  { replicas: '7', amount: '90–140 of 92', isOver: false },
  { replicas: '4', amount: '50–80 of 92', isOver: false },
];

/**
 * @param page - an editor on k8s/hpa.yaml with the panel beside it
 * @param line - of maxReplicas, one-based
 * @param path - where the film goes
 */
export async function takeFilm(page, { goTo, drawing }, line, path) {
  const frames = [];
  const take = async (hundredths) => {
    frames.push({ ...decodePng(await page.screenshot({ scale: 'css' })), hundredths });
  };
  const database = drawing.locator('g.node', { hasText: ' of 92' });
  for (const [index, { replicas, amount, isOver }] of STATES.entries()) {
    if (index > 0) {
      await page.locator('.view-line').first().click();
      await goTo(page, line, 'maxReplicas: '.length + 3);
      await page.keyboard.press('Shift+End');
      await take(SHORT);
      const started = Date.now();
      await page.keyboard.type(replicas);
      await database.filter({ hasText: amount }).waitFor();
      console.log(`maxReplicas ${replicas}: drawn after about ${Date.now() - started} ms`);
    }
    await database.filter({ hasText: amount }).waitFor();
    const close = drawing.locator('#inspector button.close');
    if (await close.isVisible()) await close.click();
    const says = (await database.textContent()) ?? '';
    if (says.includes('OVER') !== isOver) throw new Error(`The database says ${says}.`);
    const lens = page.locator('.codelens-decoration', { hasText: `${replicas} pods × 1 process` });
    await lens.first().waitFor();
    const status = page.locator('.statusbar-item', { hasText: `/92` });
    await status.filter({ hasText: amount.replace(/^\d+–(\d+) of (\d+)$/, '$1/$2') }).waitFor();
    await page.mouse.move(2, 300);
    await take(LONG);
  }
  const film = encodeGif(frames);
  writeFileSync(path, film);
  if (film.length > LARGEST)
    throw new Error(`The film is ${film.length} bytes, which is too much.`);
  console.log(`${path}: ${frames.length} pictures, ${film.length} bytes`);
}
