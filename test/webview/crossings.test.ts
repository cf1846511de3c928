import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { BudgetPlace } from '../../src/service/contracts/capacity';
import type { Drawing, DrawingArrow, DrawingBox } from '../../src/service/contracts/drawing';
import type { Graph } from '../../src/service/contracts/graph';
import type { DrawMessage } from '../../src/webview/messages';
import { faultsIn } from './crossings';
import { launch, messageOf, openPanel } from './support';
import { allSurfaces, type Surface } from './surfaces';

const SIZES = [
  { width: 540, height: 470 },
  { width: 900, height: 640 },
];

describe('what lies across what', () => {
  let browser: Browser;
  let surfaces: readonly Surface[];
  before(async () => {
    [browser, surfaces] = await Promise.all([launch(), allSurfaces()]);
  });
  after(() => browser.close());

  for (const size of SIZES) {
    it(`no arrow runs behind a box or through words, at ${size.width} px`, async () => {
      const drawn = surfaces.flatMap(({ name, message }) =>
        message.type === 'draw' ? [{ name, message }] : [],
      );
      assert.ok(drawn.length > 20);
      const sketches = [1, 2, 3, 4, 5, 6].map((seed) => ({
        name: `sketch ${seed}`,
        message: messageOf({ kind: 'graph', graph: sketch(seed) }),
      }));
      const shapes = {
        name: 'every shape',
        message: messageOf({ kind: 'system', drawing: everyShape() }),
      };
      assert.deepEqual(await faults(browser, size, [...drawn, ...sketches, shapes]), []);
    });
  }

  it('the legend names every mark that stands in a drawing, and no other', () => {
    const marks: readonly (readonly [
      entry: RegExp,
      stands: (drawing: Drawing<unknown>) => boolean,
    ])[] = [
      [/^✖n: /, linesWith(/^✖\d/)],
      [/^▲n: /, linesWith(/(?:^| )▲\d/)],
      [/^▲ OVER: /, linesWith(/^▲ OVER /)],
      [/^▲n on an arrow: /, labelsWith(/^▲/)],
      [/^n on an arrow: /, labelsWith(/^\d+\??$/)],
      [
        /^\?: /,
        (drawing) => linesWith(/(?:^|[ –])\?(?:$|[ ,])/)(drawing) || labelsWith(/\?$/)(drawing),
      ],
      [/^≥: /, linesWith(/^≥ /)],
      [/^\*: /, linesWith(/\d(?: s)?\*/)],
      [
        /^dashed box: /,
        ({ boxes }) => boxes.some(({ state }) => ['unknown', 'off'].includes(state)),
      ],
      [/^dashed arrow: /, arrowsOf('inferred')],
      [/^dashed, or: /, arrowsOf('ambiguous')],
      [/^thick: /, arrowsOf('taken')],
    ];
    const stood = new Set<RegExp>();
    for (const { name, message } of surfaces) {
      if (message.type !== 'draw' || message.content.kind !== 'system') continue;
      const { drawing } = message.content;
      for (const [entry, stands] of marks) {
        const isTold = drawing.legend.some((text) => entry.test(text));
        assert.equal(isTold, stands(drawing), `${name}: ${entry} ${drawing.legend.join(' · ')}`);
        if (isTold) stood.add(entry);
      }
      const rest = drawing.legend.filter((text) => !marks.some(([entry]) => entry.test(text)));
      assert.deepEqual(rest, [], name);
    }
    assert.ok(stood.size >= 8, [...stood].join(' '));
    for (const { name, message } of surfaces) {
      if (message.type !== 'draw' || message.content.kind !== 'graph') continue;
      const { nodes, edges, legend = [] } = message.content.graph;
      const isDashed =
        nodes.some(({ tone }) => tone === 'muted') || edges.some(({ dashed }) => dashed);
      assert.equal(
        legend.some((text) => text.startsWith('dashed: ')),
        isDashed,
        name,
      );
    }
  });

  it('what lies across is found', async () => {
    const panel = await openPanel(browser, 'dark', { width: 900, height: 640 });
    const text = (label: string) => ({ label, shape: 'box', tone: 'normal' }) as const;
    const edge = (from: string, to: string) => ({ from, to, label: '', dashed: false });
    await panel.draw(
      {
        ...{ title: '', description: '' },
        nodes: [
          { id: 'n1', ...text('one') },
          { id: 'n2', ...text('two') },
          { id: 'n3', ...text('three') },
        ],
        edges: [edge('n1', 'n2'), edge('n2', 'n3')],
      },
      1,
    );
    assert.deepEqual(await faultsIn(panel.page), []);
    // From the second box back over the first, and on.
    await panel.page.evaluate(`(() => {
      const [first, second] = document.querySelectorAll('path.flowchart-link');
      const { x, y } = first.getPointAtLength(0);
      second.setAttribute('d', 'M' + (x - 20) + ',' + y + second.getAttribute('d').replace('M', 'L'));
    })()`);
    assert.deepEqual(await faultsIn(panel.page), [
      'two → three does not touch two',
      'two → three runs through two',
      'two → three runs behind one',
    ]);
    await panel.page.close();
  });
});

function linesWith(mark: RegExp) {
  return ({ boxes }: Drawing<unknown>) =>
    boxes.some(({ lines }) => lines.some((line) => mark.test(line)));
}

function labelsWith(mark: RegExp) {
  return ({ arrows }: Drawing<unknown>) => arrows.some(({ label }) => mark.test(label));
}

function arrowsOf(kind: DrawingArrow['kind']) {
  return ({ arrows }: Drawing<unknown>) => arrows.some((arrow) => arrow.kind === kind);
}

async function faults(
  browser: Browser,
  size: (typeof SIZES)[number],
  surfaces: readonly { readonly name: string; readonly message: DrawMessage }[],
): Promise<readonly string[]> {
  const panel = await openPanel(browser, 'dark', size);
  const found: string[] = [];
  for (const [index, { name, message }] of surfaces.entries()) {
    const version = index + 1;
    await panel.send({ ...message, version, view: `view ${version}` });
    await panel.rendered(version);
    found.push(...(await faultsIn(panel.page)).map((fault) => `${name}: ${fault}`));
  }
  assert.deepEqual(panel.errors, []);
  await panel.page.close();
  return found;
}

/** A box of each kind, with lines as long as they may be. */
function everyShape(): Drawing<BudgetPlace> {
  const kinds = 'clients edge route signal service worker pooler database cache external'.split(
    ' ',
  );
  const box = (kind: string, index: number): DrawingBox<BudgetPlace> => ({
    ...{ id: `n${index}`, kind: kind as DrawingBox['kind'], errors: 0, warnings: 0, members: [] },
    ...{ whole: [kind], state: 'over', unit: null, size: null, at: null, undeclared: null },
    ...{
      lines: [
        '▲ OVER gatew…ommerce-w',
        'recommendat…w-customer',
        '10\u2009800–16\u2009200 too many',
      ],
    },
    ...{ figures: [], findings: [] },
  });
  return {
    ...{ environment: null, title: '', description: '', groups: [], legend: [] },
    boxes: kinds.map(box),
    arrows: kinds.slice(1).map((_, index) => ({
      ...{
        from: `n${index}`,
        to: `n${index + 1}`,
        label: '',
        kind: 'stated',
        count: null,
        at: null,
      },
    })),
  };
}

/** Boxes in four rows with arrows from each to a few of later rows, some with words; the same for the same seed. */
function sketch(seed: number): Graph {
  let state = seed;
  const random = (below: number) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const nodes = Array.from({ length: 12 + random(8) }, (_, index) => ({
    id: `n${index}`,
    label: `box ${index}${'\nline'.repeat(random(3))}${' wide'.repeat(random(3))}`,
    shape: (['box', 'rounded', 'decision', 'store'] as const)[random(4)] ?? 'box',
    tone: 'normal' as const,
  }));
  const edges = nodes.slice(0, -1).flatMap((_, index) =>
    [...new Set([1, 2].map(() => index + 1 + random(nodes.length - index - 1)))].map((to) => ({
      from: `n${index}`,
      to: `n${to}`,
      label: random(3) === 0 ? 'words' : '',
      dashed: random(4) === 0,
    })),
  );
  return { title: '', description: '', nodes, edges };
}
