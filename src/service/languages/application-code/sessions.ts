import type { SessionUseFact, WrittenAddress } from '../../contracts/fact';
import { variableBehind } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { databaseAddress } from '../shared/database-addresses';
import { poolOf, target } from './handles';
import type { Preparing } from './libraries/library';
import type { ApplicationModel } from './model';
import type { PoolUse } from './pools';
import type { Use } from './uses';
import { usesInto } from './uses';

type Source = Pick<ApplicationModel, 'pools' | 'uses' | 'text'>;

interface Found {
  readonly fact: SessionUseFact;
  readonly at: Span;
}

const RUNS =
  /^(?:query|execute|exec|unsafe|fetch|fetchrow|fetchval|Query|QueryRow|QueryContext|QueryRowContext|Exec|ExecContext)$/;
const TAKES = /^(?:connect|getConnection|acquire|Acquire|Conn|getconn)$/;

/** Settings that PgBouncer itself carries from one server connection to the next. */
const CARRIED =
  /^(?:client_encoding|datestyle|timezone|time|standard_conforming_strings|application_name|names)$/i;

/** What a statement leaves with its server connection. */
function keptBy(sql: string): Pick<SessionUseFact, 'what' | 'says'> | undefined {
  const listen = /^\s*LISTEN\s+["\w]/i.test(sql);
  if (listen) return { what: 'listen', says: 'LISTEN' };
  const lock = /\bpg_(?:try_)?advisory_lock(?:_shared)?\s*(?=\()/i.exec(sql)?.[0];
  if (lock) return { what: 'lock', says: lock.toLowerCase() };
  const set =
    /^\s*SET\s+(?:SESSION\s+(?!CHARACTERISTICS|AUTHORIZATION))?(?!LOCAL\b|TRANSACTION\b|SESSION\b|CONSTRAINTS\b|ROLE\b)([\w.]+)\s*(?:=|\bTO\b)[^;]*$/i.exec(
      sql.trim().replace(/;$/, ''),
    )?.[1];
  return set && !CARRIED.test(set) ? { what: 'set', says: `SET ${set}` } : undefined;
}

/** What a file does that needs the same server connection for longer than a transaction. */
export function sessionUses(source: Source): readonly Found[] {
  const found: Found[] = [];
  const add = (fact: Omit<SessionUseFact, 'kind' | 'path'>, at: Span) => {
    const path = `/sessions/${found.length}`;
    found.push({ fact: { kind: 'session-use', path, ...fact }, at });
  };
  for (const use of source.uses.all) {
    const sql = RUNS.test(use.method)
      ? use.arguments.find(({ string }) => string !== null)
      : undefined;
    const kept = sql && keptBy(sql.string ?? '');
    const databaseEnv = kept && envBehind(use.receiver, source);
    if (sql && kept && databaseEnv) add({ ...kept, databaseEnv, address: null }, sql.at);
  }
  for (const pool of source.pools) {
    const prepares = preparing(pool, source.text);
    const databaseEnv = variableBehind(pool.target);
    const address = databaseEnv === null ? addressIn(pool) : null;
    if (!prepares || (databaseEnv === null && !address)) continue;
    const fact = { what: 'prepared', ...prepares, databaseEnv, address } as const;
    const path = `/sessions/${found.length}`;
    found.push({ fact: { kind: 'session-use', path, ...fact, of: pool.path }, at: pool.at });
  }
  return found;
}

/** The address that a pool is made with, where it is written in the code. */
function addressIn({ call }: PoolUse): WrittenAddress | null {
  const values = [...call.arguments, ...(call.settings?.entries ?? []).map(({ value }) => value)];
  for (const value of values) {
    const address = value.kind === 'string' ? databaseAddress(value.value) : undefined;
    if (address) return address;
  }
  return null;
}

/** The variable that the address of a receiver comes from, through the pool it is taken out of. */
function envBehind(receiver: string, source: Source, hops = 2): string | null {
  const pool = poolOf(source, receiver);
  if (pool) return variableBehind(pool.target);
  const name = lastOf(receiver);
  const made = usesInto(source.uses, name).filter((use) => target(use) === name);
  const [use, ...others] = made;
  if (!use || others.length > 0) return null;
  if (TAKES.test(use.method) && use.receiver !== '' && hops > 0) {
    const taken = poolOf(source, use.receiver) ? use.receiver : null;
    if (taken !== null) return envBehind(taken, source, hops - 1);
  }
  return isOpened(use, source) ? envIn(use) : null;
}

/** Modules whose connections go to PostgreSQL. */
const POSTGRESQL = /^(?:pg|psycopg2?|asyncpg|github\.com\/jackc\/pgx\/v[45])$/;

function isOpened(use: Use, { uses }: Source): boolean {
  const [root = ''] = use.receiver.split('.');
  const binding = uses.imports.get(use.receiver === '' ? use.method : root);
  return (
    binding !== undefined &&
    POSTGRESQL.test(binding.module) &&
    /^(?:Client|connect|Connect)$/.test(use.method)
  );
}

function envIn({ arguments: values }: Use): string | null {
  const names = values.flatMap(({ text }) =>
    [
      ...text.matchAll(
        /process\.env\.(\w+)|(?:os\.environ\[|os\.getenv\(|os\.environ\.get\(|os\.Getenv\()\s*["'](\w+)/g,
      ),
    ].map(([, script, other]) => script ?? other ?? ''),
  );
  return names.length === 1 ? (names[0] ?? null) : null;
}

/** The library of a pool that prepares its statements by name, unless it is told not to. */
function preparing({ library, options, complete }: PoolUse, text: string): Preparing | undefined {
  const writes = (name: string) => options.some(({ entry }) => entry.name === name);
  const found = library?.prepares?.({ complete, text, writes });
  return typeof found === 'string' ? { says: found } : found;
}

function lastOf(receiver: string): string {
  return receiver.slice(receiver.lastIndexOf('.') + 1);
}
