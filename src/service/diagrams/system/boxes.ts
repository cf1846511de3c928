import { LIMIT_FACTOR, worstOf } from '../../contracts/capacity';
import type { BoxKind, DrawingBox } from '../../contracts/drawing';
import type { Place } from '../../contracts/finding';
import type {
  Factor,
  PoolUse,
  RouteNode,
  StoreNode,
  System,
  WorkloadNode,
} from '../../contracts/system';
import { idOf } from '../../system/identifiers';
import { arithmeticOf, type Budget, type Demand, worstOfDemand } from '../../system/views/budget';
import { undeclaredIn } from '../../system/views/limits';
import { sizePerDatabase } from '../../system/views/poolers';
import { folderOf, isIn } from '../../text/paths';
import { say } from '../words';
import { askedTools } from './balanced';
import {
  BY_DEFAULT,
  count,
  figure,
  isUnwritten,
  settingText,
  factor as shown,
  sizeFrom,
} from './labels';
import { type Plain, plain } from './plain';

/** What a proxy sends to a workload. */
export interface EdgeLink {
  readonly from: string;
  readonly to: string;
  readonly certainty: 'stated' | 'ambiguous';
  readonly at: Place;
}

/** Where requests come from. */
export function clientsOf({ environment }: System): Plain {
  return plain({ id: idOf('clients', environment), kind: 'clients', texts: [say('clients')] });
}

/**
 * The proxy that a route is of: the workload it runs as, by its image or since its configuration lies in what that is
 * built from, else the folder of its configuration. Of load balancers a folder may have several, each a resource.
 */
export function edgeOf(
  { tool, file, edge, at }: RouteNode,
  workloads: readonly WorkloadNode[],
): { readonly id: string; readonly name: string } {
  const proxies = workloads.filter(({ role }) => role === 'edge');
  const built = proxies.filter(({ containers }) =>
    containers.some(({ code }) => code && code.folder !== '' && isIn(file, code.folder)),
  );
  const named = proxies.filter(({ containers }) =>
    containers.some(({ image }) => image?.includes(tool)),
  );
  const [only, ...others] = built.length > 0 ? built : named;
  return only && others.length === 0
    ? { id: only.id, name: only.name }
    : {
        id: idOf('edge', tool, ...(tool === 'alb' ? [at.uri, edge] : [folderOf(file)])),
        // What kind it is stands in its second line.
        name: edge.replace(/^the (?:(?:ALB|load balancer) of the )?Ingress (?=\S)/, ''),
      };
}

/** A box for each proxy: those whose routes are read, and those of which nothing says where they lead. */
export function edgeBoxes({ routes, workloads }: System) {
  const groups = new Map<string, { readonly name: string; readonly routes: RouteNode[] }>();
  for (const route of routes) {
    const { id, name } = edgeOf(route, workloads);
    const group = groups.get(id) ?? { name, routes: [] };
    groups.set(id, group);
    group.routes.push(route);
  }
  const links = new Map<string, EdgeLink>();
  const names = new Map<string, number>();
  for (const { name } of groups.values()) names.set(name, (names.get(name) ?? 0) + 1);
  const boxes: Plain[] = [...groups].map(([id, { name: tool, routes: all }]) => {
    const folder = folderOf(all[0]?.file ?? '');
    const runs = workloads.find((workload) => workload.id === id) ?? null;
    // Several that are called by their program alone are told apart by where their files lie.
    const isOneOfSeveral =
      (names.get(tool) ?? 0) > 1 && folder !== '' && all.every((route) => route.tool !== 'alb');
    const name = isOneOfSeveral ? folder.slice(folder.lastIndexOf('/') + 1) : tool;
    for (const { workloads: targets, certainty, at } of all) {
      for (const { id: to } of targets) {
        const kind = certainty === 'ambiguous' ? 'ambiguous' : 'stated';
        links.set(`${id} ${to}`, { from: id, to, certainty: kind, at });
      }
    }
    const timeouts = all
      .map(({ readTimeout }) => readTimeout)
      .filter(({ value }) => value !== null);
    const [first] = all;
    const [least] = timeouts.sort(
      (a, b) =>
        (a.value ?? 0) - (b.value ?? 0) ||
        Number(isUnwritten(a.origin)) - Number(isUnwritten(b.origin)),
    );
    const shortest = least ? ` · ${shown(least, ' s')}` : '';
    const condition = all.every((route) => route.condition === first?.condition)
      ? first?.condition
      : undefined;
    const number = all.length === 1 ? say('1 route') : say('{0} routes', figure(all.length));
    return {
      id,
      kind: 'edge',
      texts: [
        name,
        `${first?.tool ?? say('proxy')}${shortest}`,
        condition === undefined ? number : say('if {0}', condition),
      ],
      // What stands beside its routes in a file is about all of them.
      places: all.map(({ tool: program, at }) =>
        program === 'nginx' && !at.path.includes('#') ? { ...at, path: '' } : at,
      ),
      runs,
      state: condition === undefined ? 'normal' : 'optional',
      unit: runs?.unit ?? (first ? unitOf(first) : null),
      size: null,
      at: first?.at ?? null,
      figures: all.map(({ pattern, readTimeout }) => ({
        text:
          readTimeout.value === null
            ? say('{0}: how long it waits for an answer is not known', pattern)
            : isUnwritten(readTimeout.origin)
              ? say('{0}: waits {1} s for an answer, by default', pattern, readTimeout.value)
              : say('{0}: waits {1} s for an answer', pattern, readTimeout.value),
        at: readTimeout.at,
      })),
    };
  });
  const unread = workloads.filter(({ id, role }) => role === 'edge' && !groups.has(id));
  return {
    boxes: [...boxes, ...unread.map(unreadEdge)],
    /** Those whose routes are read. */
    read: new Set(groups.keys()),
    links: [...links.values()],
  };
}

/** What a proxy is deployed with: a load balancer with what it leads to, of the others the folder says it. */
function unitOf({ tool, file, workloads: [led] }: RouteNode): string | null {
  return tool === 'alb' && led ? led.unit : folderOf(file);
}

/**
 * The services that clients may ask beside the proxies. What its cluster alone reaches is not one where anything else
 * is open to them: it is asked by that.
 * @param reached - what proxies lead to, by id
 */
export function entered(
  system: System,
  edges: { readonly boxes: readonly Plain[] },
  reached: ReadonlySet<string>,
): readonly WorkloadNode[] {
  const { balanced } = askedTools(system);
  const asked = system.workloads.filter(
    (workload) =>
      !reached.has(workload.id) &&
      ((workload.routed && workload.role === 'service') || balanced.includes(workload)),
  );
  const open = asked.filter(({ isInward }) => !isInward);
  return open.length + edges.boxes.length > 0 ? open : asked;
}

/** The proxies that clients may ask: not those that only their cluster reaches, where anything else is open. */
export function openEdges(
  { workloads }: System,
  { boxes }: { readonly boxes: readonly Plain[] },
  others: readonly WorkloadNode[],
): readonly Plain[] {
  const inward = new Set(workloads.flatMap(({ id, isInward }) => (isInward ? [id] : [])));
  const open = boxes.filter(({ id }) => !inward.has(id));
  return open.length + others.length > 0 ? open : boxes;
}

/** A proxy that runs, and of which no file that is read says where it leads. */
function unreadEdge(runs: WorkloadNode): Plain {
  const { id, name, least, most, noun, at, unit } = runs;
  const size = sizeFrom(least, most, noun);
  return {
    ...{ id, kind: 'edge', unit, size, at, runs },
    texts: [name, count(size), say('routes ?')],
    places: [],
    state: most.value === 0 ? 'off' : most.value === null ? 'unknown' : 'normal',
    figures: [
      { text: factorText(most), at: most.at },
      { text: say('where it leads is in no file that is read'), at: null },
    ],
  };
}

/** A workload: how many of it run, in how many processes, with which pool. */
export function workloadBox(workload: WorkloadNode, pools: readonly PoolUse[]): Plain {
  const { id, name, role, least, most, noun, at, unit } = workload;
  const isWorker = role === 'worker' || role === 'scheduler' || role === 'job';
  const uses = pools.filter((use) => use.workload === workload && use.pool.engine !== 'redis');
  const [largest] = [...uses].sort((a, b) => (b.size.value ?? 0) - (a.size.value ?? 0));
  const size = sizeFrom(least, most, noun);
  const processes = largest?.process.count ?? processesOf(workload);
  const times = processes?.value === undefined || processes.value === 1 ? '' : shown(processes);
  const second = isWorker && times !== '' ? `${count(size)} × ${times}` : count(size);
  const pool = largest ? say('pool {0}', shown(largest.size)) : undefined;
  const own = pool && !isWorker && times !== '' ? `${times} × ${pool}` : pool;
  const isUnseen = workload.fact.kind === 'autoscaler';
  const third = own ?? (isUnseen ? say('not seen here') : undefined);
  const isOff = most.value === 0;
  const isOneFigure = least.value === most.value && least.name === most.name;
  const condition =
    workload.condition === undefined ? undefined : say('if {0}', workload.condition);
  const factors = [
    ...(isOneFigure ? [] : [least]),
    most,
    ...(processes ? [processes] : []),
    ...(largest ? [largest.size] : []),
  ];
  return {
    id,
    runs: workload,
    kind: isWorker ? 'worker' : (storeKindOf(workload) ?? 'service'),
    texts: [
      name,
      isOff ? say('off') : second,
      ...(condition === undefined ? (third === undefined || isOff ? [] : [third]) : [condition]),
    ],
    places: [],
    state: isOff
      ? 'off'
      : condition !== undefined
        ? 'optional'
        : most.value === null || isUnseen
          ? 'unknown'
          : 'normal',
    unit,
    size,
    at,
    figures: [
      ...factors.map((factor) => ({ text: factorText(factor), at: factor.at })),
      ...(isUnseen ? [{ text: say('no file says what it is: its autoscaler alone'), at }] : []),
    ],
  };
}

/** What a store is drawn as that runs under a condition: of others there are stores. */
function storeKindOf({ role, containers }: WorkloadNode): BoxKind | undefined {
  if (role !== 'store') return undefined;
  const [kind] = containers.flatMap(({ known }) => known?.store ?? []);
  if (kind === 'database') return 'database';
  return kind === 'cache' || kind === 'broker' ? 'cache' : undefined;
}

/**
 * The workloads that are shown as what runs. What nothing but an autoscaler names is none where others are seen to
 * run, and no pool is known to be its own: there is nothing to scale.
 */
export function runningIn({ workloads, pools }: System): readonly WorkloadNode[] {
  const isNamedAlone = ({ fact }: WorkloadNode) => fact.kind === 'autoscaler';
  const isSeen = workloads.some(({ fact }) => fact.kind === 'workload');
  return workloads.filter(
    (workload) =>
      !isSeen || !isNamedAlone(workload) || pools.some((use) => use.workload === workload),
  );
}

function processesOf({ containers }: WorkloadNode): Factor | undefined {
  const [first, ...others] = containers.flatMap(({ role, processes }) =>
    role === 'main' ? processes : [],
  );
  return first && others.length === 0 ? first.count : undefined;
}

/** `maxReplicas 16`, `replicas 1, by default`, `pool size not known: why`. */
export function factorText({ name, value, origin, why }: Factor, unit = ''): string {
  if (value === null)
    return why === null ? say('{0} not known', name) : say('{0} not known: {1}', name, why);
  const told = `${name} ${figure(value)}${unit}`;
  // Of what is written it says only where a default would have come from.
  const ground = why === null || origin === 'declared' ? '' : ` (${why})`;
  if (origin === 'defaulted') return `${say('{0}, by default', told)}${ground}`;
  return origin === 'assumed' ? `${say('{0}, assumed', told)}${ground}` : `${told}${ground}`;
}

/** Whether more can be open than is granted, or whether that cannot be told. */
export function stateOf(budget: Budget): DrawingBox['state'] {
  const { limit, missing } = budget;
  if (limit.connections === null) return 'unknown';
  const [low, high] = withConditional(budget);
  if (low > limit.connections) return 'over';
  // What can be too many and need not be is not known.
  return missing.length > 0 || high > limit.connections ? 'unknown' : 'normal';
}

/** What can be open at the worst, at the most with all that comes under a condition. */
function withConditional(budget: Budget): readonly [number, number] {
  const [low, high] = worstOf(budget);
  const more = budget.conditional.reduce((sum, demand) => sum + (worstOfDemand(demand) ?? 0), 0);
  return [low, high + more];
}

export function storeBox(store: StoreNode, budgets: readonly Budget[]): Plain {
  const box = presentStore(store, budgets);
  if (store.condition === undefined) return box;
  // Three lines have room for its name, its sum and what it takes for it to be there.
  const texts = [...box.texts.slice(0, 2), say('if {0}', store.condition)];
  return { ...box, texts, state: box.state === 'normal' ? 'optional' : box.state };
}

/** A store as it is where it is there. */
function presentStore(store: StoreNode, budgets: readonly Budget[]): Plain {
  const budget = budgets.find((each) => each.store === store);
  const at = store.at ?? store.workload?.at ?? null;
  const kind = kindOf(store);
  const base = {
    id: store.id,
    kind,
    runs: store.workload,
    places: [...(at ? [at] : []), ...[...store.settings.values()].map((setting) => setting.at)],
    unit: store.workload?.unit ?? store.hosted?.stack ?? null,
    size: null,
    at,
  };
  if (!budget) {
    const pool = sizePerDatabase(store);
    const engine = store.engine === 'unknown' ? '' : store.engine;
    const line = pool
      ? say('{0} a database', shown(pool))
      : kind === 'cache'
        ? memoryOf(store)
        : engine;
    return {
      ...base,
      texts: [store.name, ...(line === '' || line === store.name ? [] : [line])],
      state: 'normal',
      figures: pool ? [{ text: factorText(pool), at: pool.at }] : [],
    };
  }
  const state = stateOf(budget);
  const worst = withConditional(budget);
  const { limit, missing } = budget;
  const granted = limit.connections;
  const mark = isUnwritten(limit.origin) ? BY_DEFAULT : '';
  const name = limit.server ?? store.name;
  return {
    ...base,
    texts: [
      name,
      ...amounts(
        worst,
        granted,
        mark,
        missing.some(({ factor }) => factor !== LIMIT_FACTOR),
      ),
    ],
    state,
    undeclared: undeclaredIn(budget),
    figures: [
      ...(name === store.name ? [] : [{ text: say('its clients know it as {0}', store.name), at }]),
      ...(granted === null ? [] : [{ text: grantedText(limit), at: limit.at }]),
      ...budget.demands.map((demand) => ({ text: demandText(demand), at: demand.use.size.at })),
      ...budget.conditional.map((demand) => ({
        text: say('if {0}: {1}', demand.workload.condition ?? '?', demandText(demand)),
        at: demand.use.size.at,
      })),
      ...missing.map(({ factor, why, at: place }) => ({
        text:
          factor === LIMIT_FACTOR
            ? say('how many connections it grants is not known: {0}', why)
            : say('not known: {0}: {1}', factor, why),
        at: place,
      })),
    ],
  };
}

/** `web: 16 pods × 1 process × 15 = 240, 480 in a rollout`. */
function demandText(demand: Demand): string {
  const { workload, missing, steady, rollout } = demand;
  const most = Math.max(steady, rollout[1]);
  const sum = `${arithmeticOf(demand)}${missing.length > 0 ? '' : ` = ${figure(steady)}`}`;
  return missing.length === 0 && most > steady
    ? say('{0}: {1}, {2} in a rollout', workload.name, sum, figure(most))
    : say('{0}: {1}', workload.name, sum);
}

/** `grants 92 connections (100 − 3 − 5 reserved)`. */
function grantedText({ connections, arithmetic, origin }: Budget['limit']): string {
  const number = figure(connections ?? 0);
  const ground = arithmetic === '' || arithmetic === `${connections}` ? '' : ` (${arithmetic})`;
  return isUnwritten(origin)
    ? `${say('grants {0} connections, by default', number)}${ground}`
    : `${say('grants {0} connections', number)}${ground}`;
}

/** `200–320 of 92`, `108–228 too many`; of what is not counted whole only the least is told. */
function amounts(
  [low, high]: readonly [number, number],
  granted: number | null,
  mark: string,
  isOpen: boolean,
): readonly string[] {
  // At least none says nothing.
  const worst = isOpen ? (low === 0 ? '?' : `≥ ${figure(low)}`) : range(low, high);
  if (granted === null) return [say('{0}, limit ?', worst)];
  const first = say('{0} of {1}', worst, `${figure(granted)}${mark}`);
  if (low > granted)
    return [
      first,
      isOpen
        ? say('≥ {0} too many', figure(low - granted))
        : say('{0} too many', range(low - granted, high - granted)),
    ];
  if (high > granted)
    return [first, isOpen ? say('more can be') : say('up to {0} too many', figure(high - granted))];
  return isOpen ? [first] : [first, say('{0} left', figure(granted - high))];
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

/** `512 MB, noeviction`, or what it is. */
function memoryOf({ settings, engine }: StoreNode): string {
  const written = (name: string) => {
    const value = settings.get(name);
    return value?.state === 'known' ? settingText(name, value.value) : undefined;
  };
  const parts = [written('maxmemory'), written('maxmemory_policy')].filter(
    (part) => part !== undefined,
  );
  return parts.length > 0 ? parts.join(', ') : engine;
}
