import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { boxAt } from '../../src/extension/boxAt';
import { createService, useDrawingWords } from '../../src/service';
import type { BudgetPlace } from '../../src/service/contracts/capacity';
import type { DrawingRequest } from '../../src/service/contracts/service';
import type { Content, FromPanel, PanelState } from '../../src/webview/messages';
import { PANEL_TEXTS, type PanelTexts } from '../../src/webview/texts';
import { memoryPorts, ROOT } from '../support/memory';
import { launch, messageOf, openPanel, type Panel, systemOfShop } from './support';
import { THEMES, type Theme } from './themes';

const SIZES = [
  { width: 660, height: 700 },
  { width: 540, height: 470 },
  { width: 1080, height: 700 },
];
const SIZE = { width: 660, height: 700 };
/** Below this width there is room for fewer boxes: as the panel has it. */
const NARROW = 600;
/** Milliseconds that a change of texts alone may take. */
const TEXT_PATH = 50;

type SystemContent = Extract<Content, { kind: 'system' }>;

/** The files of one of our systems. */
function filesOf(name: string): Map<string, string> {
  const root = `test/systems/${name}/files`;
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name: file }) => relative(root, join(parentPath, file)));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

async function systemOf(
  files: Map<string, string>,
  request: DrawingRequest = {},
): Promise<{ readonly content: SystemContent; readonly boxesInAll: number }> {
  const drawing = await createService(memoryPorts(files)).systemDrawing(ROOT, {
    most: 20,
    ...request,
  });
  assert.ok(drawing);
  const { mermaid: _, environments: __, open: ___, boxesInAll, ...content } = drawing;
  return { content: { kind: 'system', drawing: content }, boxesInAll };
}

/** A compose project of so many services that lead to few databases, in several folders. */
function manyServices(count: number): Map<string, string> {
  const services = Array.from({ length: count }, (_, index) =>
    [
      `  service-${index}:`,
      `    image: registry.example.com/service-${index}:1`,
      `    deploy: { replicas: ${(index % 5) + 1} }`,
      `    environment: { DATABASE_URL: 'postgres://db-${index % 3}/app' }`,
    ].join('\n'),
  );
  const stores = [0, 1, 2].map((index) => `  db-${index}: { image: 'postgres:16' }`);
  return new Map([['compose.yaml', `services:\n${[...services, ...stores].join('\n')}\n`]]);
}

/** Services that nothing leads to or from. */
function manyLoose(count: number): Map<string, string> {
  const services = Array.from(
    { length: count },
    (_, at) => `  service-${at}: { image: 'x:${at}' }`,
  );
  return new Map([['compose.yaml', `services:\n${services.join('\n')}\n`]]);
}

describe('the drawing of a system in the panel', () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  it('16 → 7: the numbers change in place, and OVER goes', async () => {
    await onPanel(browser, SIZE, async (panel) => {
      await panel.send(messageOf(await systemOfShop()));
      await panel.rendered(1);
      await panel.page.locator('[data-box]').first().click();
      await panel.page.getByRole('button', { name: 'Zoom in' }).click();
      const svg = panel.page.locator('#viewport svg');
      const box = await svg.getAttribute('viewBox');
      const thick = () => panel.page.locator('.flowchart-link.edge-thickness-thick').count();
      assert.equal(await thick(), 1);
      for (const [version, replicas, amount] of [
        [2, 7, '90–140 of 92'],
        [3, 4, '50–80 of 92'],
        [4, 16, '200–320 of 92'],
      ] as const) {
        const fewer = (text: string) => text.replace('maxReplicas: 16', `maxReplicas: ${replicas}`);
        const content = await systemOfShop({ 'k8s/hpa.yaml': fewer });
        await panel.send({ ...messageOf(content), version });
        const { path, milliseconds, nodes } = await panel.rendered(version);
        assert.equal(path, 'text');
        assert.ok(milliseconds < TEXT_PATH, `${milliseconds} ms`);
        const store = nodes.find((node) => node.includes(amount));
        assert.ok(store, nodes.join('; '));
        assert.equal(store.includes('OVER'), replicas === 16);
        assert.equal(await thick(), replicas === 16 ? 1 : 0);
        assert.equal(await svg.getAttribute('viewBox'), box);
      }
      // What was patched looks as if it had been drawn so.
      const patched = await marksIn(panel);
      const fresh = await freshMarks(browser, await systemOfShop());
      assert.deepEqual(patched, fresh);
    });
  });

  it('each box and each arrow leads to its place, and the cursor there to the box', async () => {
    const systems = [
      (await systemOfShop()).drawing,
      (await systemOf(filesOf('nest-parcels'))).content.drawing,
    ];
    for (const drawing of systems) {
      await onPanel(browser, { width: 1080, height: 900 }, async (panel) => {
        await panel.send(messageOf({ kind: 'system', drawing }));
        await panel.rendered(1);
        for (const box of drawing.boxes) {
          if (!box.at || box.members.length > 0) continue;
          await panel.page.locator(`[data-box="${box.id}"]`).click();
          assert.deepEqual(revealed(await panel.said()), box.at);
          const others = drawing.boxes.filter((other) => other.id !== box.id);
          const isShared = others.some((other) =>
            [other.at, ...other.figures.map(({ at }) => at)].some(
              (at) => at?.uri === box.at?.uri && at?.range.start.line === box.at?.range.start.line,
            ),
          );
          const { uri, range } = box.at;
          if (!isShared) assert.equal(boxAt(drawing.boxes, uri, range.start.line), box.id);
        }
        for (const { from, to, at } of drawing.arrows) {
          if (!at) continue;
          const hit = panel.page.locator(`.hit[data-arrow="${from} ${to}"]`);
          await hit.dispatchEvent('click');
          assert.deepEqual(revealed(await panel.said()), at);
          await panel.page.locator('path.is-selected').waitFor({ state: 'attached' });
          assert.match((await panel.page.locator('#inspector h2').textContent()) ?? '', / → /);
        }
      });
    }
  });

  it('an arrow can be hit beside its line', async () => {
    await onPanel(browser, SIZE, async (panel) => {
      const content = await systemOfShop();
      await panel.send(messageOf(content));
      await panel.rendered(1);
      const arrow = content.drawing.arrows.find(({ at }) => at !== null);
      assert.ok(arrow);
      const hit = panel.page.locator(`.hit[data-arrow="${arrow.from} ${arrow.to}"]`);
      await hit.waitFor({ state: 'attached' });
      const [x = 0, y = 0] = await panel.page.evaluate<number[]>(`(() => {
        const path = document.querySelector('.hit[data-arrow="${arrow.from} ${arrow.to}"]');
        const at = path.getPointAtLength(path.getTotalLength() - 16);
        const on = new DOMPoint(at.x, at.y).matrixTransform(path.getScreenCTM());
        return [on.x + 4, on.y + 4];
      })()`);
      await panel.page.mouse.click(x, y);
      assert.deepEqual(revealed(await panel.said()), arrow.at);
    });
  });

  it('all text can be read where the drawing begins, at every size', async () => {
    const contents = [
      () => systemOfShop(),
      async () => (await systemOf(filesOf('nest-parcels'))).content,
      async () => (await systemOf(filesOf('django-clinic'))).content,
      async (most: number) => (await systemOf(manyServices(60), { most })).content,
      async (most: number) => (await systemOf(manyServices(200), { most })).content,
    ];
    for (const size of SIZES) {
      await onPanel(browser, size, async (panel) => {
        for (const [index, content] of contents.entries()) {
          const most = size.width < NARROW ? 12 : 20;
          await panel.send({
            ...messageOf(await content(most)),
            version: index + 1,
            view: `v${index}`,
          });
          await panel.rendered(index + 1);
          const pixels = await panel.page.evaluate<number[]>(`
            [...document.querySelectorAll('#viewport svg text')].filter((text) => text.textContent.trim())
              .map((text) => {
                const { width } = document.querySelector('#viewport').getBoundingClientRect();
                const scale = width / document.querySelector('#viewport svg').viewBox.baseVal.width;
                return parseFloat(getComputedStyle(text).fontSize) * scale;
              })`);
          assert.ok(pixels.length > 0);
          assert.ok(
            Math.min(...pixels) >= 9.99,
            `${size.width}: ${index}: ${Math.min(...pixels)} px`,
          );
        }
      });
    }
  });

  it('a fold opens and closes by click and by key', async () => {
    const { content } = await systemOf(manyServices(40));
    const fold = content.drawing.boxes.find(({ members }) => members.length > 0);
    assert.ok(fold);
    await onPanel(browser, SIZE, async (panel) => {
      await panel.send(messageOf(content));
      await panel.rendered(1);
      const wish = async () => {
        const asked = (await panel.said()).findLast(({ type }) => type === 'ask');
        assert.ok(asked?.type === 'ask');
        return asked.wish;
      };
      await panel.page.locator(`[data-box="${fold.id}"]`).click();
      assert.deepEqual((await wish()).open, [fold.id]);
      const opened = (await systemOf(manyServices(40), { most: 20, open: [fold.id] })).content;
      const group = opened.drawing.groups.find(({ id }) => id === fold.id);
      assert.equal(group?.boxes.length, fold.members.length);
      await panel.send({ ...messageOf(opened), version: 2 });
      await panel.rendered(2);
      const frame = panel.page.locator(`[data-fold="${fold.id}"]`);
      await frame.locator('.cluster-label').dispatchEvent('click');
      assert.deepEqual((await wish()).open, []);
      await panel.send({ ...messageOf(content), version: 3 });
      await panel.rendered(3);
      await panel.page.locator(`[data-box="${fold.id}"]`).focus();
      await panel.page.keyboard.press('Enter');
      assert.deepEqual((await wish()).open, [fold.id]);
      await panel.page.locator('#viewport').focus();
      await panel.page.keyboard.press('Backspace');
      assert.deepEqual((await wish()).open, []);
    });
  });

  it('finds what is within a fold', async () => {
    const { content } = await systemOf(manyServices(60));
    await onPanel(browser, SIZE, async (panel) => {
      await panel.send(messageOf(content));
      await panel.rendered(1);
      await panel.page.getByLabel('Find a box').fill('service-17');
      const fold = content.drawing.boxes.find(({ members }) =>
        members.some(({ whole }) => whole[0]?.includes('service-17')),
      );
      assert.ok(fold);
      assert.equal(await panel.page.locator('.is-selected').getAttribute('data-box'), fold.id);
      await panel.page.keyboard.press('Enter');
      const asked = (await panel.said()).findLast(({ type }) => type === 'ask');
      assert.ok(asked?.type === 'ask' && asked.wish.open.includes(fold.id));
    });
  });

  it('what is deployed together stands in a frame, where there are several', async () => {
    const files = new Map([
      ['a/compose.yaml', 'services: { web: { image: web }, jobs: { image: jobs } }\n'],
      ['b/compose.yaml', 'services: { api: { image: api }, mails: { image: mails } }\n'],
      // One box alone needs no frame.
      ['c/compose.yaml', 'services: { admin: { image: admin } }\n'],
    ]);
    const { content } = await systemOf(files);
    assert.deepEqual(content.drawing.groups.map(({ title }) => title).sort(), ['a', 'b']);
    await onPanel(browser, SIZE, async (panel) => {
      await panel.send(messageOf(content));
      await panel.rendered(1);
      const titles = await panel.page.locator('g.cluster .cluster-label').allTextContents();
      assert.deepEqual(titles.map((title) => title.trim()).sort(), ['a', 'b']);
    });
  });

  it('is there again at once when it was hidden: view, folds and place', async () => {
    const content = await systemOfShop();
    let kept: unknown;
    await onPanel(browser, SIZE, async (panel) => {
      await panel.send({ ...messageOf(content), environments: [null, 'prod'] });
      await panel.rendered(1);
      await panel.page.getByRole('button', { name: 'Zoom in' }).click();
      await panel.page.locator('[data-box]').last().click();
      kept = await panel.state();
    });
    const state = kept as PanelState;
    const panel = await openPanel(browser, 'dark', SIZE, { kept });
    try {
      // Nothing is sent to it: it draws what it has kept.
      await panel.rendered(1);
      const again = (await panel.state()) as PanelState;
      assert.deepEqual(again.wish, state.wish);
      assert.deepEqual(again.place, state.place);
      assert.equal(again.selected, state.selected);
      assert.deepEqual(panel.errors, []);
    } finally {
      await panel.page.close();
    }
  });

  it('a workload that comes above moves the selected box by less than two pixels', async () => {
    const services = (names: readonly string[]) =>
      new Map([
        [
          'compose.yaml',
          `services:\n${names.map((name) => `  ${name}: { image: ${name} }`).join('\n')}\n`,
        ],
      ]);
    const first = (await systemOf(services(['m', 'n', 'o']))).content;
    const second = (await systemOf(services(['a', 'b', 'm', 'n', 'o']))).content;
    await onPanel(browser, SIZE, async (panel) => {
      await panel.send(messageOf(first));
      await panel.rendered(1);
      const chosen = first.drawing.boxes[1];
      assert.ok(chosen);
      const box = panel.page.locator(`[data-box="${chosen.id}"]`);
      await box.click();
      await panel.page.getByRole('button', { name: 'Zoom in' }).click();
      const middle = async () => {
        const { x = 0, y = 0, width = 0, height = 0 } = (await box.boundingBox()) ?? {};
        return [x + width / 2, y + height / 2] as const;
      };
      const [x, y] = await middle();
      await panel.send({ ...messageOf(second), version: 2 });
      assert.equal((await panel.rendered(2)).path, 'layout');
      const [right, down] = await middle();
      assert.ok(Math.abs(right - x) < 2 && Math.abs(down - y) < 2, `${right - x}, ${down - y}`);
    });
  });

  it('marks are seen without any colour', async () => {
    await onPanel(browser, SIZE, async (panel) => {
      const content = await systemOfShop();
      await panel.send(messageOf(content));
      const { nodes } = await panel.rendered(1);
      const over = nodes.filter((node) => node.startsWith('▲ OVER '));
      assert.equal(over.length, 1);
      const widths = await panel.page.evaluate<number[]>(
        `[...document.querySelectorAll('g.node')].map((node) =>
          parseFloat(getComputedStyle(node.querySelector('rect, path, polygon')).strokeWidth))`,
      );
      assert.ok(Math.max(...widths) >= 3, widths.join(', '));
      assert.ok(Math.min(...widths) < 2, widths.join(', '));
    });
  });

  it('all colours stripped, what is marked and what is plain still differ', async () => {
    const files = {
      'compose.yaml': `services:
  web: { image: 'shop:1' }
  jobs: { image: 'jobs:1', profiles: [nightly] }
  off: { image: 'off:1', deploy: { replicas: 0 } }
`,
    };
    await onPanel(browser, SIZE, async (panel) => {
      const looks = async (content: Content) => {
        await panel.send({ ...messageOf(content), version });
        await panel.rendered(version++);
        await panel.page.evaluate(`(() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('* { color: #000 !important; fill: #fff !important; stroke: #000 !important; background: #fff !important; }');
          document.adoptedStyleSheets = [sheet];
        })()`);
        return panel.page.evaluate<{ text: string; colours: string; look: string }[]>(
          `[...document.querySelectorAll('#viewport g.node')].map((node) => {
            const { fill, stroke, strokeWidth, strokeDasharray } = getComputedStyle(node.querySelector('rect, path, polygon'));
            return { text: node.textContent, colours: fill + stroke, look: strokeWidth + ' ' + strokeDasharray };
          })`,
        );
      };
      let version = 1;
      const shop = await looks(await systemOfShop());
      const over = shop.filter(({ text }) => text.includes('OVER'));
      const plain = shop.filter(({ text }) => !/[▲✖?]/.test(text));
      assert.ok(over.length === 1 && plain.length > 0, shop.map(({ text }) => text).join('; '));
      const { content } = await systemOf(new Map(Object.entries(files)));
      const conditions = await looks(content);
      const lookOf = (name: string) => conditions.find(({ text }) => text.startsWith(name))?.look;
      // Each state has a look and a word of its own, none of them a colour.
      assert.equal(new Set([...shop, ...conditions].map(({ colours }) => colours)).size, 1);
      assert.ok(plain.every(({ look }) => look !== over[0]?.look));
      assert.notEqual(lookOf('jobs'), lookOf('web'));
      assert.notEqual(lookOf('off'), lookOf('web'));
      assert.ok(conditions.some(({ text }) => text.includes('if nightly')));
    });
  });

  it('says what it waits for, and what helps where there is nothing', async () => {
    await onPanel(browser, SIZE, async (panel) => {
      const empty = { type: 'nothing', file: '', uri: '', locked: false, views: [] } as const;
      await panel.send({ ...empty, title: 'One moment', reasons: ['Reading 120 of 177 files'] });
      await panel.page.getByText('Reading 120 of 177 files').waitFor();
      assert.equal(await panel.page.locator('#notice h2').textContent(), 'One moment');
      for (const [title, command] of [
        ['Open Folder', 'workbench.action.files.openFolder'],
        ['Show What Was Read', 'headroom.showFindings'],
      ] as const) {
        await panel.send({ ...empty, reasons: [title], action: { title, command } });
        await panel.page.getByRole('button', { name: title }).click();
        assert.deepEqual((await panel.said()).at(-1), { type: 'act', command });
      }
      await panel.send(messageOf(await systemOfShop()));
      await panel.rendered(1);
      assert.equal(await panel.page.locator('#notice').isVisible(), false);
    });
  });

  it('asks for a limit that nobody has told, where there are only pools as well', async () => {
    const pool = "import { Pool } from 'pg';\nexport const pool = new Pool({ max: 10 });\n";
    const { content } = await systemOf(new Map([['src/db.ts', pool]]));
    const box = content.drawing.boxes.find(({ kind }) => kind === 'database');
    assert.ok(box);
    await onPanel(browser, SIZE, async (panel) => {
      await panel.send(messageOf(content));
      await panel.rendered(1);
      await panel.page.locator(`[data-box="${box.id}"]`).click();
      await panel.page.getByRole('button', { name: 'Tell the Limit…' }).click();
      const told = (await panel.said()).findLast(({ type }) => type === 'tell-limit');
      assert.deepEqual(told, { type: 'tell-limit', name: 'postgres', engine: 'postgres' });
    });
    const headroom = 'databases: [{ name: postgres, engine: postgres, maxConnections: 50 }]\n';
    const files = new Map([
      ['src/db.ts', pool],
      ['headroom.yaml', headroom],
    ]);
    const { drawing } = (await systemOf(files)).content;
    const granted = drawing.boxes.find(({ kind }) => kind === 'database');
    assert.deepEqual([granted?.whole[1], granted?.undeclared], ['? of 47', null]);
  });

  it('Tab goes from box to box in the order of the list', async () => {
    const { content } = await systemOf(filesOf('django-clinic'));
    assert.ok(content.drawing.groups.length > 1);
    await onPanel(browser, { width: 1080, height: 900 }, async (panel) => {
      await panel.send(messageOf(content));
      await panel.rendered(1);
      const listed = await panel.page.evaluate<string[]>(
        "[...document.querySelectorAll('#list > ul > li')].map((item) => item.firstChild.textContent)",
      );
      assert.equal(listed.length, content.drawing.boxes.length);
      await panel.page.locator('#viewport').focus();
      const met: string[] = [];
      for (const _ of listed) {
        await panel.page.keyboard.press('Tab');
        met.push(
          await panel.page.evaluate<string>("document.activeElement.getAttribute('aria-label')"),
        );
      }
      assert.deepEqual(met, listed);
    });
  });

  it('boxes without arrows fill a square, and no link that only does this is an arrow', async () => {
    const folded = (await systemOf(manyLoose(24), { most: 20 })).content.drawing;
    const open = folded.boxes.flatMap(({ id, members }) => (members.length > 0 ? [id] : []));
    const { content } = await systemOf(manyLoose(24), { most: 20, open });
    await onPanel(browser, { width: 1080, height: 700 }, async (panel) => {
      await panel.send(messageOf(content));
      const { edges } = await panel.rendered(1);
      assert.deepEqual(edges, []);
      const places = await panel.page.evaluate<{ x: number; y: number }[]>(
        `[...document.querySelectorAll('g.node')].map((node) => node.getBoundingClientRect())
          .map(({ x, y }) => ({ x: Math.round(x / 20), y: Math.round(y / 20) }))`,
      );
      assert.ok(new Set(places.map(({ x }) => x)).size >= 4, JSON.stringify(places));
      assert.ok(new Set(places.map(({ y }) => y)).size >= 4, JSON.stringify(places));
    });
  });

  it('says what an edit that is not saved has changed', async () => {
    await onPanel(browser, SIZE, async (panel) => {
      const content = await systemOfShop();
      const [box] = content.drawing.boxes.filter(({ kind }) => kind === 'database');
      assert.ok(box);
      const changes = [{ id: box.id, text: 'shop: 200–320 of 92 → 90–140 of 92' }];
      await panel.send({ ...messageOf(content), changes, selected: box.id });
      await panel.rendered(1);
      const line = panel.page.locator('#inspector li').first();
      assert.equal(await line.textContent(), 'Not saved: shop: 200–320 of 92 → 90–140 of 92');
    });
  });

  it('each finding of a box has its severity as a word, and leads to its place', async () => {
    await onPanel(browser, SIZE, async (panel) => {
      const content = await systemOfShop();
      const box = content.drawing.boxes.find(({ findings }) => findings.length > 0);
      assert.ok(box);
      await panel.send({ ...messageOf(content), selected: box.id });
      await panel.rendered(1);
      const item = panel.page.locator('#inspector li', { hasText: 'warning: ' }).first();
      await item.locator('button').click();
      assert.deepEqual(revealed(await panel.said()), box.findings[0]?.at);
    });
  });

  it('a picture holds the whole, its legend, and nothing that is only for the hand', async () => {
    await onPanel(browser, SIZE, async (panel) => {
      await panel.send(messageOf(await systemOfShop()));
      await panel.rendered(1);
      await panel.page.getByRole('button', { name: 'Zoom in' }).click();
      await panel.page.getByRole('button', { name: 'Save as SVG' }).click();
      const saved = (await panel.said()).find((message) => message.type === 'save');
      assert.ok(saved?.type === 'save');
      assert.match(saved.content, /▲ OVER: above the limit/);
      assert.doesNotMatch(saved.content, /class="hit"|is-selected|tabindex/);
    });
  });

  it('every word of the panel can be another', async () => {
    const pseudo = Object.fromEntries(
      Object.entries(PANEL_TEXTS).map(([key, english]) => [key, `⟦${english}⟧`]),
    ) as unknown as PanelTexts;
    const bundle: Readonly<Record<string, string>> = JSON.parse(
      readFileSync('l10n/bundle.l10n.json', 'utf8'),
    );
    useDrawingWords(
      Object.fromEntries(Object.keys(bundle).map((english) => [english, `⟦${english}⟧`])),
    );
    const content = await systemOfShop();
    useDrawingWords({});
    const store = content.drawing.boxes.find(({ kind }) => kind === 'database');
    const panel = await openPanel(browser, 'dark', SIZE, { texts: pseudo });
    try {
      await panel.send({
        ...messageOf({
          kind: 'graph',
          graph: { title: '', description: '', nodes: [], edges: [] },
        }),
        version: 7,
      });
      await panel.send({
        ...messageOf(content),
        environments: [null, 'prod'],
        selected: store?.id ?? null,
        views: [],
      });
      await panel.rendered(1);
      const shown = await panel.page.evaluate<string[]>(`
        [...document.querySelectorAll('button, h2, [aria-label], [title], [placeholder], option')].flatMap((element) =>
          ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? '')
            .concat(element.childElementCount === 0 ? element.textContent : ''))
          .filter(Boolean)`);
      const legend = (await panel.page.locator('#legend').textContent()) ?? '';
      assert.deepEqual(
        legend.split(' · ').filter((one) => !one.includes('⟦')),
        [],
      );
      const own = shown.filter((one) => !isOfTheDrawing(one));
      assert.ok(own.length > 20);
      assert.deepEqual(
        own.filter((one) => !one.includes('⟦')),
        [],
      );
    } finally {
      await panel.page.close();
    }
  });
});

/** Names, figures and places come from files; signs are the same in every language. */
function isOfTheDrawing(shown: string): boolean {
  return /[▲×]|\d|^[−+]$|^(?:Mermaid|Markdown|SVG|PNG|prod|shop|clients)$|edge|nginx/.test(shown);
}

function revealed(said: readonly FromPanel[]): BudgetPlace | undefined {
  const last = said.findLast(({ type }) => type === 'reveal');
  return last?.type === 'reveal' ? last.at : undefined;
}

/** How boxes and arrows are marked, whatever they say. */
function marksIn(panel: Panel): Promise<unknown> {
  return panel.page.evaluate(`[
    [...document.querySelectorAll('g.node')].map((node) =>
      getComputedStyle(node.querySelector('rect, path, polygon')).strokeWidth).sort(),
    [...document.querySelectorAll('.flowchart-link')].map((path) => getComputedStyle(path).strokeWidth).sort(),
  ]`);
}

async function freshMarks(browser: Browser, content: SystemContent): Promise<unknown> {
  let marks: unknown;
  await onPanel(browser, SIZE, async (panel) => {
    await panel.send(messageOf(content));
    await panel.rendered(1);
    await panel.page.locator('[data-box]').first().click();
    marks = await marksIn(panel);
  });
  return marks;
}

async function onPanel(
  browser: Browser,
  size: { readonly width: number; readonly height: number },
  test: (panel: Panel) => Promise<void>,
  theme: Theme = 'dark',
): Promise<void> {
  assert.ok(theme in THEMES);
  const panel = await openPanel(browser, theme, size);
  try {
    await test(panel);
    assert.deepEqual(panel.errors, []);
    assert.deepEqual(await panel.violations(), []);
  } finally {
    await panel.page.close();
  }
}
