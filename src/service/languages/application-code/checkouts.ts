import type { Located } from '../../contracts/field';
import { type Handle, type Handles, target } from './handles';
import { functionOf, type Region, regionOf, type Use, type Uses, usesIn } from './uses';

/** A connection that code takes out of a pool and has to give back. */
export interface Checkout extends Located {
  readonly use: Use;
  readonly handle: Handle;
  /** The variable that holds the connection. */
  readonly variable: string;
  /** How it is given back: `release`, `close`. */
  readonly release: string;
  /** What people write to give it back: `client.release()`, `await pool.release(connection)`. */
  readonly giveBack: string;
  /** `elsewhere`: it leaves the function, so nobody can tell from here. */
  readonly given: 'always' | 'not-always' | 'never' | 'elsewhere';
  /** The first time it is given back; `null` where it is not, or not here. */
  readonly givenBack: Use | null;
  /** Where it is held, as far as this function says. */
  readonly heldUntil: number;
}

interface Lease {
  readonly take: RegExp;
  readonly give: RegExp;
  /** What people write to give it back. */
  readonly release: string;
  /** Given to the pool: `pool.release(connection)`. */
  readonly toPool?: true;
}

const RELEASE = /^(?:release|destroy|end)$/;
const MYSQL: Lease = { take: /^getConnection$/, give: RELEASE, release: 'release' };
const JDBC: Lease = { take: /^getConnection$/, give: /^close$/, release: 'close' };
const PGX: Lease = { take: /^Acquire$/, give: /^(?:Release|Hijack)$/, release: 'Release' };

/**
 * How connections are taken and given back, by the module of the pool. SQLAlchemy is left out: what its
 * `connect` gives goes back when nothing refers to it any more.
 */
const LEASES: Readonly<Record<string, Lease>> = {
  pg: { take: /^connect$/, give: RELEASE, release: 'release' },
  mysql2: MYSQL,
  'mysql2/promise': MYSQL,
  mysql: MYSQL,
  mariadb: MYSQL,
  oracledb: JDBC,
  'generic-pool': {
    take: /^acquire$/,
    give: /^(?:release|destroy)$/,
    release: 'release',
    toPool: true,
  },
  asyncpg: { take: /^acquire$/, give: /^release$/, release: 'release', toPool: true },
  aiomysql: { take: /^acquire$/, give: /^release$/, release: 'release', toPool: true },
  psycopg_pool: { take: /^getconn$/, give: /^putconn$/, release: 'putconn', toPool: true },
  'psycopg2.pool': { take: /^getconn$/, give: /^putconn$/, release: 'putconn', toPool: true },
  'database/sql': { take: /^Conn$/, give: /^Close$/, release: 'Close' },
  'github.com/jackc/pgx/v5/pgxpool': PGX,
  'github.com/jackc/pgx/v4/pgxpool': PGX,
  'javax.sql': JDBC,
  'com.zaxxer.hikari': JDBC,
  'org.apache.commons.dbcp2': JDBC,
  'org.apache.tomcat.jdbc.pool': JDBC,
  'com.mchange.v2.c3p0': JDBC,
};

/** A connection that waits for messages or holds a lock is held on purpose. */
const HELD_ON_PURPOSE = /\bLISTEN\b|advisory_lock|'notification'|"notification"|GET_LOCK|COPY\b/i;

/** Finds the connections that are taken out of pools. */
export function readCheckouts(uses: Uses, handles: Handles, text: string): readonly Checkout[] {
  const checkouts: Checkout[] = [];
  for (const use of uses.all) {
    const handle = handles.of(use.receiver, use);
    const lease = handle?.kind === 'pool' ? LEASES[handle.module] : undefined;
    if (!handle || !lease?.take.test(use.method)) continue;
    const variable = target(use);
    if (variable === undefined) continue;
    if (use.result.kind !== 'variable' || /[.[]/.test(use.result.names[0] ?? '')) continue;
    // `self.connection = c = …`: it is kept beside the variable as well.
    if (/=\s*$/.test(text.slice(0, use.result.at.start).slice(-20))) continue;
    const path = `/checkouts/${checkouts.length}`;
    checkouts.push({
      ...{ at: use.methodAt, path, use, handle, variable, release: lease.release },
      giveBack: giveBackOf(use, variable, lease),
      ...fate(use, variable, lease, uses, text),
    });
  }
  return checkouts;
}

function giveBackOf({ receiver, awaited }: Use, variable: string, lease: Lease): string {
  if (!lease.toPool) return `${variable}.${lease.release}()`;
  return `${awaited ? 'await ' : ''}${receiver}.${lease.release}(${variable})`;
}

function fate(use: Use, variable: string, { give, toPool }: Lease, uses: Uses, text: string) {
  const scope = functionOf(use);
  const after = usesIn(uses, { start: use.at.end + 1, end: scope.at.end });
  const gives = after.filter(({ receiver, method, arguments: [first] }) =>
    toPool
      ? give.test(method) && receiver === use.receiver && first?.text === variable
      : receiver === variable && give.test(method),
  );
  const rest = without(toPool ? gives : [], text, use.at.end, scope.at.end);
  const [givenBack = null] = gives;
  const last = gives.at(-1);
  const found = {
    givenBack,
    heldUntil: last && !isDeferred(last, text) ? last.at.start : scope.at.end,
  };
  if (scope.kind === 'file' || HELD_ON_PURPOSE.test(rest) || isHandedOn(rest, variable)) {
    return { ...found, given: 'elsewhere' as const };
  }
  if (!givenBack || !last) return { ...found, given: 'never' as const };
  if (gives.some((one) => isSure(one, scope))) return { ...found, given: 'always' as const };
  const risky = after.some(
    (other) => other.at.start < last.at.start && other.receiver !== '' && !gives.includes(other),
  );
  const many = gives.length > 1;
  return { ...found, given: risky && !many ? ('not-always' as const) : ('always' as const) };
}

/** A stretch of text without some calls in it. */
function without(calls: readonly Use[], text: string, start: number, end: number): string {
  let from = start;
  let kept = '';
  for (const { at } of calls) {
    if (at.start < from) continue;
    kept += text.slice(from, at.start);
    from = at.end;
  }
  return kept + text.slice(from, end);
}

/** `defer conn.Release()` runs when the function ends, wherever it stands. */
function isDeferred(give: Use, text: string): boolean {
  const deferred = regionOf(give, 'finally');
  return deferred !== undefined && text.startsWith('defer', deferred.at.start);
}

/** Given back however the function ends, or by a callback of its own. */
function isSure(give: Use, scope: Region): boolean {
  if (functionOf(give) !== scope) return true;
  return regionOf(give, 'finally') !== undefined || regionOf(give, 'catch') !== undefined;
}

/** The variable stands somewhere without a dot behind it: returned, stored, passed on. */
function isHandedOn(rest: string, variable: string): boolean {
  const name = variable.replaceAll('$', '\\$');
  return new RegExp(`(?<![.\\w$])${name}\\b(?!\\s*(?:!?\\.|\\?\\.|\\w))`).test(
    rest.replace(/\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, ''),
  );
}
