import type { Drawing, DrawingArrow } from '../../contracts/drawing';
import type { LoosePool, PoolUse, StoreNode, System } from '../../contracts/system';
import { idOf } from '../../system/identifiers';
import { type Budget, budgetsOf, type Demand } from '../../system/views/budget';
import { declaredByEngine } from '../../system/views/limits';
import { certaintyOf } from '../../system/ways';
import { folderOf } from '../../text/paths';
import { say } from '../words';
import { askedTools } from './balanced';
import {
  clientsOf,
  edgeBoxes,
  entered,
  openEdges,
  runningIn,
  stateOf,
  storeBox,
  workloadBox,
} from './boxes';
import { externalParts } from './externals';
import { figure } from './labels';
import { namedStores } from './named';
import { finished, joined, labelOf, legendOf, type Marks, type Plain } from './plain';

const NO_MARKS: Marks = () => [];

/**
 * The drawing of a system: clients, edges, workloads, poolers and stores, from left to right. Pure:
 * the same system gives the same drawing.
 * @param unrendered - what stands for builds of which nobody knows what they run
 */
export function systemDrawing(
  system: System,
  marks: Marks = NO_MARKS,
  unrendered: readonly Plain[] = [],
): Drawing {
  const { boxes, arrows } = partsOf(system, budgetsOf(system));
  const parts = { boxes: [...boxes, ...unrendered], arrows };
  const { environment } = system;
  const title = environment === null ? say('system') : say('system of {0}', environment);
  const description = say('What runs, how often, what it opens and where that leads');
  return drawingOf({ ...parts, title, description }, system, marks);
}

/** Marks the boxes of a view, and says what the marks mean. */
export function drawingOf(
  {
    boxes,
    arrows,
    title,
    description,
  }: {
    readonly boxes: readonly Plain[];
    readonly arrows: readonly DrawingArrow[];
    readonly title: string;
    readonly description: string;
  },
  { environment }: System,
  marks: Marks,
): Drawing {
  const drawn = boxes.map((box) => finished(box, marks(box)));
  const legend = legendOf(drawn, arrows);
  return { environment, title, description, boxes: drawn, arrows, groups: [], legend };
}

function partsOf(system: System, budgets: readonly Budget[]) {
  const running = runningIn(system).filter(({ role }) => !/^(?:store|pooler|edge)$/.test(role));
  const arrows = new Map<string, DrawingArrow>();
  const add = (arrow: DrawingArrow) => {
    const key = `${arrow.from} ${arrow.to}`;
    const before = arrows.get(key);
    arrows.set(key, before ? joined(before, arrow) : arrow);
  };
  const edges = edgeBoxes(system);
  for (const { from, to, certainty, at } of edges.links) {
    add({ from, to, label: '', kind: certainty, count: null, at });
  }
  const stores = storeArrows(system, budgets, add);
  const opened = new Set(arrows.keys());
  const asked = new Set([...arrows.values()].map(({ to }) => to));
  // A database that no pool leads to is asked by what names it, in a way that is not seen.
  const isMeant = (store: StoreNode) => isBeside(store) || !asked.has(store.id);
  const { optional } = system;
  const whole = { stores: system.stores, workloads: [...system.workloads, ...optional.workloads] };
  for (const { workload, store, at } of namedStores(whole, isMeant)) {
    // What runs as a pooler is drawn as that.
    const pooler = stores.find((each) => each.kind === 'pooler' && each.workload === workload);
    const from = (pooler ?? workload).id;
    // A pool says the same, and how many.
    if (from === store.id || opened.has(`${from} ${store.id}`)) continue;
    add({ from, to: store.id, label: '', kind: 'stated', count: null, at });
  }
  const reached = new Set([...arrows.values()].map(({ to }) => to));
  const others = entered(system, edges, reached);
  const first = [...openEdges(system, edges, others), ...others];
  const clients: readonly Plain[] = first.length > 0 ? [clientsOf(system)] : [];
  for (const { id: to } of first) {
    const [from] = clients;
    if (from) {
      // A Service takes requests from inside as well: that clients are outside is likely only.
      const kind = edges.read.has(to) ? 'stated' : 'inferred';
      add({ from: from.id, to, label: '', kind, count: null, at: null });
    }
  }
  const tools = askedTools(system);
  const externals = externalParts(system);
  for (const arrow of externals.arrows) add(arrow);
  const boxes: readonly Plain[] = [
    ...clients,
    ...edges.boxes,
    ...[...running, ...new Set([...tools.balanced, ...tools.routed])].map((workload) =>
      workloadBox(workload, system.pools),
    ),
    ...optional.workloads.map((workload) => workloadBox(workload, optional.pools)),
    ...looseBoxes(system, add),
    ...stores.map((store) => storeBox(store, budgets)),
    ...externals.boxes,
  ];
  const known = new Set(boxes.map(({ id }) => id));
  return {
    boxes,
    arrows: [...arrows.values()].filter(({ from, to }) => known.has(from) && known.has(to)),
  };
}

/** Caches and brokers are asked without a pool that is counted. */
function isBeside({ store }: StoreNode): boolean {
  return store === 'cache' || store === 'broker';
}

/** The stores that are drawn, and the arrows of pools into them. */
function storeArrows(
  system: System,
  budgets: readonly Budget[],
  add: (arrow: DrawingArrow) => void,
): readonly StoreNode[] {
  const counted = new Map<PoolUse, { readonly budget: Budget; readonly demand: Demand }>();
  for (const budget of budgets) {
    for (const demand of [...budget.demands, ...budget.conditional])
      counted.set(demand.use, { budget, demand });
  }
  const drawn = new Set<StoreNode>();
  const handedOn = new Map<string, { readonly from: StoreNode; readonly to: StoreNode }>();
  for (const use of [...system.pools, ...system.optional.pools]) {
    const [first, ...behind] = use.way;
    if (!first) continue;
    const at = use.size.at ?? { uri: use.uri, path: use.pool.max.path };
    if (use.wayCertainty === 'ambiguous') {
      for (const store of use.way) {
        drawn.add(store);
        add({
          ...{ from: use.workload.id, to: store.id, label: say('or') },
          ...{ kind: 'ambiguous', count: null, at },
        });
      }
      continue;
    }
    drawn.add(first);
    const found = counted.get(use);
    const isOpen = found !== undefined && found.demand.missing.length > 0;
    const worst = found && !isOpen ? Math.max(found.demand.steady, found.demand.rollout[1]) : null;
    const kind =
      found && stateOf(found.budget) === 'over' && (worst ?? 0) > 0 ? 'over' : certaintyOf(use);
    const label = isOpen ? '?' : labelOf(kind, worst);
    add({ from: use.workload.id, to: first.id, label, kind, count: worst, at });
    let from = first;
    for (const store of behind) {
      drawn.add(store);
      handedOn.set(`${from.id} ${store.id}`, { from, to: store });
      from = store;
    }
  }
  for (const { from, to } of handedOn.values()) add(poolerArrow(from, to, budgets));
  for (const store of system.stores) {
    if (store.store !== 'other' && store.store !== 'search') drawn.add(store);
  }
  return system.stores.filter((store) => drawn.has(store));
}

/** What a pooler opens at its server, at the worst. */
function poolerArrow(from: StoreNode, to: StoreNode, budgets: readonly Budget[]): DrawingArrow {
  const budget = budgets.find(({ store }) => store === to);
  const demand = budget?.poolers.find(({ pooler }) => pooler === from);
  const ends = { from: from.id, to: to.id, at: demand?.size.at ?? from.at };
  if (!budget || !demand) return { ...ends, label: '', kind: 'stated', count: null };
  if (demand.missing.length > 0) return { ...ends, label: '?', kind: 'stated', count: null };
  const count = Math.max(demand.steady, demand.rollout[1]);
  const isOver = stateOf(budget) === 'over' && count > 0;
  const kind = isOver ? 'over' : demand.assumed.length > 0 ? 'inferred' : 'stated';
  return { ...ends, label: labelOf(kind, count), kind, count };
}

/** Where nothing says what runs, the pools alone: a program of an unknown number, a limit somebody may tell. */
function looseBoxes(system: System, add: (arrow: DrawingArrow) => void): readonly Plain[] {
  if (system.workloads.length > 0) return [];
  return [...grouped(system.loosePools, ({ file }) => folderOf(file))].flatMap(
    ([folder, pools]) => {
      const program = programBox(folder, pools);
      const engines = grouped(pools, ({ pool }) => pool.engine);
      const stores = [...engines].map(([engine, own]) => {
        const store = looseStore(folder, engine, system, own);
        add({
          ...{ from: program.id, to: store.id, label: '', count: null },
          ...LIKELY,
          at: store.at,
        });
        return store;
      });
      return [program, ...stores];
    },
  );
}

const LIKELY = { kind: 'inferred' } as const;

/** What opens the pools of a folder; nobody says how often it runs. */
function programBox(folder: string, pools: readonly LoosePool[]): Plain {
  const places = pools.map(({ uri, pool }) => ({ uri, path: pool.path }));
  const sizes = pools.map(({ pool: { max } }) => (max.state === 'known' ? figure(max.value) : '?'));
  const [only, ...more] = sizes;
  const name = folder === '' ? say('program') : folder.slice(folder.lastIndexOf('/') + 1);
  return {
    ...{ id: idOf('program', folder), kind: 'service', state: 'unknown', unit: folder, size: null },
    texts: [
      name,
      say('? pods'),
      more.length === 0 ? say('pool {0}', only ?? '?') : say('{0} pools', sizes.length),
    ],
    places,
    at: places[0] ?? null,
    figures: pools.map(({ why }, index) => ({
      text: `${say('pool {0}', sizes[index] ?? '?')} (${why})`,
      at: places[index] ?? null,
    })),
  };
}

function looseStore(
  folder: string,
  engine: string,
  system: System,
  [first]: readonly LoosePool[],
): Plain {
  const at = first ? { uri: first.uri, path: first.pool.path } : null;
  const base = {
    ...{ id: idOf('limit', folder, engine), places: [], unit: folder, size: null, at },
  };
  if (engine === 'redis') {
    return { ...base, kind: 'cache', texts: [engine], state: 'normal', figures: [] };
  }
  const limit = declaredByEngine(engine, system);
  const granted = limit?.connections ?? null;
  return {
    ...{ ...base, kind: 'database', state: 'unknown' },
    texts: [
      limit?.server ?? (engine === 'unknown' ? say('database') : engine),
      granted === null ? say('limit ?') : say('{0} of {1}', '?', figure(granted)),
    ],
    undeclared: granted === null ? { name: engine, engine } : null,
    figures: limit ? [{ text: say('grants {0}', limit.arithmetic), at: limit.at }] : [],
  };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
