import {
  type BudgetFactor,
  type BudgetPlace,
  type BudgetRow,
  type Capacity,
  isCountedWhole,
  isOpenBudget,
  LIMIT_FACTOR,
  type ServerBudget,
  type UncountedPool,
  worstOf,
} from '../contracts/capacity';
import type { Place } from '../contracts/finding';
import type { BudgetLens } from '../contracts/service';
import type { Factor, PoolUse, StoreNode, System } from '../contracts/system';
import type { Project } from '../project/project';
import {
  arithmeticOf,
  type Budget,
  type Demand,
  budgetsOf as systemBudgets,
} from '../system/views/budget';
import type { Limit } from '../system/views/limit';
import { undeclaredIn } from '../system/views/limits';
import { aliveOf, type PoolerDemand } from '../system/views/poolers';
import { isWithin, relativePath } from '../text/paths';
import { rangeIn } from './diagnostics';

/**
 * The budgets of a project, and what of its pools is in none; of a folder within it, those that it
 * has a part in.
 */
export function capacityOf(project: Project, folder: string = project.root): Capacity {
  const isHere = ({ uri }: BudgetPlace) =>
    folder === project.root || isWithin(uri, folder) || !isWithin(folder, project.root);
  const here = budgetsOf(project).filter(({ rows, limitAt }) =>
    [...rows.flatMap(({ pool, most }) => [pool.at, most.at]), limitAt].some(
      (place) => place !== null && isHere(place),
    ),
  );
  const budgets = withoutRepeats(here.filter((budget) => !isBlank(budget)));
  const open = uncountedOf(project).filter(({ at }) => isHere(at));
  const uncounted = [...open, ...poolsOf(here.filter(isBlank), budgets, open)];
  return {
    root: project.root,
    budgets,
    uncounted,
    missing:
      budgets.length > 0
        ? null
        : uncounted.length > 0
          ? 'of no pool it can be told which workload runs it, and where it leads'
          : 'no connection pool is in sight, in code or in settings',
  };
}

/** Neither what the server grants is known, nor how large one of its pools is: nothing is added up. */
function isBlank({ limit, rows, conditional = [] }: ServerBudget): boolean {
  return limit === null && [...rows, ...conditional].every(({ each }) => each === null);
}

/** The pools of budgets that say nothing, but those that count in another or are told; each once. */
function poolsOf(
  blank: readonly ServerBudget[],
  counted: readonly ServerBudget[],
  told: readonly UncountedPool[],
): readonly UncountedPool[] {
  const nameOf = (place: BudgetPlace) => `${place.uri}\n${place.range.start.line}`;
  const seen = new Set([
    ...counted.flatMap(({ rows }) =>
      rows.flatMap(({ pool }) => (pool.at ? [nameOf(pool.at)] : [])),
    ),
    ...told.map(({ at }) => nameOf(at)),
  ]);
  return blank.flatMap(({ rows }) =>
    rows.flatMap(({ pool: { at, why } }): readonly UncountedPool[] => {
      if (!at || seen.has(nameOf(at))) return [];
      seen.add(nameOf(at));
      return [{ at, why: `its size: ${why ?? 'it is not written here'}` }];
    }),
  );
}

/** What is deployed whatever the environment is told once, not again beside each that has a name. */
function withoutRepeats(budgets: readonly ServerBudget[]): readonly ServerBudget[] {
  const sumOf = ({ environment: _, ...rest }: ServerBudget) => JSON.stringify(rest);
  const shared = new Set(
    budgets.filter(({ environment }) => environment === null).map((budget) => sumOf(budget)),
  );
  return budgets.filter((budget) => budget.environment === null || !shared.has(sumOf(budget)));
}

/** The pools that count in no environment, or of which one cannot be told in something deployed; each once. */
function uncountedOf(project: Project): readonly UncountedPool[] {
  const left = new Map<string, UncountedPool>();
  const counted = new Set<string>();
  const open = new Set<string>();
  for (const environment of project.environments()) {
    const { system } = project.architecture(environment);
    for (const { uri, pool } of system.optional.pools) counted.add(`${uri}\n${pool.path}`);
    for (const { pool, uri, why } of system.loosePools) {
      const at = placeOf({ uri, path: pool.max.path }, project);
      left.set(`${uri}\n${pool.path}`, { at, why });
    }
    for (const { pool, uri, certainty, wayCertainty, way, under = [] } of system.pools) {
      for (const layer of under) counted.add(`${layer.uri}\n${layer.path}`);
      if (system.class === 'development' && way.some(isNameless)) {
        const at = placeOf({ uri, path: pool.max.path }, project);
        const key = `${uri}\n${pool.path}`;
        if (!left.has(key)) left.set(key, { at, why: 'no address says to which server it leads' });
        continue;
      }
      if (certainty !== 'ambiguous' && wayCertainty !== 'ambiguous') {
        counted.add(`${uri}\n${pool.path}`);
        continue;
      }
      const at = placeOf({ uri, path: pool.max.path }, project);
      const why =
        wayCertainty !== 'ambiguous' && way.length > 0
          ? 'whether a program that runs opens it cannot be told'
          : whyOpen(way, system);
      left.set(`${uri}\n${pool.path}`, { at, why });
      if (system.class !== 'development') open.add(`${uri}\n${pool.path}`);
    }
  }
  return [...left].flatMap(([key, pool]) => (counted.has(key) && !open.has(key) ? [] : [pool]));
}

function whyOpen(way: PoolUse['way'], system: System): string {
  const names = [...new Set(way.map(({ name }) => name))].join(' or ');
  const hasPooler =
    way.some(({ kind }) => kind === 'pooler') || (names === '' && system.of('pooler').length > 0);
  if (hasPooler) return 'there is a pooler, and whether this pool leads to it is not written';
  if (names === '') return 'its address leads to nothing that is seen to run there';
  if (way.length === 1) {
    return system.of('pooler').length > 0
      ? `its address is not known: whether it leads to ${names}, or through the pooler that is set up here`
      : `whether it leads to ${names} is not written`;
  }
  const isOneName = way.every(({ name }) => name === names);
  return isOneName ? `it can lead to several servers called ${names}` : `it can lead to ${names}`;
}

/** The connection budget of each database server, an environment after the other. */
export function budgetsOf(project: Project): readonly ServerBudget[] {
  return project.environments().flatMap((environment) => {
    const { system } = project.architecture(environment);
    return (
      systemBudgets(system)
        // A budget of nobody knows which server, for work on the code, would only repeat itself.
        .filter(({ store }) => system.class !== 'development' || !isNameless(store))
        // AWS names no number of clients that a proxy of RDS takes: what it opens counts at its server.
        .filter(({ store }) => store.hosted?.product !== 'rds-proxy')
        .map((budget) => serverBudget(budget, project))
    );
  });
}

/** Neither a workload nor a cloud nor an address says which server it is. */
function isNameless({ at, workload, hosted }: StoreNode): boolean {
  return at === null && workload === null && hosted === null;
}

function serverBudget(budget: Budget, project: Project): ServerBudget {
  const { limit, demands, environment, server, floor, steady, rollout, failover, ceiling } = budget;
  return {
    environment,
    server,
    engine: budget.store.engine,
    undeclared: undeclaredIn(budget),
    limit: limit.connections,
    limitOrigin: limit.origin,
    limitRange: limit.range ?? null,
    arithmetic: limit.arithmetic,
    limitAt: limit.at && placeOf(limit.at, project),
    byDefault: limit.byDefault,
    floor,
    steady,
    rollout,
    failover,
    ceiling,
    missing: budget.missing.map(({ factor, why, at }) => ({
      factor,
      why,
      at: at && placeOf(at, project),
      declare:
        factor === LIMIT_FACTOR
          ? `databases: [{ name: ${budget.store.name}, engine: ${budget.store.engine}, maxConnections: … }]`
          : null,
    })),
    rows: [
      ...demands.map((demand) => rowOf(demand, limit, project)),
      ...budget.poolers.map((pooler) => poolerRow(pooler, project)),
    ],
    ...(budget.conditional.length === 0
      ? {}
      : {
          conditional: budget.conditional.map((demand) => ({
            ...rowOf(demand, limit, project),
            condition: demand.workload.condition ?? '?',
          })),
        }),
  };
}

function rowOf(demand: Demand, limit: Limit, project: Project): BudgetRow {
  const { workload, use, each, bound, floor, steady, rollout, ceiling } = demand;
  return {
    unit: workload.name,
    noun: workload.noun,
    least: factorIn(workload.least, project),
    most: factorIn(workload.most, project),
    processes: factorIn(use.process.count, project),
    pool: factorIn(use.size, project),
    each,
    bound,
    arithmetic: arithmeticOf(demand),
    alive: workload.rollout.alive(workload.most.value ?? 0),
    certainty: use.certainty,
    wayCertainty: limit.server === undefined ? use.wayCertainty : 'stated',
    floor,
    steady,
    rollout,
    ceiling,
  };
}

/** A pooler as a row: each of its instances opens what its settings say. */
function poolerRow(demand: PoolerDemand, project: Project): BudgetRow {
  const { pooler, instances, size, bound, floor, steady, rollout, ceiling } = demand;
  const noun = pooler.workload?.noun ?? 'instances';
  const one: Factor = {
    name: 'processes',
    value: 1,
    origin: 'derived',
    at: null,
    why: pooler.hosted ? 'RDS Proxy, which AWS runs' : 'PgBouncer',
  };
  const count = instances.value;
  const shown = count === 1 ? noun.replace(/s$/, '') : noun;
  return {
    unit: pooler.name,
    noun,
    least: factorIn(pooler.workload?.least ?? instances, project),
    most: factorIn(instances, project),
    processes: factorIn(one, project),
    pool: factorIn(size, project),
    each: size.value,
    bound,
    arithmetic: `${count ?? '?'} ${shown} × ${size.value ?? '?'}`,
    alive: aliveOf(pooler, count ?? 0),
    certainty: 'stated',
    wayCertainty: 'stated',
    floor,
    steady,
    rollout,
    ceiling,
  };
}

function factorIn({ name, value, origin, at, why }: Factor, project: Project): BudgetFactor {
  return { name, value, origin, at: at && placeOf(at, project), why };
}

/** What the budgets of an environment say at the places they are made of, for a line above each. */
export function lensesOf(
  uri: string,
  project: Project,
  environment: string | null,
): readonly BudgetLens[] {
  const shown = budgetsOf(project).filter((budget) => budget.environment === environment);
  return shown.flatMap((budget) =>
    budget.rows.flatMap((row) =>
      [row.pool.at, row.most.at]
        .filter((place) => place?.uri === uri)
        .flatMap((place) =>
          place
            ? [
                {
                  at: place.range.start,
                  title: lensTitle(row, budget),
                  budget: `${budget.environment ?? ''} ${budget.server}`,
                  worst: worstText(budget),
                },
              ]
            : [],
        ),
    ),
  );
}

/** `200–320 of 92`. */
function worstText(budget: ServerBudget): string {
  const [low, high] = worstOf(budget);
  const range = low === high ? `${high}` : `${low}–${high}`;
  const shown = `${isOpenBudget(budget) ? '≥ ' : ''}${range}`;
  return budget.limit === null ? shown : `${shown} of ${budget.limit}`;
}

/** `16 pods × 1 process × 10 = 160, 200–320 in a rollout, of 92 of shop`. */
export function lensTitle(row: BudgetRow, budget: ServerBudget): string {
  const { rows, limit, rollout, server, environment, steady } = budget;
  const [low, high] = rollout;
  // Of what is not counted whole only a lower bound is known, and of nothing counted no figure.
  const least = isOpenBudget(budget) ? '≥ ' : '';
  const own = isCountedWhole(row) ? `${row.steady}` : row.steady > 0 ? `≥ ${row.steady}` : '?';
  const range = low === high ? `${high}` : `${low}–${high}`;
  const during = high > steady ? `, ${least}${range} in a rollout` : '';
  const hasOthers = rows.length > 1 && steady > 0;
  const together = hasOthers ? `, with the other pools ${least}${steady}` : '';
  const where = environment === null ? '' : ` (${environment})`;
  const granted = limit === null ? 'limit ?' : `of ${limit}`;
  return `${row.arithmetic} = ${own}${together}${during}, ${granted} · ${server}${where}`;
}

/** A place as it stands in the text of the file that decides it. */
export function placeOf(place: Place, project: Project): BudgetPlace {
  const { uri, path } = project.home(place);
  const at = project.spanOf({ uri, path });
  return {
    uri,
    path: relativePath(uri, project.root),
    range: rangeIn(project, uri, at ?? { start: 0, end: 0 }),
  };
}
