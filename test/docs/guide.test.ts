import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { CITATIONS } from '../../src/service/citations';
import { REFERENCE_VIEWS } from '../../src/service/diagrams/reference';
import { PRACTICES } from '../../src/service/practices';
import { markdown, sectionsOf } from './pages';

const GUIDE = markdown('docs/guide');
const BLOB = 'https://github.com/headroom-review/headroom/blob/main/';

describe('the pages of the guide', () => {
  const sections = GUIDE.flatMap((page) =>
    sectionsOf(page).map((section) => ({ page, ...section })),
  );

  for (const [id, { value, unit, section }] of Object.entries(PRACTICES)) {
    it(`tell the figure of ${id}`, () => {
      const found = sections.find(({ heading }) => same(heading, section));
      assert.ok(found, `no page of docs/guide has the heading "${section}"`);
      const row = found.text.split('\n').find((line) => line.includes(`\`${id}\``));
      assert.ok(row, `\`${id}\` does not stand under "${found.heading}" in ${found.page}`);
      const figure = `${value} ${UNITS[unit] ?? unit}`;
      assert.ok(
        new RegExp(`(?<![\\d.])${figure}`).test(row),
        `${found.page} gives \`${id}\` another figure than ${figure}: ${row}`,
      );
    });
  }

  for (const { id, draw } of REFERENCE_VIEWS) {
    it(`show the drawing ${id} as it is drawn now; else run \`npm run pictures -- --guide\``, () => {
      const svg = readFileSync(`docs/guide/${id}.svg`, 'utf8');
      const seen = [...svg.matchAll(/<(text)\b[^>]*>([\s\S]*?)<\/text>/g)].map(([, , text = '']) =>
        plain(text),
      );
      const { title, nodes, edges, legend = [] } = draw((practice) => PRACTICES[practice].value);
      const written = [...nodes, ...edges].map(({ label }) => plain(label));
      const all = [...written, plain(legend.join(' · '))].filter((text) => text !== '').sort();
      assert.deepEqual(seen.filter((text) => text !== '').sort(), all);
      assert.ok(svg.includes(`>${title.replaceAll('&', '&amp;')}<`), title);
      assert.ok(GUIDE.some((page) => readFileSync(page, 'utf8').includes(`](${id}.svg)`)));
    });
  }

  it('name no practice that does not exist', () => {
    const text = sections.map((section) => section.text).join('\n');
    const named = [...text.matchAll(/^\|[^|]*\| `([a-z-]+\.[a-z-]+)` \|/gm)].map(([, id]) => id);
    assert.deepEqual(
      [...new Set(named)].filter((id) => !Object.hasOwn(PRACTICES, id ?? '')),
      [],
    );
  });

  it('are there for every citation of the guide, and cited under their title', () => {
    const cited = Object.entries(CITATIONS).filter(([id]) => id.startsWith('guide.'));
    assert.deepEqual(
      cited.map(([, { url }]) => url.replace(BLOB, '')).filter((path) => !existsSync(path)),
      [],
    );
    for (const [id, { title, url }] of cited) {
      const heading = sectionsOf(url.replace(BLOB, ''))[0]?.heading ?? '';
      assert.ok(title.endsWith(heading), `${id} is "${title}", its page "${heading}"`);
    }
  });

  it('are each cited', () => {
    const urls = Object.values(CITATIONS).map(({ url }) => url);
    assert.deepEqual(
      GUIDE.filter((page) => !urls.includes(`${BLOB}${page}`)),
      [],
    );
  });

  it('say where the guide errs, each with a source', () => {
    for (const page of GUIDE) {
      const errors = sectionsOf(page).find(({ heading }) => heading === 'Where the guide errs');
      assert.ok(errors, page);
      assert.match(errors.text, /\]\(https:\/\//, `${page}: a source`);
    }
  });
});

const UNITS: Readonly<Record<string, string>> = { percent: '%', seconds: 's' };

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The letters of a text, without elements, entities and white space. */
function plain(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, '');
}
