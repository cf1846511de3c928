import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createService } from '../../src/service';
import type { Drawing, DrawingArrow, DrawingBox } from '../../src/service/contracts/drawing';
import { drawingFlowchart } from '../../src/service/diagrams/system/flowchart';
import { fold } from '../../src/service/diagrams/system/fold';
import { cut } from '../../src/service/diagrams/system/labels';
import { memoryPorts, ROOT } from '../support/memory';

async function drawn(files: Readonly<Record<string, string>>, request = {}) {
  const drawing = await createService(memoryPorts(new Map(Object.entries(files)))).systemDrawing(
    ROOT,
    request,
  );
  assert.ok(drawing);
  return drawing;
}

const SHOP = Object.fromEntries(
  ['headroom.yaml', 'src/db.ts', 'k8s/hpa.yaml', 'k8s/deployment.yaml', 'package.json'].map(
    (name) => [name, readFileSync(`examples/shop/${name}`, 'utf8')],
  ),
);
const POOL = `import { Pool } from 'pg';
export const pool = new Pool({ max: 10, connectionTimeoutMillis: 2000 });
pool.on('error', console.error);
`;

describe('the drawing of a system', () => {
  it('shows what runs, how often, and what it can open of what is granted', async () => {
    const { boxes, arrows, mermaid } = await drawn(SHOP);
    const shop = boxes.find(({ kind }) => kind === 'service');
    const database = boxes.find(({ kind }) => kind === 'database');
    assert.ok(shop && database);
    assert.deepEqual(shop.whole.slice(1), ['3–16 pods', 'pool 10']);
    assert.equal(database.state, 'over');
    assert.match(database.lines[0] ?? '', /^▲ OVER /);
    assert.deepEqual(database.lines.slice(1), ['200–320 of 92', '108–228 too many']);
    const sum = 'shop: 16 pods × 1 process × 10 = 160, 320 in a rollout';
    assert.ok(database.figures.some(({ text }) => text === sum));
    const arrow = arrows.find(({ to }) => to === database.id);
    assert.deepEqual([arrow?.label, arrow?.kind], ['▲320', 'over']);
    assert.match(mermaid, /==>\|"#9650;320"\|/);
    assert.equal(
      shop.figures.find(({ text }) => text.startsWith('maxReplicas'))?.at?.path,
      'k8s/hpa.yaml',
    );
  });

  it('shows what a pooler opens beside what is opened at it', async () => {
    const compose = `services:
  shop:
    build: .
    command: node server.js
    deploy: { replicas: 4 }
    environment: { DATABASE_URL: 'postgres://shop@bouncer/shop' }
  bouncer:
    image: edoburu/pgbouncer:1.23
    environment: { DB_HOST: db, DEFAULT_POOL_SIZE: 15 }
  db: { image: 'postgres:16' }
`;
    const pool = `import { Pool } from 'pg';
export const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
`;
    const { boxes, arrows } = await drawn({
      Dockerfile: 'FROM node:22\nCOPY . .\n',
      'package.json': '{ "name": "shop" }',
      'compose.yaml': compose,
      'src/db.ts': pool,
    });
    const kindOf = (id: string) => boxes.find((box) => box.id === id)?.kind;
    assert.deepEqual(
      arrows
        .filter(({ count }) => count !== null)
        .map(({ from, to, label }) => [kindOf(from), kindOf(to), label]),
      [
        ['service', 'pooler', '40'],
        ['pooler', 'database', '15'],
      ],
    );
  });

  it('leads from a pooler to its server, also where no pool is in sight, and says its size', async () => {
    const service = (settings: string) => `services:
  shop:
    image: registry.example.com/shop:1
    environment: { DATABASE_URL: 'postgres://shop@bouncer/shop' }
  bouncer: { image: 'edoburu/pgbouncer:1.23', environment: { DB_HOST: db${settings} } }
  db: { image: 'postgres:16' }
`;
    for (const [settings, line] of [
      [', DEFAULT_POOL_SIZE: 15', '15 a database'],
      ['', '20* a database'],
    ] as const) {
      const { boxes, arrows } = await drawn({ 'compose.yaml': service(settings) });
      const lineOf = (id: string) => boxes.find((box) => box.id === id)?.lines.at(-1);
      assert.ok(
        arrows.some(({ from, to }) => lineOf(from) === line && lineOf(to) === 'postgres'),
        line,
      );
    }
  });

  it('shows what is elsewhere, and the longest that one of its callers waits for it', async () => {
    const compose = `services:
  shop:
    build: .
    command: node server.js
    environment: { PAYMENTS_URL: 'https://pay.example.com/v1', STOCK_URL: 'http://stock', OWN_URL: 'http://10.0.0.7' }
  stock: { image: 'nginx:1.27' }
`;
    const code = `import axios from 'axios';
const PAYMENTS = process.env.PAYMENTS_URL ?? 'https://sandbox.example.com';
export const pay = () => axios.post(\`\${PAYMENTS}/charges\`, {}, { timeout: 3000 });
export const stock = () => axios.get(process.env.STOCK_URL + '/items');
export const own = () => axios.get(process.env.OWN_URL);
export const quick = () => axios.get('https://maps.example.org/a', { timeout: 500 });
export const slow = (signal) => axios.get('https://maps.example.org/b');
export const far = (options) => axios.get(process.env.UNSET_URL);
`;
    const { boxes, arrows } = await drawn({
      Dockerfile: 'FROM node:22\nCOPY . .\n',
      'package.json': '{ "name": "shop", "dependencies": { "axios": "1" } }',
      'compose.yaml': compose,
      'server.js': code,
      // What is built of it runs in browsers.
      'web/main.js': "export const gists = () => fetch('https://gists.example.net/all');\n",
    });
    const external = boxes.filter(({ kind }) => kind === 'external');
    assert.deepEqual(
      external.map(({ whole }) => whole),
      [
        ['pay.example.com', 'timeout 3 s'],
        ['maps.example.org', 'no timeout'],
      ],
    );
    assert.deepEqual(
      external[1]?.figures.map(({ text, at }) => [text, at?.range.start.line]),
      [
        ['shop: timeout 0.5 s', 5],
        ['shop: no timeout', 6],
      ],
    );
    const shop = boxes.find(({ lines }) => lines[0] === 'shop');
    const ends = arrows.filter(({ from }) => from === shop?.id).map(({ to }) => to);
    assert.deepEqual(
      ends,
      external.map(({ id }) => id),
    );
  });

  it('keeps the ids of boxes when another is added before them', async () => {
    const more = {
      ...SHOP,
      'k8s/a.yaml': SHOP['k8s/deployment.yaml']?.replaceAll('shop', 'other') ?? '',
    };
    const before = (await drawn(SHOP)).boxes.map(({ id }) => id);
    const after = new Set((await drawn(more)).boxes.map(({ id }) => id));
    assert.deepEqual(
      before.filter((id) => !after.has(id)),
      [],
    );
  });

  it('draws pools alone, with what is not known', async () => {
    const { boxes } = await drawn({ 'src/db.ts': POOL });
    assert.deepEqual(
      boxes.map(({ lines, state }) => [...lines, state]),
      [
        ['? src', '? pods', 'pool 10', 'unknown'],
        ['? postgres', 'limit ?', 'unknown'],
      ],
    );
  });

  it('what a cluster alone reaches is not asked by clients where something is open to them', async () => {
    const deployed = (name: string, type: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: ${name}, image: '${name}:1' }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { ${type}selector: { app: ${name} }, ports: [{ port: 80 }] }
`;
    const asked = async (type: string) => {
      const text = `${deployed('web', type)}---\n${deployed('cart', '')}`;
      const { boxes, arrows } = await drawn({ 'k8s/shop.yaml': text });
      return arrows.map(({ to }) =>
        boxes.find(({ id }) => id === to)?.whole[0]?.replace('▲1 ', ''),
      );
    };
    assert.deepEqual(await asked('type: LoadBalancer, '), ['web']);
    assert.deepEqual(await asked('type: NodePort, '), ['web']);
    assert.deepEqual(await asked(''), ['web', 'cart']);
  });

  it('shows a proxy of which nothing says where it leads', async () => {
    const { boxes, arrows } = await drawn({
      'compose.yaml': "services: { lb: { image: 'traefik:v3' }, web: { image: 'shop:1' } }\n",
    });
    const proxy = boxes.find(({ kind }) => kind === 'edge');
    assert.deepEqual(proxy?.whole, ['lb', '1* container', 'routes ?']);
    assert.deepEqual(
      arrows.map(({ to, kind }) => [to, kind]),
      [[proxy?.id, 'inferred']],
    );
  });

  it('shows a build that does not render as a box that leads to the error', async () => {
    const deployment = (replicas: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: ${replicas}\n  template: { spec: { containers: [{ name: orders, image: 'orders:1' }] } }\n`;
    const files = (replicas: string) => ({
      'compose.yaml': "services: { web: { image: 'shop:1' } }\n",
      'charts/orders/Chart.yaml': 'apiVersion: v2\nname: orders\nversion: 1.0.0\n',
      'charts/orders/values.yaml': 'replicas: 2\n',
      'charts/orders/templates/deployment.yaml': deployment(replicas),
    });
    const states = async (replicas: string) =>
      (await drawn(files(replicas))).boxes.map(({ whole, state }) => [...whole, state]);
    const web = ['web', '1* container', 'normal'];
    assert.deepEqual(await states('{{ .Values.replicas }}'), [['orders', '2 pods', 'normal'], web]);
    for (const [replicas, why] of [
      ['{{ .Values.replicas ', /deployment\.yaml cannot be read/],
      ['{{ fail "no image" }}', /does not render: no image/],
    ] as const) {
      const { boxes } = await drawn(files(replicas));
      assert.ok(boxes.some(({ whole }) => whole[0] === 'web'));
      const box = boxes.find(({ whole }) => whole[1] === 'not rendered');
      assert.match(box?.whole[0] ?? '', /chart orders$/);
      assert.equal(box?.state, 'unknown');
      assert.equal(box?.at?.path, 'charts/orders/templates/deployment.yaml');
      assert.match(box?.figures[0]?.text ?? '', why);
    }
  });

  it('of a folder within the project: what has a part in it, and what that is joined with', async () => {
    const files = {
      'a/compose.yaml':
        "services:\n  web:\n    image: web\n    environment: { CACHE: 'redis://redis:6379' }\n  redis: { image: 'redis:7' }\n",
      'b/compose.yaml': 'services: { api: { image: api } }\n',
    };
    const names = async (within: string) =>
      (await drawn(files, { within })).boxes.map(({ whole }) => whole[0]).sort();
    assert.deepEqual(await names(ROOT), ['api', 'redis', 'web']);
    assert.deepEqual(await names(`${ROOT}/a`), ['redis', 'web']);
    assert.deepEqual(await names(`${ROOT}/b`), ['api']);
    assert.deepEqual(await names(`${ROOT}/c`), []);
  });

  it('is of one environment, and says which there are', async () => {
    const compose = (n: number) =>
      `services: { web: { image: web, deploy: { replicas: ${n} } } }\n`;
    const files = { 'compose.yaml': compose(1), 'compose.prod.yaml': compose(4) };
    const { environment, environments, boxes } = await drawn(files);
    assert.ok(environments.includes(environment));
    assert.equal(boxes.length, 1);
    const service = createService(memoryPorts(new Map(Object.entries(files))));
    assert.equal(await service.systemDrawing(ROOT, { environment: 'moon' }), null);
  });
});

const BOX = fc.record({
  kind: fc.constantFrom('service', 'worker', 'database', 'external' as const),
  unit: fc.constantFrom('a', 'b', null),
  errors: fc.nat(1),
  warnings: fc.nat(1),
  state: fc.constantFrom('normal', 'unknown', 'over' as const),
  most: fc.option(fc.nat(9)),
});
const DRAWING = fc
  .tuple(fc.array(BOX, { maxLength: 40 }), fc.array(fc.tuple(fc.nat(39), fc.nat(39), fc.nat(50))))
  .map(([all, links]): Drawing => {
    const boxes = all.map(
      ({ most, ...box }, index): DrawingBox => ({
        ...box,
        id: `n${index}`,
        lines: ['x'],
        whole: ['x'],
        size: { least: most, most, noun: 'pods' },
        at: null,
        figures: [],
        findings: [],
        undeclared: null,
        members: [],
      }),
    );
    const arrows = links.flatMap(([from, to, count]): readonly DrawingArrow[] =>
      from < boxes.length && to < boxes.length && from !== to
        ? [{ from: `n${from}`, to: `n${to}`, label: `${count}`, kind: 'stated', count, at: null }]
        : [],
    );
    return {
      environment: null,
      title: 't',
      description: 'd',
      boxes,
      arrows,
      groups: [],
      legend: [],
    };
  });
const plain = (box: DrawingBox) => (box.members.length > 0 ? box.members : [box]);

describe('folding', () => {
  it('leaves every box in exactly one, keeps sums and what is over, and is the same each time', () => {
    fc.assert(
      fc.property(DRAWING, fc.integer({ min: 1, max: 20 }), (drawing, most) => {
        const folded = fold(drawing, most);
        const ids = folded.boxes.flatMap(plain).map(({ id }) => id);
        assert.deepEqual([...ids].sort(), drawing.boxes.map(({ id }) => id).sort());
        const warnings = (boxes: readonly DrawingBox[]) =>
          boxes.reduce((sum, box) => sum + box.warnings, 0);
        assert.equal(warnings(folded.boxes), warnings(drawing.boxes));
        const shown = new Set(folded.boxes.map(({ id }) => id));
        for (const { id, state } of drawing.boxes) if (state === 'over') assert.ok(shown.has(id));
        for (const { from, to } of folded.arrows) assert.ok(shown.has(from) && shown.has(to));
        assert.equal(drawingFlowchart(folded), drawingFlowchart(fold(drawing, most)));
      }),
    );
  });

  it('opens a fold, and keeps what is chosen', () => {
    const boxes = Array.from(
      { length: 8 },
      (_, index): DrawingBox => ({
        ...{ id: `n${index}`, kind: 'worker', lines: ['w'], whole: ['w'], errors: 0, warnings: 0 },
        ...{ state: 'normal', unit: 'a', size: { least: 1, most: 2, noun: 'pods' }, at: null },
        ...{ figures: [], findings: [], undeclared: null, members: [] },
      }),
    );
    const drawing = {
      environment: null,
      title: '',
      description: '',
      boxes,
      arrows: [],
      groups: [],
      legend: [],
    };
    const [one] = fold(drawing, 3).boxes;
    assert.deepEqual(one?.lines, ['8 workers', '8–16 pods in all']);
    assert.deepEqual(one?.whole.at(-1), 'w, w, w, w, w, w, w, w');
    const open = boxes.map((box, index) =>
      index === 0 ? { ...box, warnings: 2, size: { least: null, most: null, noun: 'pods' } } : box,
    );
    const [other] = fold({ ...drawing, boxes: open }, 1).boxes;
    assert.deepEqual(other?.lines, ['▲2 8 workers', '7–? pods in all', '▲2']);
    assert.equal(
      fold(drawing, 3, new Set([one?.id ?? ''])).boxes.some(({ id }) => id === one?.id),
      false,
    );
    assert.ok(fold(drawing, 3, new Set(), new Set(['n4'])).boxes.some(({ id }) => id === 'n4'));
  });

  it('brings a system of thousands to what was asked for', () => {
    const boxes = Array.from(
      { length: 6000 },
      (_, index): DrawingBox => ({
        ...{ id: `n${index}`, kind: 'service', lines: ['s'], whole: ['s'], errors: 0 },
        ...{
          warnings: index % 7 === 0 ? 1 : 0,
          state: 'normal',
          unit: `u${index % 90}`,
          size: null,
        },
        ...{ at: null, figures: [], findings: [], undeclared: null, members: [] },
      }),
    );
    const drawing = {
      environment: null,
      title: '',
      description: '',
      boxes,
      arrows: [],
      groups: [],
      legend: [],
    };
    assert.ok(fold(drawing, 40).boxes.length <= 40);
  });
});

describe('what is called the same in several places', () => {
  const places = ['compose.yaml', 'payment/compose.yaml', 'cart/compose.yaml'];
  const services = ['cart', 'payment', 'search', 'user', 'web'];
  const files = Object.fromEntries(
    places.map((path, index) => [
      path,
      `services:\n${services.map((name) => `  ${name}: { image: '${name}-${index}:1', deploy: { replicas: ${index + 1} } }\n`).join('')}`,
    ]),
  );

  it('is one box a name where there is no room for each', async () => {
    const { boxes, boxesInAll } = await drawn(files, { most: 12 });
    assert.equal(boxesInAll, 15);
    assert.deepEqual(
      boxes.map(({ whole }) => whole),
      services.map((name) => [name, '1–3 containers each', 'in 3 places']),
    );
    assert.deepEqual(boxes[0]?.members.map(({ whole }) => whole.at(-1)).sort(), [...places].sort());
    const [first] = boxes;
    const opened = await drawn(files, { most: 12, open: [first?.id ?? ''] });
    const shown = opened.boxes.filter(({ whole }) => whole[0] === 'cart');
    assert.deepEqual(shown.map(({ lines }) => lines.at(-1)).sort(), [
      'cart/compose.yaml',
      'compose.yaml',
      'payment/compose.yaml',
    ]);
    assert.equal(opened.groups[0]?.title, 'cart');
  });

  it('has a frame of its own where it is several, or called as something else', async () => {
    const framed = async (more: string) => {
      const { groups, boxes } = await drawn(
        {
          'a/compose.yaml': "services: { web: { image: 'web:1' }, mail: { image: 'mail:1' } }\n",
          'b/compose.yaml': `services: { ${more} }\n`,
        },
        {},
      );
      const name = (id: string) => boxes.find((box) => box.id === id)?.whole[0];
      return groups.map((group) => group.boxes.map(name));
    };
    assert.deepEqual(await framed("jobs: { image: 'jobs:1' }"), [['web', 'mail']]);
    assert.deepEqual(await framed("web: { image: 'shop:1' }"), [['web', 'mail'], ['web']]);
  });

  it('is framed by where it differs, not by the folders that all have in common', async () => {
    const titles = async (...folders: string[]) => {
      const entries = folders.map((folder, at) => [
        `${folder}/compose.yaml`,
        `services: { web-${at}: { image: 'web-${at}:1' }, mail-${at}: { image: 'mail-${at}:1' } }\n`,
      ]);
      const { groups } = await drawn(Object.fromEntries(entries), { most: 40 });
      return groups.map(({ title }) => title);
    };
    assert.deepEqual(await titles('services/apps/orders/deploy', 'services/apps/products/deploy'), [
      'orders',
      'products',
    ]);
    assert.deepEqual(await titles('apps/orders', 'apps/orders/more'), [
      'compose.yaml',
      'more/compose.yaml',
    ]);
  });

  it('is told apart by frames, or else by a last line', async () => {
    const framed = await drawn(files, { most: 40 });
    assert.equal(framed.groups.length, 3);
    assert.ok(framed.boxes.every(({ lines }) => lines.length === 2));
    const two = Object.fromEntries(
      ['a', 'b'].map((folder) => [
        `${folder}/compose.yaml`,
        "services: { redis: { image: 'redis:7' } }\n",
      ]),
    );
    const { boxes } = await drawn(two, {});
    assert.deepEqual(
      boxes.map(({ lines }) => lines),
      [
        ['redis', 'a'],
        ['redis', 'b'],
      ],
    );
  });
});

describe('what Mermaid is given', () => {
  it('is at most 60 boxes, of 6,000 locations as well', async () => {
    const locations = Array.from(
      { length: 6000 },
      (_, index) => `  location /${index} { proxy_pass http://10.0.0.9:80; }`,
    );
    const files = { 'nginx.conf': `server {\n${locations.join('\n')}\n}\n` };
    const drawing = await drawn(files, { view: 'traffic', most: 20 });
    assert.ok(drawing.boxesInAll > 6000);
    assert.ok(drawing.boxes.length <= 60, `${drawing.boxes.length}`);
  });

  it('is at most 120 arrows', async () => {
    const stores = Array.from({ length: 12 }, (_, index) => `cache-${index}`);
    const environment = stores.map((name) => `${name.toUpperCase().replace('-', '_')}: '${name}'`);
    const services = Array.from(
      { length: 14 },
      (_, index) => `  web-${index}: { image: web, environment: { ${environment.join(', ')} } }\n`,
    );
    const caches = stores.map((name) => `  ${name}: { image: 'redis:7' }\n`);
    const compose = `services:\n${services.join('')}${caches.join('')}`;
    const all = await drawn({ 'compose.yaml': compose }, { most: 500 });
    assert.equal(all.arrows.length, 14 * 12);
    const drawing = await drawn({ 'compose.yaml': compose }, { most: 40 });
    assert.ok(drawing.arrows.length <= 120, `${drawing.arrows.length}`);
  });
});

it('a line has at most 22 characters, cut in the middle', () => {
  assert.equal(cut('catalogue-recommendations-worker').length, 22);
  assert.equal(cut('catalogue-recommendations-worker'), 'catalogue-r…ons-worker');
  assert.equal(cut('orders'), 'orders');
});

describe('a fold that is opened', () => {
  const files = (count: number) => ({
    'compose.yaml': `services:\n${Array.from({ length: count }, (_, index) => `  w${index}: { image: w }\n`).join('')}`,
  });

  it('shows its members in a frame, which no later step folds', async () => {
    const [fold] = (await drawn(files(30), { most: 10 })).boxes;
    assert.equal(fold?.members.length, 30);
    const opened = await drawn(files(30), { most: 10, open: [fold?.id ?? ''] });
    assert.deepEqual(opened.open, [fold?.id]);
    assert.equal(opened.boxes.length, 30);
    assert.match(opened.mermaid, /^ {2}subgraph g[0-9a-f]+\["30 services"\]$/m);
    assert.match(opened.mermaid, /^ {2}end$/m);
  });

  it('stays closed where there is no room', async () => {
    const [fold] = (await drawn(files(70), { most: 10 })).boxes;
    const opened = await drawn(files(70), { most: 10, open: [fold?.id ?? ''] });
    assert.deepEqual([opened.boxes.length, opened.open], [1, []]);
  });
});
