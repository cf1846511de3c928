import type { Position } from 'vscode-languageserver-types';
import type { ConnectionBudget, Demand } from '../architecture/capacity/budget';
import { uncountedPools } from '../architecture/capacity/uncounted';
import type {
  BudgetPlace,
  BudgetRow,
  Capacity,
  ServerBudget,
  UncountedPool,
} from '../contracts/capacity';
import type { Place } from '../contracts/finding';
import type { Project } from '../project/project';
import { isWithin, relativePath } from '../text/paths';
import { rangeIn } from './diagnostics';

/**
 * The budgets of a project, and what of its pools is in none; of a folder within it, those that it
 * has a part in.
 */
export function capacityOf(project: Project, folder: string = project.root): Capacity {
  const isHere = ({ uri }: BudgetPlace) =>
    folder === project.root || isWithin(uri, folder) || !isWithin(folder, project.root);
  const budgets = budgetsOf(project).filter(({ rows, limitAt }) =>
    [...rows.flatMap(({ poolAt, mostAt }) => [poolAt, mostAt]), ...(limitAt ? [limitAt] : [])].some(
      isHere,
    ),
  );
  const uncounted = uncountedOf(project).filter(({ at }) => isHere(at));
  return {
    root: project.root,
    budgets,
    uncounted,
    missing:
      budgets.length > 0
        ? null
        : uncounted.length > 0
          ? 'of no pool both the number of processes and the limit of its database can be told'
          : 'no connection pool is in sight, in code or in settings',
  };
}

/** The pools that count in no environment, each once. */
function uncountedOf(project: Project): readonly UncountedPool[] {
  const left = new Map<string, UncountedPool>();
  const counted = new Set<string>();
  for (const environment of project.environments()) {
    const architecture = project.architecture(environment);
    for (const { demands } of architecture.budgets) {
      for (const { pool } of demands) counted.add(`${pool.uri}\n${pool.fact.path}`);
    }
    for (const { pool, why } of uncountedPools(architecture)) {
      const { max, path } = pool.fact;
      const at = placeOf({ uri: pool.uri, path: max.path }, project);
      left.set(`${pool.uri}\n${path}`, { at, why });
    }
  }
  return [...left].flatMap(([key, pool]) => (counted.has(key) ? [] : [pool]));
}

/** The connection budget of each database server, an environment after the other. */
export function budgetsOf(project: Project): readonly ServerBudget[] {
  return project.environments().flatMap((environment) => {
    const architecture = project.architecture(environment);
    return architecture.budgets.map((budget) =>
      serverBudget(environment, budget, uncountedPools(architecture).length, project),
    );
  });
}

function serverBudget(
  environment: string | null,
  { limit, demands, steady, rollout }: ConnectionBudget,
  left: number,
  project: Project,
): ServerBudget {
  const rows = demands.map((demand) => rowOf(demand, project));
  return {
    environment,
    server: limit.server,
    limit: limit.connections,
    arithmetic: limit.arithmetic,
    limitAt: limit.declaredAt && placeOf(limit.declaredAt, project),
    rows,
    open: openFactors(rows, limit.declaredAt !== null, left),
    floor: rows.reduce((sum, row) => sum + row.floor, 0),
    steady,
    rollout,
  };
}

/** What a budget takes for granted, in words. */
function openFactors(
  rows: readonly BudgetRow[],
  isDeclared: boolean,
  left: number,
): readonly string[] {
  const processes = rows.filter(({ processesOrigin }) => processesOrigin === 'defaulted');
  return [
    ...(isDeclared ? [] : ['the limit of the server (databases: in headroom.yaml)']),
    ...[
      ...new Set(processes.map(({ unit, noun }) => `processes in one of the ${noun} of ${unit}`)),
    ],
    ...(left > 0 ? [`what ${left} ${left === 1 ? 'other pool opens' : 'other pools open'}`] : []),
  ];
}

function rowOf({ pool, unit, perProcess, steady, rollout }: Demand, project: Project): BudgetRow {
  const { max } = pool.fact;
  return {
    unit: unit.name,
    noun: unit.noun,
    least: unit.least,
    most: unit.most,
    surge: unit.surge(unit.most),
    surgeOrigin: unit.surgeOrigin,
    processes: unit.processes,
    processesOrigin: unit.processesOrigin,
    pool: perProcess,
    poolOrigin: max.state === 'known' ? max.origin : 'derived',
    poolAt: placeOf({ uri: pool.uri, path: max.path }, project),
    mostAt: placeOf(unit.mostAt, project),
    floor: unit.least * unit.processes * perProcess,
    steady,
    rollout,
  };
}

/** What a budget says at the places it is made of, for a line above each. */
export function lensesOf(
  uri: string,
  project: Project,
): readonly { readonly at: Position; readonly title: string }[] {
  return budgetsOf(project).flatMap((budget) =>
    budget.rows.flatMap((row) =>
      [row.poolAt, row.mostAt]
        .filter((place) => place.uri === uri)
        .map((place) => ({ at: place.range.start, title: lensTitle(row, budget) })),
    ),
  );
}

/** `3–20 pods × 1 process × 10 = 30–200 of 92 connections`; all pools of the server, where several. */
export function lensTitle(
  row: BudgetRow,
  { rows, limit, rollout, server, environment }: ServerBudget,
): string {
  const { least, most, surge, noun, processes, pool } = row;
  const count = least === most + surge ? `${most}` : `${least}–${most + surge}`;
  const each = `${processes} ${processes === 1 ? 'process' : 'processes'} × ${pool}`;
  const range = row.floor === row.rollout ? `${row.rollout}` : `${row.floor}–${row.rollout}`;
  const together = rows.length > 1 ? `, with the other pools ${rollout}` : '';
  const where = environment === null ? '' : ` (${environment})`;
  return `${count} ${noun} × ${each} = ${range}${together} of ${limit} connections of ${server}${where}`;
}

function placeOf(place: Place, project: Project): BudgetPlace {
  const { uri, path } = project.home(place);
  const at = project.spanOf({ uri, path });
  return {
    uri,
    path: relativePath(uri, project.root),
    range: rangeIn(project, uri, at ?? { start: 0, end: 0 }),
  };
}
