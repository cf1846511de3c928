// The three paths of a change in the diagram panel, in Chromium: nothing, texts, a layout. Of drawings that
// are folded to so many boxes from so many. Printed, never asserted; `bench/run.mjs` builds the panel first.
import type { Drawing, DrawingBox } from '../src/service/contracts/drawing';
import { fold } from '../src/service/diagrams/system/fold';
import { launch, messageOf, openPanel } from '../test/webview/support';
import { ms, table } from './measure';

const SIZE = { width: 1080, height: 700 };
const ROUNDS = 3;

void main();

async function main(): Promise<void> {
  const browser = await launch();
  for (const from of [200, 6000]) {
    for (const boxes of [20, 40, 60]) {
      const before = performance.now();
      const first = drawingOf(from, boxes, 1);
      const folding = performance.now() - before;
      const panel = await openPanel(browser, 'dark', SIZE);
      let version = 0;
      const paths = new Map<string, number[]>();
      const show = async (drawing: Drawing) => {
        version++;
        const content = { kind: 'system', drawing: located(drawing) } as const;
        await panel.send({ ...messageOf(content), version });
        const { path, milliseconds } = await panel.rendered(version);
        paths.set(path, [...(paths.get(path) ?? []), milliseconds]);
      };
      await show(first);
      const [drawn = 0] = paths.get('layout') ?? [];
      paths.clear();
      for (let round = 0; round < ROUNDS; round++) {
        await show(drawingOf(from, boxes, round + 2));
        await show(drawingOf(from, boxes, round + 2));
        await show(drawingOf(from, boxes - 1 - round, round + 2));
      }
      const median = (path: string) =>
        [...(paths.get(path) ?? [])].sort((a, b) => a - b)[
          Math.floor((paths.get(path) ?? []).length / 2)
        ];
      const row = [
        `${first.boxes.length} boxes of ${from}`,
        `none ${ms(median('none') ?? 0)}, text ${ms(median('text') ?? 0)}, layout ${ms(median('layout') ?? 0)}`,
        `first drawing ${ms(drawn)}, folding ${ms(folding)}`,
      ] as const;
      console.log(table([row]));
      await panel.page.close();
    }
  }
  await browser.close();
}

/** So many services of so many units that all ask one database, folded a unit to a box. */
function drawingOf(count: number, most: number, pods: number): Drawing {
  const service = (index: number): DrawingBox => ({
    ...{ id: `n${(index + 16).toString(16)}`, kind: 'service', errors: 0, warnings: 1 },
    ...{ lines: [`▲1 service ${index}`, `${pods} pods`], whole: [`▲1 service ${index}`] },
    ...{ state: 'normal', unit: `u${index % (most - 1)}`, at: null, members: [] },
    ...{ size: { least: pods, most: pods, noun: 'pods' }, figures: [], findings: [] },
    undeclared: null,
  });
  const database: DrawingBox = {
    ...{ id: 'nff', kind: 'database', errors: 0, warnings: 0, lines: ['db', 'postgres'] },
    ...{ whole: ['db', 'postgres'], state: 'normal', unit: null, at: null, members: [] },
    ...{ size: null, figures: [], findings: [], undeclared: null },
  };
  const services = Array.from({ length: count }, (_, index) => service(index + 256));
  return fold(
    {
      ...{ environment: null, title: 'system', description: 'many', groups: [], legend: [] },
      boxes: [...services, database],
      arrows: services.map(({ id }) => ({
        ...{ from: id, to: database.id, label: '5', kind: 'stated', count: 5, at: null },
      })),
    },
    most,
  );
}

/** Boxes of a bench stand nowhere. */
function located(drawing: Drawing) {
  return JSON.parse(JSON.stringify(drawing)) as Drawing<never>;
}
