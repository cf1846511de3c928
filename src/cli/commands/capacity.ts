import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type BudgetFactor,
  type BudgetPlace,
  type BudgetRow,
  type Capacity,
  isCountedWhole,
  type ServerBudget,
  underConditions,
} from '../../service/contracts/capacity';
import type { HeadroomService } from '../../service/contracts/service';
import { tellOfNested } from '../nested';
import { say } from '../printable';
import { UsageError } from '../usage';
import { uriOf } from '../workspace';

const FORMATS = {
  pretty,
  md: markdown,
  json: ({ budgets, uncounted, missing }: Capacity) =>
    `${JSON.stringify({ version: 1, budgets, uncounted, missing }, null, 2)}\n`,
} as const;

/** Said on every table. */
const COUNTED =
  'Counted are the clients that this repository shows; reports, consoles and other repositories are not.';

/** `headroom capacity [dir]`: what pools can open at each database server, and what it grants. */
export async function capacity(
  service: HeadroomService,
  [path = '.', ...more]: readonly string[],
  { format = 'pretty' }: { readonly format?: string | undefined },
): Promise<number> {
  if (more.length > 0) throw new UsageError('capacity takes one folder.');
  if (!existsSync(path)) throw new UsageError(`${path}: no such file or folder.`);
  if (!Object.hasOwn(FORMATS, format)) {
    throw new UsageError(`--format takes ${Object.keys(FORMATS).join(', ')}; it is "${format}".`);
  }
  const folder = uriOf(resolve(path));
  const answered = await service.capacity(folder);
  say(FORMATS[format as keyof typeof FORMATS](answered));
  await tellOfNested(service, folder, 'capacity');
  return 0;
}

function pretty({ budgets, uncounted, missing }: Capacity): string {
  const parts = budgets.map((budget) => {
    const lines = budget.rows.flatMap((row) => [
      `  ${row.unit}: ${row.arithmetic} = ${counted(row)}${during(row)}`,
      ...(row.bound === null ? [] : [`    ${row.bound}`]),
      `    ${factorsOf(row).join('; ')}`,
    ]);
    const open = budget.missing.map(
      ({ factor, why, at, declare }) =>
        `  not known: ${factor}: ${why}${at ? ` (${placed(at)})` : ''}${declare === null ? '' : `; in headroom.yaml: ${declare}`}\n`,
    );
    return `${heading(budget)}\n${lines.join('\n')}\n  ${verdict(budget)}\n${[
      ...lost(budget),
      ...onTop(budget),
    ]
      .map((line) => `  ${line}\n`)
      .join('')}${open.join('')}  ${check(budget)}\n`;
  });
  const left = uncounted.map(({ at, why }) => `  ${placed(at)}: ${why}\n`);
  return [
    ...(missing === null ? [] : [`No connection budget: ${missing}.\n`]),
    ...parts,
    ...(left.length > 0 ? [`Not counted\n${left.join('')}`] : []),
    ...(budgets.length > 0 ? [`${COUNTED}\n`] : []),
  ].join('\n');
}

/** The budgets as Markdown tables. */
function markdown({ budgets, uncounted, missing }: Capacity): string {
  const parts = budgets.map((budget) =>
    [
      `## ${heading(budget)}`,
      '',
      '| what runs it | can open | at once | largest | rollout | sum of pools | from |',
      '|---|---|---|---|---|---|---|',
      ...budget.rows.map(
        (row) =>
          `| ${row.unit} | ${row.arithmetic}${row.bound === null ? '' : ` (${row.bound})`} | ${row.floor} | ${row.steady} | ${range(row.rollout)} | ${row.ceiling} | ${factorsOf(row).join('; ')} |`,
      ),
      `| **together** | | ${budget.floor} | ${budget.steady} | ${range(budget.rollout)} | ${budget.ceiling} | |`,
      '',
      verdict(budget),
      ...lost(budget),
      ...onTop(budget).map((line) => `- ${line}`),
      ...budget.missing.map(
        ({ factor, why, declare }) =>
          `- not known: ${factor}: ${why}${declare === null ? '' : `; in headroom.yaml: \`${declare}\``}`,
      ),
      '',
      check(budget),
      '',
    ].join('\n'),
  );
  const left = uncounted.map(({ at, why }) => `- ${placed(at)}: ${why}\n`);
  return [
    ...(missing === null ? [] : [`No connection budget: ${missing}.\n`]),
    ...parts,
    ...(left.length > 0 ? [`## Not counted\n\n${left.join('')}`] : []),
    ...(budgets.length > 0 ? [`${COUNTED}\n`] : []),
  ].join('\n');
}

/** What the server that takes writes carries when those that only read are lost. */
function lost({ failover, limit }: ServerBudget): readonly string[] {
  if (failover === null) return [];
  const of = limit === null ? '' : ` of ${limit}${failover[0] > limit ? ', which is over' : ''}`;
  return [`With its readers lost it carries ${range(failover)}${of}.`];
}

/** What runs where a condition holds, and what comes of all of it together. */
function onTop(budget: ServerBudget): readonly string[] {
  const { conditional = [], limit, steady, rollout } = budget;
  const rows = conditional.map(
    (row) =>
      `only if ${row.condition}: ${row.unit}: ${row.arithmetic} = ${counted(row)} more${during(row)}`,
  );
  if (rows.length === 0) return [];
  const all = Math.max(steady, rollout[1]) + underConditions(budget);
  return limit !== null && all > limit ? [...rows, `With all of that ${all} of ${limit}.`] : rows;
}

function heading({
  server,
  environment,
  limit,
  arithmetic,
  limitAt,
  limitOrigin,
  limitRange,
  byDefault,
}: ServerBudget): string {
  const where = environment === null ? '' : ` in ${environment}`;
  if (limit === null) {
    const usual = byDefault === null ? '' : ` (${byDefault} where nobody has set it)`;
    return `${server}${where}: how many connections it grants is not known${usual}`;
  }
  const from = limitAt
    ? placed(limitAt)
    : limitOrigin === 'defaulted'
      ? 'the default'
      : limitOrigin;
  const granted = limitRange ? `${range(limitRange)}` : `${limit}`;
  return `${server}${where} grants ${granted} connections (${arithmetic}; ${from})`;
}

function factorsOf({ most, processes, pool }: BudgetRow): readonly string[] {
  return [most, processes, pool].map(factorText);
}

/** `maxReplicas 16 (k8s/hpa.yaml:10)`, `processes 1 (assumed)`. */
function factorText({ name, value, origin, at, why }: BudgetFactor): string {
  const from =
    at === null || origin === 'defaulted'
      ? [origin, why].filter(Boolean).join(', ')
      : `${placed(at)}, ${origin}`;
  return `${name} ${value ?? '?'} (${from})`;
}

function during({ rollout, steady }: BudgetRow): string {
  return rollout[1] > steady ? `, ${range(rollout)} in a rollout` : '';
}

/** What comes of a row; where one of its factors is not known that is no figure, only what is sure at least. */
function counted(row: BudgetRow): string {
  const { floor, steady } = row;
  if (isCountedWhole(row)) return range([floor, steady]);
  return steady > 0 ? `at least ${steady}` : 'not known';
}

function range([low, high]: readonly [number, number]): string {
  return low === high ? `${high}` : `${low} to ${high}`;
}

/** "Within" is said only where every factor is known; what is counted is a lower bound else. */
function verdict(budget: ServerBudget): string {
  const { limit, limitRange, rollout, steady, missing, rows, conditional } = budget;
  const worst = Math.max(rollout[1], steady);
  const assumed = rows.flatMap(({ processes, pool, unit, certainty, wayCertainty }) => [
    ...(processes.origin === 'assumed' ? [`processes of ${unit}`] : []),
    ...(certainty === 'stated' ? [] : [`that ${unit} runs this code`]),
    ...(wayCertainty === 'stated' ? [] : [`that ${unit} asks this server`]),
    ...(pool.origin === 'assumed' ? [`${pool.name} of ${unit} (${pool.why})`] : []),
  ]);
  const granted = [...new Set(assumed)];
  const taken = granted.length === 0 ? '' : ` Taken for granted: ${granted.join('; ')}.`;
  if (limit === null) return `At least ${worst}; the limit is not known.`;
  if (steady > limit)
    return `Over budget: ${steady} of ${limit} at the largest size, ${steady - limit} too many.${taken}`;
  if (rollout[0] > limit) return `Over budget in a rollout: ${range(rollout)} of ${limit}.${taken}`;
  if (worst > limit) {
    return `Can be over budget in a rollout: ${range(rollout)} of ${limit}, by how long those of before take to end.${taken}`;
  }
  if (limitRange && worst > limitRange[0]) {
    return `Too close to tell: ${worst} of ${range(limitRange)}.`;
  }
  const open = [...new Set([...missing.map(({ factor }) => factor), ...assumed])];
  return open.length === 0
    ? `Within budget${conditional ? ', without what runs under a condition' : ''}: ${worst} of ${limit} at the worst.`
    : `At least ${worst} of ${limit}; not known: ${open.join('; ')}.`;
}

/** The query that checks it live. */
function check({ server, engine }: ServerBudget): string {
  const pooler = server.endsWith('(its clients)') ? 'SHOW POOLS;' : undefined;
  return `Check it live: ${pooler ?? LIVE[engine] ?? 'ask the server how many connections it grants, and who has them'}`;
}

const POSTGRES = 'SHOW max_connections; SELECT usename, count(*) FROM pg_stat_activity GROUP BY 1;';
const MYSQL =
  "SHOW VARIABLES LIKE 'max_connections'; SELECT user, count(*) FROM information_schema.processlist GROUP BY user;";

/** What a server is asked, by its engine: each one's own manual. */
const LIVE: Readonly<Record<string, string>> = {
  postgres: POSTGRES,
  mysql: MYSQL,
  mariadb: MYSQL,
  mongodb: 'db.serverStatus().connections',
};

function placed({ path, range: { start } }: BudgetPlace): string {
  return `${path}:${start.line + 1}`;
}
