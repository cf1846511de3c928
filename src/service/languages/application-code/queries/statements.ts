import { keptWith } from '../tree';
import type { Use } from '../uses';
import type { Found, Mapper } from './found';

const STATEMENTS =
  /^(?:query|execute|exec|unsafe|fetch|fetchrow|fetchval|Query|QueryRow|QueryContext|QueryRowContext|Exec|ExecContext|Get|Select|GetContext|SelectContext|queryForObject|queryForList|queryForMap|update)$/;

/** Receivers that are called as databases are. */
const DATABASE = /(?:^|\.)(?:\w*[pP]ool|conn|connection|client|tx|trx|db|cursor|cur|jdbcTemplate)$/;

/** `pool.query('SELECT …')`, on what is known to be a pool or a connection. */
export const statement: Mapper = (use, { handles }) => {
  const found = STATEMENTS.test(use.method) ? statementIn(use) : undefined;
  if (!found) return undefined;
  const handle = handles.of(use.receiver, use);
  return handle?.kind === 'cache' || (!handle && !DATABASE.test(use.receiver)) ? undefined : found;
};

/** Many have their statements in a call: `text('…')`, under whatever name, or `db.Rebind("…")`. */
const QUOTED = /^(?:\w+\.)*\w+\(\s*[a-z]?(["'`]{1,3})([\s\S]*?)\1/;

/** What a statement says by itself. */
export const statementIn = keptWith((use: Use): Found | undefined => {
  const sql = use.arguments
    .map(({ string, text }) => string ?? QUOTED.exec(text)?.[2] ?? null)
    .find((string) => string !== null);
  if (!sql || !/^\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b/i.test(sql)) return undefined;
  const reads = /^\s*(?:SELECT|WITH)\b/i.test(sql);
  const table = /\b(?:FROM|INTO|UPDATE)\s+["`]?([\w.]+)["`]?/i.exec(sql)?.[1] ?? null;
  const one =
    /\bLIMIT\b|\bWHERE\b|\bFETCH\s+(?:FIRST|NEXT)\b|\bTOP\s|\b(?:count|sum|max|min|avg|exists)\s*\(|\bGROUP\s+BY\b|\bDISTINCT\b|pg_catalog|information_schema/i;
  const row = /^(?:fetchrow|fetchval|QueryRow|QueryRowContext|Get|GetContext|queryForObject)$/;
  return {
    kind: reads ? 'read' : 'write',
    subject: table,
    many: reads && !row.test(use.method) && !one.test(sql),
    sql,
  };
});
