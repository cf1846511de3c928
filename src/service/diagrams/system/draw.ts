import { worstOf } from '../../contracts/capacity';
import type {
  BoxFinding,
  BoxKind,
  Drawing,
  DrawingArrow,
  DrawingBox,
} from '../../contracts/drawing';
import type { Place } from '../../contracts/finding';
import type { Factor, PoolUse, StoreNode, System, WorkloadNode } from '../../contracts/system';
import { folderOf, idOf } from '../../system/identifiers';
import { type Budget, budgetsOf, type Demand } from '../../system/views/budget';
import { undeclaredIn } from '../../system/views/limits';
import { count, cut, figure } from './labels';

/** What is reported at one of these places, the gravest first. */
export type Marks = (places: readonly Place[]) => readonly BoxFinding[];

/** Findings that a box keeps; it says how many there are. */
export const MAX_FINDINGS = 8;

/** A box before its lines are cut and marked. */
interface Plain
  extends Omit<
    DrawingBox,
    'lines' | 'whole' | 'errors' | 'warnings' | 'members' | 'findings' | 'undeclared'
  > {
  readonly undeclared?: DrawingBox['undeclared'];
  readonly texts: readonly string[];
  readonly places: readonly Place[];
}

const NO_MARKS: Marks = () => [];

/**
 * The drawing of a system: clients, edges, workloads, poolers and stores, from left to right. Pure:
 * the same system gives the same drawing.
 */
export function systemDrawing(system: System, marks: Marks = NO_MARKS): Drawing {
  const budgets = budgetsOf(system);
  const { boxes, arrows } = partsOf(system, budgets);
  const drawn = boxes.map((box) => finished(box, marks(box.places)));
  const where = system.environment === null ? '' : ` of ${system.environment}`;
  return {
    environment: system.environment,
    title: `system${where}`,
    description: 'What runs, how often, what it opens and where that leads',
    boxes: drawn,
    arrows,
    groups: [],
    legend: legendOf(drawn, arrows),
  };
}

/** What the marks mean that occur. */
export function legendOf(
  boxes: readonly DrawingBox[],
  arrows: readonly DrawingArrow[],
): readonly string[] {
  return [
    ...(boxes.some(({ errors }) => errors > 0) ? ['✖ errors'] : []),
    ...(boxes.some(({ warnings }) => warnings > 0) ? ['▲ warnings'] : []),
    ...(boxes.some(({ state }) => state === 'over') ? ['▲ OVER more is open than is granted'] : []),
    ...(boxes.some(({ state }) => state === 'unknown') ? ['? a number is not known'] : []),
    ...(arrows.some(({ kind }) => kind === 'inferred' || kind === 'ambiguous')
      ? ['dashed: likely, not written']
      : []),
    ...(arrows.some((arrow) => arrow.count !== null)
      ? ['on arrows: connections at the worst']
      : []),
  ];
}

function finished(
  { texts, places: _places, undeclared = null, ...box }: Plain,
  found: readonly BoxFinding[],
): DrawingBox {
  const countOf = (of: BoxFinding['severity']) =>
    found.filter(({ severity }) => severity === of).length;
  const errors = countOf('error');
  const warnings = countOf('warning');
  const mark = markOf(box.state, errors, warnings);
  const whole = texts.map((text, index) => (index === 0 ? `${mark}${text}` : text));
  const findings = found.slice(0, MAX_FINDINGS);
  const counted = { errors, warnings, findings, undeclared };
  return { ...box, whole, lines: whole.map(cut), ...counted, members: [] };
}

/** What stands before the first line, so that the state shows without colour. */
export function markOf(state: DrawingBox['state'], errors: number, warnings: number): string {
  if (state === 'over') return '▲ OVER ';
  if (errors > 0) return `✖${errors} `;
  if (warnings > 0) return `▲${warnings} `;
  return state === 'unknown' ? '? ' : '';
}

function partsOf(system: System, budgets: readonly Budget[]) {
  const running = system.workloads.filter(({ role }) => !/^(?:store|pooler|edge)$/.test(role));
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
  const reached = new Set([...arrows.values()].map(({ to }) => to));
  const entered = [
    ...edges.boxes,
    ...running.filter(({ id, routed, role }) => routed && role === 'service' && !reached.has(id)),
  ];
  const clients: readonly Plain[] =
    entered.length > 0
      ? [
          {
            id: idOf('clients', system.environment),
            kind: 'clients',
            texts: ['clients'],
            places: [],
            state: 'normal',
            unit: null,
            size: null,
            at: null,
            figures: [],
          },
        ]
      : [];
  for (const { id: to } of entered) {
    const isEdge = edges.boxes.some(({ id }) => id === to);
    const [from] = clients;
    if (from) {
      // A Service takes requests from inside as well: that clients are outside is likely only.
      const kind = isEdge ? 'stated' : 'inferred';
      add({ from: from.id, to, label: '', kind, count: null, at: null });
    }
  }
  const boxes: readonly Plain[] = [
    ...clients,
    ...edges.boxes,
    ...running.map((workload) => workloadBox(workload, system.pools)),
    ...looseBoxes(system, add),
    ...stores.map((store) => storeBox(store, budgets)),
  ];
  const known = new Set(boxes.map(({ id }) => id));
  return {
    boxes,
    arrows: [...arrows.values()].filter(({ from, to }) => known.has(from) && known.has(to)),
  };
}

/** Two arrows between the same boxes are one: counts are added, the weaker ground shows. */
export function joined(a: DrawingArrow, b: DrawingArrow): DrawingArrow {
  const count = a.count === null && b.count === null ? null : (a.count ?? 0) + (b.count ?? 0);
  const kind =
    [a, b].find((each) => each.kind === 'over')?.kind ??
    [a, b].find((each) => each.kind !== 'stated')?.kind ??
    'stated';
  const at = a.at ?? b.at;
  return {
    ...a,
    kind,
    count,
    at,
    label: count === null ? a.label || b.label : labelOf(kind, count),
  };
}

/** What an arrow into a store says. */
function labelOf(kind: DrawingArrow['kind'], count: number | null): string {
  if (kind === 'ambiguous') return 'or';
  const mark = kind === 'over' ? '▲' : '';
  if (count === null) return kind === 'inferred' ? '' : mark;
  return `${mark}${figure(count)}${kind === 'inferred' ? '?' : ''}`;
}

/** What a proxy sends to a workload. */
interface EdgeLink {
  readonly from: string;
  readonly to: string;
  readonly certainty: 'stated' | 'ambiguous';
  readonly at: Place;
}

/** A box for each proxy: the workload it runs as, else the folder of its configuration. */
function edgeBoxes({ routes, workloads }: System) {
  const own = workloads.filter(({ role }) => role === 'edge');
  const groups = new Map<
    string,
    { readonly name: string; readonly routes: (typeof routes)[number][] }
  >();
  for (const route of routes) {
    const [only, ...others] = own.filter(({ containers }) =>
      containers.some(({ image }) => image?.includes(route.tool)),
    );
    const id =
      only && others.length === 0 ? only.id : idOf('edge', route.tool, folderOf(route.file));
    const group = groups.get(id) ?? {
      name: only && others.length === 0 ? only.name : route.edge,
      routes: [],
    };
    groups.set(id, group);
    group.routes.push(route);
  }
  const links = new Map<string, EdgeLink>();
  const boxes: Plain[] = [...groups].map(([id, { name, routes: all }]) => {
    for (const { workloads: targets, certainty, at } of all) {
      for (const { id: to } of targets) {
        const kind = certainty === 'ambiguous' ? 'ambiguous' : 'stated';
        links.set(`${id} ${to}`, { from: id, to, certainty: kind, at });
      }
    }
    const timeouts = all.flatMap(({ readTimeout }) => readTimeout.value ?? []);
    const [first] = all;
    const shortest = timeouts.length > 0 ? ` · ${figure(Math.min(...timeouts))} s` : '';
    const number = `${figure(all.length)} ${all.length === 1 ? 'route' : 'routes'}`;
    return {
      id,
      kind: 'edge',
      texts: [name, `${first?.tool ?? 'proxy'}${shortest}`, number],
      places: all.map(({ at }) => at),
      state: 'normal',
      unit: first ? folderOf(first.file) : null,
      size: null,
      at: first?.at ?? null,
      figures: all.flatMap(({ pattern, readTimeout }) => [
        { text: `${pattern}: ${readTimeout.value ?? '?'} s`, at: readTimeout.at },
      ]),
    };
  });
  return { boxes, links: [...links.values()] };
}

function workloadBox(workload: WorkloadNode, pools: readonly PoolUse[]): Plain {
  const { id, name, role, least, most, noun, at, unit, containers } = workload;
  const isWorker = role === 'worker' || role === 'scheduler' || role === 'job';
  const uses = pools.filter((use) => use.workload === workload && use.pool.engine !== 'redis');
  const [largest] = [...uses].sort((a, b) => (b.size.value ?? 0) - (a.size.value ?? 0));
  const size = { least: least.value, most: most.value, noun };
  const processes = largest?.process.count ?? processesOf(workload);
  const times = processes?.value === undefined || processes.value === 1 ? '' : shown(processes);
  const second = isWorker && times !== '' ? `${count(size)} × ${times}` : count(size);
  const pool = largest ? `pool ${shown(largest.size)}` : undefined;
  const third = pool && !isWorker && times !== '' ? `${times} × ${pool}` : pool;
  const isOff = most.value === 0;
  const factors = [
    least,
    most,
    ...(processes ? [processes] : []),
    ...(largest ? [largest.size] : []),
  ];
  return {
    id,
    kind: isWorker ? 'worker' : 'service',
    texts: [name, isOff ? 'off' : second, ...(third === undefined || isOff ? [] : [third])],
    places: [at, ...containers.flatMap((container) => [container.at])],
    state: isOff ? 'off' : most.value === null ? 'unknown' : 'normal',
    unit,
    size,
    at,
    figures: factors.map((factor) => ({
      text: `${factor.name} ${shown(factor)}${factor.why === null ? '' : ` (${factor.why})`}`,
      at: factor.at,
    })),
  };
}

function processesOf({ containers }: WorkloadNode): Factor | undefined {
  const [first, ...others] = containers.flatMap(({ role, processes }) =>
    role === 'main' ? processes : [],
  );
  return first && others.length === 0 ? first.count : undefined;
}

function shown({ value }: Factor): string {
  return value === null ? '?' : figure(value);
}

/** The stores that are drawn, and the arrows of pools into them. */
function storeArrows(
  system: System,
  budgets: readonly Budget[],
  add: (arrow: DrawingArrow) => void,
): readonly StoreNode[] {
  const counted = new Map<PoolUse, { readonly budget: Budget; readonly demand: Demand }>();
  for (const budget of budgets) {
    for (const demand of budget.demands) counted.set(demand.use, { budget, demand });
  }
  const drawn = new Set<StoreNode>();
  const handedOn = new Map<string, { readonly from: StoreNode; readonly to: StoreNode }>();
  for (const use of system.pools) {
    const [first, ...behind] = use.way;
    if (!first) continue;
    const at = use.size.at ?? { uri: use.uri, path: use.pool.max.path };
    if (use.wayCertainty === 'ambiguous') {
      for (const store of use.way) {
        drawn.add(store);
        add({
          ...{ from: use.workload.id, to: store.id, label: 'or' },
          ...{ kind: 'ambiguous', count: null, at },
        });
      }
      continue;
    }
    drawn.add(first);
    const found = counted.get(use);
    const isOpen = found !== undefined && found.demand.missing.length > 0;
    const worst = found && !isOpen ? Math.max(found.demand.steady, found.demand.rollout[1]) : null;
    const isSure = use.certainty === 'stated' && use.wayCertainty === 'stated';
    const kind =
      found && stateOf(found.budget) === 'over' && (worst ?? 0) > 0
        ? 'over'
        : isSure
          ? 'stated'
          : 'inferred';
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

/** Whether more can be open than is granted, or whether that cannot be told. */
function stateOf(budget: Budget): DrawingBox['state'] {
  const { limit, missing } = budget;
  if (limit.connections === null) return 'unknown';
  const [low, high] = worstOf(budget);
  if (low > limit.connections) return 'over';
  // What can be too many and need not be is not known.
  return missing.length > 0 || high > limit.connections ? 'unknown' : 'normal';
}

function storeBox(store: StoreNode, budgets: readonly Budget[]): Plain {
  const budget = budgets.find((each) => each.store === store);
  const at = store.at ?? store.workload?.at ?? null;
  const kind = kindOf(store);
  const base = {
    id: store.id,
    kind,
    places: [...(at ? [at] : []), ...(store.workload ? [store.workload.at] : [])],
    unit: store.workload?.unit ?? store.hosted?.stack ?? null,
    size: null,
    at,
  };
  if (!budget) {
    const line =
      kind === 'cache' ? memoryOf(store) : store.engine === 'unknown' ? '' : store.engine;
    return {
      ...base,
      texts: [store.name, ...(line === '' || line === store.name ? [] : [line])],
      state: 'normal',
      figures: [],
    };
  }
  const state = stateOf(budget);
  const worst = worstOf(budget);
  const { limit, missing } = budget;
  const granted = limit.connections;
  const name = limit.server ?? store.name;
  return {
    ...base,
    texts: [
      name,
      ...amounts(
        worst,
        granted,
        missing.some(({ factor }) => factor !== 'the limit'),
      ),
    ],
    state,
    undeclared: undeclaredIn(budget),
    figures: [
      ...(name === store.name ? [] : [{ text: `asked as ${store.name}`, at }]),
      { text: `grants ${limit.arithmetic || '?'}`, at: limit.at },
      ...missing.map(({ factor, why, at: place }) => ({
        text: `${factor}: ${why}`,
        at: place,
      })),
    ],
  };
}

/** `200–320 of 92`, `108–228 too many`; of what is not counted whole only the least is told. */
function amounts(
  [low, high]: readonly [number, number],
  granted: number | null,
  isOpen: boolean,
): readonly string[] {
  const worst = isOpen ? `≥ ${figure(low)}` : range(low, high);
  if (granted === null) return [`${worst}, limit ?`];
  const first = `${worst} of ${figure(granted)}`;
  if (low > granted)
    return [
      first,
      `${isOpen ? '≥ ' : ''}${isOpen ? figure(low - granted) : range(low - granted, high - granted)} too many`,
    ];
  if (high > granted)
    return [first, isOpen ? 'more can be' : `up to ${figure(high - granted)} too many`];
  return isOpen ? [first] : [first, `${figure(granted - high)} left`];
}

function range(low: number, high: number): string {
  return low === high ? figure(high) : `${figure(low)}–${figure(high)}`;
}

function kindOf({ kind, store, workload, hosted, name, at }: StoreNode): BoxKind {
  if (kind === 'pooler') return 'pooler';
  if (store === 'database') return 'database';
  if (store === 'cache' || store === 'broker') return 'cache';
  return workload === null && hosted === null && name !== '' && at !== null ? 'external' : 'cache';
}

/** `512mb, noeviction`, or what it is. */
function memoryOf({ settings, engine }: StoreNode): string {
  const written = (name: string) => {
    const value = settings.get(name);
    return value?.state === 'known' ? value.value : undefined;
  };
  const parts = [written('maxmemory'), written('maxmemory_policy')].filter(
    (part) => part !== undefined,
  );
  return parts.length > 0 ? parts.join(', ') : engine;
}

/** Where nothing says what runs, the pools alone: a program of an unknown number, a limit nobody tells. */
function looseBoxes(system: System, add: (arrow: DrawingArrow) => void): readonly Plain[] {
  if (system.workloads.length > 0) return [];
  const folders = new Map<string, (typeof system.loosePools)[number][]>();
  for (const pool of system.loosePools) {
    const folder = folderOf(pool.file);
    folders.set(folder, [...(folders.get(folder) ?? []), pool]);
  }
  return [...folders].flatMap(([folder, pools]): readonly Plain[] => {
    const [first] = pools;
    if (!first) return [];
    const { max } = first.pool;
    const id = idOf('program', folder);
    const to = idOf('limit', folder);
    const at = { uri: first.uri, path: first.pool.path };
    add({ from: id, to, label: '', kind: 'inferred', count: null, at });
    const base = {
      places: [at],
      state: 'unknown',
      unit: folder,
      size: null,
      at,
      figures: [],
    } as const;
    const name = folder === '' ? 'program' : folder.slice(folder.lastIndexOf('/') + 1);
    const pool = `pool ${max.state === 'known' ? figure(max.value) : '?'}`;
    return [
      { ...base, id, kind: 'service', texts: [name, '? pods', pool] },
      { ...base, places: [], id: to, kind: 'database', texts: [first.pool.engine, 'limit ?'] },
    ];
  });
}
