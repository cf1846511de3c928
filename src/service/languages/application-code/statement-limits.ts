import type { StatementLimitFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import { tableOf } from '../../text/tables';
import type { ApplicationModel } from './model';

/** How a pool's options say after how long the server gives a statement up; PostgreSQL counts milliseconds. */
const LIMIT =
  /\bstatement_timeout["']?\s*(?:[:=]|%3D)\s*["'`]?(\d[\d_]*)\s*(ms|s|min)?\b|RuntimeParams\[\s*["']statement_timeout["']\s*\]\s*=\s*["'](\d+)\s*(ms|s|min)?["']/;

const UNITS = tableOf<number>({ ms: 1, s: 1000, min: 60_000 });

/** After how long a statement of each pool is given up, where the pool says so. */
export function statementLimits({
  pools,
  text,
}: Pick<ApplicationModel, 'pools' | 'text'>): readonly {
  readonly fact: StatementLimitFact;
  readonly at: Span;
}[] {
  const [only, ...others] = pools;
  return pools.flatMap((pool) => {
    const { start, end } = pool.call.at;
    const own = LIMIT.exec(text.slice(start, end));
    const beside = own || others.length > 0 || pool !== only ? null : LIMIT.exec(text);
    const found = own ?? beside;
    if (!found) return [];
    const from = found.index + (own ? start : 0);
    const amount = Number((found[1] ?? found[3] ?? '').replaceAll('_', ''));
    const milliseconds = amount * (UNITS[found[2] ?? found[4] ?? 'ms'] ?? 1);
    if (milliseconds === 0 || !Number.isFinite(milliseconds)) return [];
    return [
      {
        fact: {
          kind: 'statement-limit',
          path: `${pool.path}/statement_timeout`,
          pool: pool.path,
          milliseconds,
        },
        at: { start: from, end: from + found[0].length },
      },
    ];
  });
}
