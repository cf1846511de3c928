import { keptWith } from '../tree';
import type { Use } from '../uses';
import { conditionOfSql } from './conditions';
import { type Found, type Known, type Mapper, readsOne } from './found';

const STATEMENTS =
  /^(?:query|execute|exec|unsafe|fetch|fetchrow|fetchval|Query|QueryRow|QueryContext|QueryRowContext|Exec|ExecContext|Get|Select|GetContext|SelectContext|queryForObject|queryForList|queryForMap|update|sql)$/;

/** Methods by which a prepared statement is run. */
const RUNS_PREPARED =
  /^(?:(?:Query|QueryRow|Queryx|QueryRowx|Exec|Get|Select|MustExec)(?:Context)?|execute(?:Query|Update|LargeUpdate)?)$/;

/** Methods of database/sql and sqlx that only read, whatever statement they are given: nobody else has them. */
const READS_BY_NAME = /^(?:Select|Get|Query(?:Row)?x?)Context$/;
const SQL_OF_GO = /^(?:database\/sql|github\.com\/jmoiron\/sqlx)$/;

/** `q.GetOrder.Get(&order, id)` of sqlx: what is read goes where the address leads. */
function readsInto({ method, receiver, arguments: values }: Use): boolean {
  return (
    /^(?:Select|Get)$/.test(method) &&
    receiver !== '' &&
    values.length > 1 &&
    /^&\w+$/.test(values[0]?.text ?? '')
  );
}

/** `db.Reader().SelectContext(ctx, &rows, query, args...)`: what it asks for is put together elsewhere. */
function readByName(use: Use, has: Known['has']): Found | undefined {
  const { method, arguments: values } = use;
  const isGiven = /^(?:ctx|c|context\.\w+\(\)|\w+\.Context\(\))$/.test(values[0]?.text ?? '');
  const isRead = READS_BY_NAME.test(method) && isGiven && has(SQL_OF_GO);
  return isRead || readsInto(use) ? readsOne(null) : undefined;
}

/** Receivers that are called as databases are. */
const DATABASE = /(?:^|\.)(?:\w*[pP]ool|conn|connection|client|tx|trx|db|cursor|cur|jdbcTemplate)$/;

/** `pool.query('SELECT …')`, on what is known to be a pool or a connection. */
export const statement: Mapper = (use, { handles, preparedBy, has }) => {
  const found = STATEMENTS.test(use.method) ? statementIn(use) : undefined;
  if (!found) {
    const prepared = RUNS_PREPARED.test(use.method) ? preparedBy(use.receiver) : undefined;
    return prepared ? statementIn(prepared) : readByName(use, has);
  }
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
  const few =
    /\bLIMIT\b|\bFETCH\s+(?:FIRST|NEXT)\b|\bTOP\s|\b(?:count|sum|max|min|avg|exists)\s*\(|\bGROUP\s+BY\b|\bDISTINCT\b|pg_catalog|information_schema/i;
  const row = /^(?:fetchrow|fetchval|QueryRow|QueryRowContext|Get|GetContext|queryForObject)$/;
  // `SELECT 1` and `SELECT now()` ask no table.
  const unlimited = reads && table !== null && !row.test(use.method) && !few.test(sql);
  return {
    ...{ kind: reads ? 'read' : 'write', subject: table, sql },
    many: unlimited && !/\bWHERE\b/i.test(sql),
    ...(unlimited && { unlimited }),
    ...(unlimited && whereOf(sql)),
  };
});

/** What a statement over one table asks of its rows, where that is plain. */
function whereOf(sql: string): Pick<Found, 'where'> {
  if (/\bJOIN\b|\bFROM\b[\s\S]*\bFROM\b/i.test(sql)) return {};
  const written = /\bWHERE\b([\s\S]*?)(?:\bORDER\s+BY\b[\s\S]*|;\s*)?$/i.exec(sql)?.[1];
  const where = written === undefined ? undefined : conditionOfSql(written);
  return where ? { where } : {};
}
