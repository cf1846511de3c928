import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type BudgetNode, budgetTree, missingIn } from '../../src/extension/budgetTree';
import { createService } from '../../src/service';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const NAMES = ['headroom.yaml', 'src/db.ts', 'k8s/hpa.yaml', 'k8s/deployment.yaml'];

function shop(): Map<string, string> {
  return new Map(NAMES.map((name) => [name, readFileSync(`examples/shop/${name}`, 'utf8')]));
}

async function capacitiesOf(files: Map<string, string>) {
  const service = createService(memoryPorts(files));
  return Promise.all((await service.roots(ROOT)).map((root) => service.capacity(root)));
}

const nameOf = (root: string) => root.slice(ROOT.length + 1) || 'project';

/** The tree as an outline, `label: description`. */
function outline(nodes: readonly BudgetNode[], indent = ''): readonly string[] {
  return nodes.flatMap(({ label, description, children }) => [
    `${indent}${label}${description ? `: ${description}` : ''}`,
    ...outline(children, `${indent}  `),
  ]);
}

function all(nodes: readonly BudgetNode[]): readonly BudgetNode[] {
  return nodes.flatMap((node) => [node, ...all(node.children)]);
}

describe('the Connection Budget view', () => {
  it('shows each database, what asks it, and where each figure comes from', async () => {
    const nodes = budgetTree(await capacitiesOf(shop()), nameOf);
    assert.deepEqual(outline(nodes), [
      'shop: 200–320 of 92 connections, 108–228 too many',
      '  shop: 0 to 160 connections, 200 to 320 during a rollout',
      '    3 to 16 pods: declared · k8s/hpa.yaml:11',
      '    20 to 32 alive during a rollout: derived',
      '    1 process a pod: assumed',
      '    10 connections a process: declared · src/db.ts:6',
      '  92 connections granted: 100 − 3 − 5 reserved · headroom.yaml:6',
    ]);
    const places = all(nodes).flatMap(({ place }) => (place ? [place.path] : []));
    assert.deepEqual(places, ['k8s/hpa.yaml', 'src/db.ts', 'headroom.yaml']);
    assert.equal(nodes[0]?.isOver, true);
  });

  it('says of a pool whose size nobody can tell that it is not known, never that it is nothing', async () => {
    const files = shop();
    const code = files.get('src/db.ts') ?? '';
    files.set('src/db.ts', code.replace('max: 10', 'max: sizeOf(process)'));
    assert.notEqual(files.get('src/db.ts'), code);
    const capacities = await capacitiesOf(files);
    assert.deepEqual(outline(budgetTree(capacities, nameOf)), [
      'shop: ? of 92 connections',
      '  shop: not known',
      '    3 to 16 pods: declared · k8s/hpa.yaml:11',
      '    20 to 32 alive during a rollout: derived',
      '    1 process a pod: assumed',
      '    ? connections a process: unknown · src/db.ts:6 · an expression',
      '  92 connections granted: 100 − 3 − 5 reserved · headroom.yaml:6',
      '  Not known: pool of shop',
      '    pool of shop: an expression',
    ]);
    const service = createService(memoryPorts(files));
    await service.capacity(ROOT);
    const [lens] = await service.codeLenses(uriOf('k8s/hpa.yaml'), () => null);
    assert.match(lens?.title ?? '', /^16 pods × 1 process × \? = \?, of 92 · shop$/);
  });

  it('says which figures are written', async () => {
    const files = shop();
    const deployment = files.get('k8s/deployment.yaml') ?? '';
    files.set(
      'k8s/deployment.yaml',
      deployment
        .replace(
          '  replicas: 3\n',
          '  replicas: 3\n  strategy: { rollingUpdate: { maxSurge: 1 } }\n',
        )
        .replace('env:\n', 'env:\n            - { name: WEB_CONCURRENCY, value: "2" }\n'),
    );
    files.set('src/db.ts', (files.get('src/db.ts') ?? '').replace('max: 10', 'max: 2'));
    const lines = outline(budgetTree(await capacitiesOf(files), nameOf)).join('\n');
    assert.match(lines, /^shop: 34–64 of 92 connections$/m);
    assert.match(lines, /^ +17 to 32 alive during a rollout: derived$/m);
    assert.match(lines, /^ +1 process a pod: assumed$/m);
  });

  it('keeps the same lines between two readings, so that it stays open', async () => {
    const before = budgetTree(await capacitiesOf(shop()), nameOf);
    const moved = shop();
    moved.set('src/db.ts', `\n${moved.get('src/db.ts')}`.replace('max: 10', 'max: 4'));
    const after = budgetTree(await capacitiesOf(moved), nameOf);
    const ids = (nodes: readonly BudgetNode[]) => all(nodes).map(({ id }) => id);
    assert.deepEqual(ids(after), ids(before));
    assert.equal(new Set(ids(before)).size, ids(before).length);
    assert.match(outline(after).join('\n'), /4 connections a process: declared · src\/db\.ts:7/);
  });

  it('has a line a project where there are several', async () => {
    const files = shop();
    for (const [path, text] of shop()) files.set(`inner/${path}`, text);
    const nodes = budgetTree(await capacitiesOf(files), nameOf);
    assert.deepEqual(
      nodes.map(({ label, children }) => [label, children[0]?.label]),
      [
        ['project', 'shop'],
        ['inner', 'shop'],
      ],
    );
    assert.equal(all(nodes).at(-1)?.place?.uri, uriOf('inner/headroom.yaml'));
  });

  it('says of each pool that is not counted what would have to be known', async () => {
    const why = async (more: Readonly<Record<string, string>>, without: readonly string[] = []) => {
      const files = new Map([...shop(), ...Object.entries(more)]);
      for (const name of without) files.delete(name);
      return outline(budgetTree(await capacitiesOf(files), nameOf)).filter((line) =>
        /^ {2}src\/\S+:\d+: /.test(line),
      );
    };
    assert.deepEqual(await why({}), []);
    assert.deepEqual(await why({}, ['k8s/hpa.yaml', 'k8s/deployment.yaml']), [
      '  src/db.ts:6: no workload or group says how many processes there are',
    ]);
    const worker = shop().get('k8s/deployment.yaml')?.replaceAll('shop', 'worker') ?? '';
    assert.deepEqual(await why({ 'k8s/worker.yaml': worker }), [
      '  src/db.ts:6: which workload runs this code cannot be told',
    ]);
    assert.match(
      (
        await why({
          'headroom.yaml':
            'root: true\ndatabases: [{ name: a, maxConnections: 9 }, { name: b, maxConnections: 9 }]\n',
        })
      ).join(),
      /^$/,
    );
    const bouncer =
      '[databases]\nshop = host=db dbname=shop\n[pgbouncer]\nlisten_port = 6432\npool_mode = transaction\n';
    assert.match(
      (await why({ 'pgbouncer.ini': bouncer })).join(),
      /there is a pooler, and whether/,
    );
    const sized = (shop().get('src/db.ts') ?? '').replace('max: 10', 'max: sizeOf()');
    assert.deepEqual(await why({ 'src/db.ts': sized }), [], 'it counts, with a factor missing');
  });

  it('says what is missing where there is no budget', async () => {
    assert.equal(missingIn(await capacitiesOf(shop())), undefined);
    assert.equal(missingIn([]), undefined);
    assert.equal(
      missingIn(await capacitiesOf(new Map([['headroom.yaml', 'root: true\n']]))),
      'No budget: no connection pool is in sight, in code or in settings.',
    );
    const alone = new Map([...shop()].filter(([path]) => path === 'src/db.ts'));
    assert.match(
      missingIn(await capacitiesOf(alone)) ?? '',
      /^No budget: of no pool it can be told/,
    );
  });
});
