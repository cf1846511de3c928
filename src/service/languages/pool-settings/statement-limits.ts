import type { StatementLimitFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import { tableOf } from '../../text/tables';
import { canonical, type Entry } from './entries';

/** A statement's limit as a file of settings gives it to one of its pools. */
export interface StatementLimit extends Omit<StatementLimitFact, 'kind'> {
  readonly at: Span;
}

/** `-c statement_timeout=30000`, `options=-c%20statement_timeout%3D30s`, `SET statement_timeout TO '30s'`. */
const WITHIN =
  /\b(?:statement_timeout|max_execution_time)\b\s{0,9}(?:=|%3D|\bTO\b)\s{0,9}'?(\d{1,12})(ms|s|min)?/i;
const ALONE = /^'?(\d{1,12})\s?(ms|s|min)?'?$/;

const UNITS = tableOf<number>({ ms: 1, s: 1000, min: 60_000 });

/**
 * After how long a server gives up statements, as the settings of a pool tell it: a setting of that name,
 * or one within the text of another. PostgreSQL and MySQL count milliseconds where no unit stands there.
 */
export function statementLimitsOf(
  entries: readonly Entry[],
  pools: readonly { readonly path: string }[],
): readonly StatementLimit[] {
  const found = new Map<string, StatementLimit>();
  for (const { keys, text, at, document } of entries) {
    const isNamed = /^(?:statementtimeout|maxexecutiontime)$/.test(canonical(keys.at(-1) ?? ''));
    const [, amount, unit = 'ms'] = (isNamed ? ALONE : WITHIN).exec(text) ?? [];
    const milliseconds = Number(amount ?? 0) * (UNITS[unit.toLowerCase()] ?? 1);
    const here = keys.join('/');
    const pool = pools.find(({ path }) =>
      [`/${here}/`, `/${document}/${here}/`].some((place) => place.startsWith(`${path}/`)),
    );
    if (milliseconds === 0 || !pool) continue;
    const path = `${pool.path}/statement_timeout`;
    found.set(path, { path, at, pool: pool.path, milliseconds });
  }
  return [...found.values()];
}
