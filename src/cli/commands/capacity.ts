import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type {
  BudgetPlace,
  BudgetRow,
  Capacity,
  ServerBudget,
} from '../../service/contracts/capacity';
import type { HeadroomService } from '../../service/contracts/service';
import { tellOfNested } from '../nested';
import { UsageError } from '../usage';
import { uriOf } from '../workspace';

const FORMATS = {
  pretty,
  md: markdown,
  json: ({ budgets, uncounted, missing }: Capacity) =>
    `${JSON.stringify({ budgets, uncounted, missing }, null, 2)}\n`,
} as const;

/** `headroom capacity [dir]`: what pools may ask of each database server, and what it grants. */
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
  process.stdout.write(FORMATS[format as keyof typeof FORMATS](answered));
  await tellOfNested(service, folder, 'capacity');
  return 0;
}

function pretty({ budgets, uncounted, missing }: Capacity): string {
  const parts = budgets.map((budget) => {
    const lines = budget.rows.flatMap((row) => [
      `  ${factors(row)} = ${row.floor} to ${row.steady}, ${row.rollout} during a rollout`,
      `    pool: ${placed(row.poolAt)} (${row.poolOrigin}); size: ${placed(row.mostAt)}`,
    ]);
    return `${heading(budget)}\n${lines.join('\n')}\n  ${verdict(budget)}\n`;
  });
  const left = uncounted.map(({ at, why }) => `  ${placed(at)}: ${why}\n`);
  return [
    ...(missing === null ? [] : [`No connection budget: ${missing}.\n`]),
    ...parts,
    ...(left.length > 0 ? [`Not counted\n${left.join('')}`] : []),
  ].join('\n');
}

/** The budgets as Markdown tables. */
function markdown({ budgets, uncounted, missing }: Capacity): string {
  const parts = budgets.map((budget) =>
    [
      `## ${heading(budget)}`,
      '',
      '| what runs it | processes | pool | smallest | largest | rollout |',
      '|---|---|---|---|---|---|',
      ...budget.rows.map(
        (row) =>
          `| ${row.unit}: ${row.least} to ${row.most} ${row.noun}, ${row.surge} more in a rollout (${placed(row.mostAt)}) | ${row.processes} | ${row.pool}, ${row.poolOrigin} (${placed(row.poolAt)}) | ${row.floor} | ${row.steady} | ${row.rollout} |`,
      ),
      `| **together** | | | ${budget.floor} | ${budget.steady} | ${budget.rollout} |`,
      '',
      verdict(budget),
      '',
    ].join('\n'),
  );
  const left = uncounted.map(({ at, why }) => `- ${placed(at)}: ${why}\n`);
  return [
    ...(missing === null ? [] : [`No connection budget: ${missing}.\n`]),
    ...parts,
    ...(left.length > 0 ? [`## Not counted\n\n${left.join('')}`] : []),
  ].join('\n');
}

function heading({ server, environment, limit, arithmetic, limitAt }: ServerBudget): string {
  const where = environment === null ? '' : ` in ${environment}`;
  const from = limitAt ? placed(limitAt) : 'the default';
  return `${server}${where} grants ${limit} connections (${arithmetic}; ${from})`;
}

function factors({ unit, most, surge, noun, processes, pool }: BudgetRow): string {
  return `${unit}: ${most} ${noun}${surge > 0 ? ` and ${surge} more` : ''} × ${processes} × ${pool}`;
}

/** "Within" is said only where every factor is known; what is counted is a lower bound else. */
function verdict({ limit, rollout, open }: ServerBudget): string {
  if (rollout > limit) {
    return `Over budget: ${rollout} of ${limit} at the largest size, ${rollout - limit} too many.`;
  }
  return open.length === 0
    ? `Within budget: ${rollout} of ${limit} at the largest size.`
    : `At least ${rollout} of ${limit} at the largest size; not known: ${open.join('; ')}.`;
}

function placed({ path, range }: BudgetPlace): string {
  return `${path}:${range.start.line + 1}`;
}
