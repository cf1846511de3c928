import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import type { Graph } from '../../src/service/contracts/graph';
import type { PanelState } from '../../src/webview/messages';
import {
  graphOf,
  graphOfShop,
  launch,
  messageOf,
  openPanel,
  type Panel,
  systemOfShop,
} from './support';
import { THEMES, type Theme } from './themes';

const SIZE = { width: 640, height: 760 };
const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"] --> x["',
  '`**bold** _it_`',
  '%%{init: {"theme":"dark"}}%%',
  '1. one',
  '- dash',
  '#35; &lt; &#60; \\n',
  'end',
  '$$x$$',
  'fa:fa-car',
  '😀 ü \u0000\u001b',
];

describe('the diagram panel', () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  it('draws how nginx passes traffic on', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      const { nodes, edges } = await panel.draw(await graphOfShop('nginx/nginx.conf'), 1);
      const server = 'server shop.example.com, listen 80';
      const upstream = 'upstream shop, least_conn, keepalive 32, shared zone';
      assert.deepEqual(
        [...nodes].sort(),
        [
          'clients',
          server,
          'location /',
          'location /checkout',
          upstream,
          '10.0.1.11:3000',
          '10.0.1.12:3000',
        ].sort(),
      );
      assert.deepEqual(
        [...edges].sort(),
        [
          `clients → ${server}`,
          `${server} → location /`,
          `${server} → location /checkout`,
          `location / → ${upstream}`,
          `location /checkout → ${upstream}`,
          `${upstream} → 10.0.1.11:3000: 50 %`,
          `${upstream} → 10.0.1.12:3000: 50 %`,
        ].sort(),
      );
    });
  });

  it('draws how an autoscaler adds and removes pods', async () => {
    await onPanel(browser, 'light', async (panel) => {
      const { edges } = await panel.draw(await graphOfShop('k8s/hpa.yaml'), 1);
      const add = 'add pods, start, become ready, take traffic';
      const group = 'HorizontalPodAutoscaler shop, Deployment shop, 3 to 16 replicas';
      assert.ok(edges.includes(`cpu 70 % → ${add}: above: 0 s (default)`), edges.join('\n'));
      assert.ok(edges.includes(`${add} → ${group}`), edges.join('\n'));
    });
  });

  it('draws an Auto Scaling group', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      const { nodes } = await panel.draw(await graphOfShop('infra/workers.json'), 1);
      assert.ok(nodes.includes('Auto Scaling group shop-workers, 2 to 8 instances'));
    });
  });

  it('shows any label as the text it is', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      const nodes = HOSTILE.map((label, index) => node(`n${index}`, label));
      const edges = HOSTILE.slice(1).map((label, index) => ({
        from: `n${index}`,
        to: `n${index + 1}`,
        label,
        dashed: false,
      }));
      const rendered = await panel.draw({ title: '', description: '<b>', nodes, edges }, 1);
      assert.deepEqual(rendered.nodes.map(squeezed), HOSTILE.map(squeezed));
      assert.equal(await panel.page.locator('#viewport img').count(), 0);
    });
  });

  it('follows an edit, and drops what is overtaken', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      const text = (port: number) => `upstream app { server 10.0.0.1:${port}; }\n`;
      const before = await graphOf('nginx.conf', text(1));
      const later = await graphOf('nginx.conf', text(2));
      await panel.send({ ...messageOf({ kind: 'graph', graph: before }), uri: 'file:///f' });
      const { nodes } = await panel.draw(later, 2);
      assert.ok(nodes.includes('10.0.0.1:2'));
      await panel.page.locator('#viewport').getByText('10.0.0.1:2').waitFor();
      assert.equal(await panel.page.locator('#viewport svg').count(), 1);
    });
  });

  it('says in words why there is nothing to draw', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      await panel.draw(await graphOfShop('k8s/hpa.yaml'), 1);
      const reasons = ['This was read as a Deployment.'];
      await panel.send({
        type: 'nothing',
        file: 'd.yaml',
        uri: 'file:///d',
        locked: true,
        views: [],
        reasons,
      });
      await panel.page.getByText('Nothing to draw in d.yaml').waitFor();
      await panel.page.getByText('This was read as a Deployment.').waitFor();
      assert.equal(await panel.page.locator('#viewport').isVisible(), false);
      assert.equal(await panel.page.locator('#lock').getAttribute('aria-pressed'), 'true');
    });
  });

  it('moves and zooms by keyboard', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      await panel.draw(await graphOfShop('nginx/nginx.conf'), 1);
      const svg = panel.page.locator('#viewport svg');
      const box = async () => ((await svg.getAttribute('viewBox')) ?? '').split(' ').map(Number);
      const [x = 0, y = 0, width = 0] = await box();
      await panel.page.locator('#viewport').focus();
      await panel.page.keyboard.press('ArrowRight');
      await panel.page.keyboard.press('ArrowDown');
      const [right = 0, down = 0] = await box();
      assert.ok(right > x && down > y);
      await panel.page.keyboard.press('+');
      assert.ok(((await box())[2] ?? 0) < width);
      await panel.page.keyboard.press('0');
      assert.deepEqual((await box()).slice(0, 3), [x, y, width]);
      await panel.page.keyboard.press('-');
      assert.ok(((await box())[2] ?? 0) > width);
      // Shift and zero show the whole on every keyboard; on a German one that writes an equals sign.
      for (let step = 0; step < 4; step++) await panel.page.keyboard.press('+');
      const near = (await box())[2] ?? 0;
      const key = "{ key: '=', code: 'Digit0', shiftKey: true, bubbles: true }";
      await panel.page.evaluate(
        `document.querySelector('#viewport').dispatchEvent(new KeyboardEvent('keydown', ${key}))`,
      );
      assert.ok(((await box())[2] ?? 0) > near);
    });
  });

  it('has a list that says the same, and remembers that it is shown', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      await panel.draw(await graphOfShop('nginx/nginx.conf'), 1);
      const item = panel.page.locator('#list li li', { hasText: '→ 10.0.1.12:3000: 50 %' });
      assert.equal(await item.count(), 1);
      await panel.page.getByRole('button', { name: 'List', exact: true }).click();
      const { height } = (await panel.page.locator('#outline').boundingBox()) ?? { height: 0 };
      assert.ok(height > 100);
      const { uri, locked, listShown } = (await panel.state()) as PanelState;
      assert.deepEqual(
        { uri, locked, listShown },
        {
          uri: 'file:///shop/file',
          locked: false,
          listShown: true,
        },
      );
    });
  });

  it('hands the whole drawing over as a picture', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      await panel.draw(await graphOfShop('nginx/nginx.conf'), 1);
      await panel.page.getByRole('button', { name: 'Save as SVG' }).click();
      const saved = (await panel.said()).find((message) => message.type === 'save');
      assert.ok(saved?.type === 'save');
      assert.match(saved.content, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      assert.match(saved.content, /10\.0\.1\.11:3000/);
      assert.doesNotMatch(saved.content, /foreignObject|var\(--/);
    });
  });

  it('asks for its text, plain for Mermaid and fenced for Markdown', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      await panel.draw(await graphOfShop('nginx/nginx.conf'), 1);
      for (const [name, fenced] of [
        ['Mermaid', false],
        ['Markdown', true],
      ] as const) {
        await panel.page.getByRole('toolbar').getByText(name, { exact: true }).click();
        const last = (await panel.said()).at(-1);
        assert.deepEqual(last, { type: 'copy', fenced });
      }
    });
  });

  it('takes the colours of the theme, and follows a change of it', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      await panel.draw(await graphOfShop('k8s/hpa.yaml'), 1);
      const svg = panel.page.locator('#viewport svg');
      const dark = await svg.innerHTML();
      assert.ok(dark.includes('#cccccc'));
      await panel.setTheme('high contrast light');
      await panel.page.waitForFunction(
        "document.querySelector('#viewport svg').innerHTML.includes('#0f4a85')",
      );
      assert.ok(!(await svg.innerHTML()).includes('#cccccc'));
    });
  });

  it('shows a new number where it stands: nothing else is drawn anew', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      const before = messageOf(await systemOfShop());
      await panel.send(before);
      const first = await panel.rendered(before.version);
      assert.equal(first.path, 'layout');
      const viewBox = () => panel.page.locator('#viewport svg').getAttribute('viewBox');
      const box = await viewBox();
      const fewer = (text: string) => text.replace('maxReplicas: 16', 'maxReplicas: 12');
      const after = { ...messageOf(await systemOfShop({ 'k8s/hpa.yaml': fewer })), version: 2 };
      await panel.send(after);
      const second = await panel.rendered(2);
      assert.equal(second.path, 'text');
      assert.ok(
        second.nodes.some((node) => node.includes('3–12 pods')),
        second.nodes.join('; '),
      );
      assert.equal(await viewBox(), box);
      await panel.send({ ...after, version: 3 });
      assert.equal((await panel.rendered(3)).path, 'none');
    });
  });

  it('leads from a box to the place that decides it, and from the cursor to the box', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      const content = await systemOfShop();
      await panel.send(messageOf(content));
      await panel.rendered(1);
      const shop = content.drawing.boxes.find(({ kind }) => kind === 'service');
      assert.ok(shop);
      await panel.page.locator(`[data-box="${shop.id}"]`).click();
      const { at } = (await panel.said()).findLast(({ type }) => type === 'reveal') as {
        readonly at: { readonly path: string };
      };
      assert.equal(at.path, shop.at?.path);
      // It is kept out of the folds of the drawings that come.
      const kept = (await panel.said()).findLast(({ type }) => type === 'chosen');
      assert.ok(kept?.type === 'chosen');
      assert.equal(kept.wish.chosen, shop.id);
      const figure = panel.page.locator('#inspector li button').first();
      assert.match((await figure.textContent()) ?? '', /:\d+$/);
      const store = content.drawing.boxes.find(({ kind }) => kind === 'database');
      assert.ok(store);
      await panel.send({ type: 'select', id: store.id });
      await panel.page.locator(`[data-box="${store.id}"].is-selected`).waitFor();
    });
  });

  it('asks for another view and environment, finds a box, and goes along the arrows by key', async () => {
    await onPanel(browser, 'light', async (panel) => {
      const content = await systemOfShop();
      await panel.send({ ...messageOf(content), environments: [null, 'prod'] });
      await panel.rendered(1);
      const wish = async () =>
        ((await panel.said()).findLast(({ type }) => type === 'ask') as { readonly wish: object })
          .wish;
      await panel.page.getByLabel('View').selectOption('file');
      assert.deepEqual(await wish(), { view: 'file', open: [], most: 20, chosen: null });
      await panel.page.getByLabel('Environment').selectOption('prod');
      const chosen = (await panel.said()).findLast(({ type }) => type === 'environment');
      assert.deepEqual(chosen, { type: 'environment', environment: 'prod' });
      await panel.page.locator('#viewport').focus();
      await panel.page.keyboard.press('/');
      await panel.page.keyboard.type('OVER');
      const store = content.drawing.boxes.find(({ kind }) => kind === 'database');
      assert.equal(await panel.page.locator('.is-selected').getAttribute('data-box'), store?.id);
      await panel.page.keyboard.press('Enter');
      await panel.page.keyboard.press('ArrowLeft');
      const source = content.drawing.arrows.find(({ to }) => to === store?.id)?.from;
      assert.equal(await panel.page.locator('.is-selected').getAttribute('data-box'), source);
    });
  });

  it('saves a PNG, and says nothing of what Mermaid says', async () => {
    await onPanel(browser, 'dark', async (panel) => {
      await panel.draw(await graphOfShop('k8s/hpa.yaml'), 1);
      await panel.page.getByRole('button', { name: 'Save as PNG' }).click();
      await panel.page.waitForFunction('editor.said.some(({ format }) => format === "png")');
      const saved = (await panel.said()).find(({ type }) => type === 'save');
      assert.ok(saved?.type === 'save');
      assert.match(saved.content, /^iVBORw0KGgo/);
      const broken = { title: '', description: '', nodes: [node('no id]', 'x')], edges: [] };
      await panel.send({ ...messageOf({ kind: 'graph', graph: broken }), version: 9 });
      await panel.page.getByText('This could not be drawn').waitFor();
      const seen = (await panel.page.locator('main').textContent()) ?? '';
      assert.doesNotMatch(seen, /parse|lexical|expecting|syntax/i);
    });
  });

  for (const theme of Object.keys(THEMES) as Theme[]) {
    it(`is accessible in ${theme}`, async () => {
      await onPanel(browser, theme, async (panel) => {
        await panel.send(messageOf(await systemOfShop()));
        await panel.rendered(1);
        await panel.page.locator('[data-box]').last().click();
        await panel.page.getByRole('button', { name: 'List', exact: true }).click();
        await panel.page.evaluate(axe.source);
        const violations = await panel.page.evaluate<string[]>(
          // The text of a drawing has no blanks between its lines, the name of a box has.
          `axe.run({ rules: { 'label-content-name-mismatch': { enabled: false } } }).then(({ violations }) => violations.map(({ id, nodes }) =>
            id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
        );
        assert.deepEqual(violations, []);
      });
    });
  }
});

/** A panel for one test, which must end without an error and without breaking its own policy. */
async function onPanel(
  browser: Browser,
  theme: Theme,
  test: (panel: Panel) => Promise<void>,
): Promise<void> {
  const panel = await openPanel(browser, theme, SIZE);
  try {
    await test(panel);
    assert.deepEqual(panel.errors, []);
    assert.deepEqual(await panel.violations(), []);
  } finally {
    await panel.page.close();
  }
}

function node(id: string, label: string): Graph['nodes'][number] {
  return { id, label, shape: 'box', tone: 'normal' };
}

/** Without white space and control characters, which no drawing shows. */
function squeezed(label: string): string {
  return label.replace(/[\s\p{Cc}]/gu, '');
}
