import type { Place } from '../../contracts/finding';
import type { Factor, StoreNode, Variable } from '../../contracts/system';
import type { Limit } from './limit';

/** What PgBouncer opens for each pair of a user and a database where nothing is written. */
const DEFAULT_POOL = 20;

/** What a pooler can open at the server behind it. */
export interface PoolerDemand {
  readonly pooler: StoreNode;
  readonly instances: Factor;
  /** Connections that one instance opens; unknown where its settings are. */
  readonly size: Factor;
  /** `40 clients can ask for them`, where clients are fewer than what it may open. */
  readonly bound: string | null;
  readonly steady: number;
  readonly rollout: readonly [number, number];
  readonly floor: number;
  readonly ceiling: number;
  readonly missing: readonly Factor[];
  readonly assumed: readonly Factor[];
}

/** What a pooler's clients can open at it. */
export interface Clients {
  readonly steady: number;
  readonly rollout: readonly [number, number];
  /** Every client is counted. */
  readonly known: boolean;
  /** Pairs of a user and a database that they come as; `null` where that cannot be told. */
  readonly accounts: number | null;
}

/**
 * The server side of a pooler: what its instances open for each database, and never more than there are
 * clients. A limit of 0 is none.
 */
export function poolerDemand(
  pooler: StoreNode,
  clients: Clients,
  limit: number | null,
): PoolerDemand {
  const instances: Factor = pooler.workload?.most ??
    pooler.operated?.instances ?? {
      ...{ name: 'instances', value: 1, origin: 'derived', at: pooler.at },
      why: 'AWS runs it as one',
    };
  const size = sizeOf(pooler, limit, clients.accounts);
  const replicas = instances.value ?? 0;
  const each = size.value ?? 0;
  const most = (count: number, asked: number) =>
    clients.known ? Math.min(count * each, asked) : count * each;
  const alive = aliveOf(pooler, replicas);
  const low = most(alive[0], clients.rollout[0]);
  const high = most(alive[1], clients.rollout[1]);
  const steady = most(replicas, clients.steady);
  return {
    pooler,
    instances,
    size,
    bound:
      steady < replicas * each ? `${clients.steady} clients can ask for ${replicas * each}` : null,
    steady,
    rollout: [Math.max(low, steady), Math.max(high, steady)],
    floor: 0,
    ceiling: replicas * each,
    missing: [instances, size].filter(({ value }) => value === null),
    assumed: [size].filter(({ origin }) => origin === 'assumed'),
  };
}

/** How many instances of a pooler are alive during a rollout of its own, [least, most]. */
export function aliveOf(
  { workload, operated }: StoreNode,
  count: number,
): readonly [number, number] {
  return (workload?.rollout ?? operated?.rollout)?.alive(count) ?? [count, count];
}

/** Whether it is PgBouncer, whose settings are known. */
function isPgBouncer({ container, operated }: StoreNode): boolean {
  return operated !== null || /pgbouncer/.test(container?.known?.name ?? '');
}

/**
 * What an instance of PgBouncer opens for each user of a database where nothing else is said of that database;
 * `null` for a pooler of another kind, whose settings are not known.
 */
export function sizePerDatabase(pooler: StoreNode): Factor | null {
  if (pooler.kind !== 'pooler' || pooler.hosted || !isPgBouncer(pooler)) return null;
  const name = 'default_pool_size';
  const written = pooler.settings.get(name);
  const unknown = (why: string, at: Place | null): Factor => ({
    ...{ name, value: null, origin: 'unknown', at, why },
  });
  if (written?.state === 'unknown') return unknown(written.why, written.at);
  const value = numberIn(written);
  if (value !== undefined) {
    return { name, value, origin: 'declared', at: written?.at ?? pooler.at, why: null };
  }
  if (!isPackaged(pooler.container?.image ?? '') && pooler.settingsOpen !== null) {
    return unknown(pooler.settingsOpen, pooler.at);
  }
  return { name, value: DEFAULT_POOL, origin: 'defaulted', at: pooler.at, why: null };
}

/** What one instance of a pooler opens. */
function sizeOf(pooler: StoreNode, limit: number | null, accounts: number | null): Factor {
  const { hosted } = pooler;
  if (hosted?.product === 'rds-proxy') {
    const percent = hosted.connectionPercent?.value ?? null;
    const at = hosted.connectionPercent?.at ?? pooler.at;
    const name = 'max_connections_percent';
    if (percent === null || limit === null) {
      const why = 'it is a share of a limit that is not known';
      return { name, value: null, origin: 'unknown', at, why };
    }
    const why = `${percent} % of ${limit}`;
    return { name, value: Math.floor((limit * percent) / 100), origin: 'derived', at, why };
  }
  const program = pooler.container?.known?.name ?? '';
  const name = 'default_pool_size';
  if (!isPgBouncer(pooler)) {
    const why = `the settings of ${program || pooler.name} are not read`;
    return { name: 'pool size', value: null, origin: 'unknown', at: pooler.at, why };
  }
  const number = (key: string) => numberIn(pooler.settings.get(key));
  const own = sizePerDatabase(pooler);
  if (own?.value === null) return own;
  const pool = number('default_pool_size');
  const written = pooler.settings.get('default_pool_size');
  const reserve = number('reserve_pool_size') ?? 0;
  const cap = number('max_db_connections') ?? 0;
  const databases = databasesOf(pooler).map((text) => poolSizeIn(text) ?? pool ?? DEFAULT_POOL);
  const one = (own: number) => (cap > 0 ? Math.min(cap, own + reserve) : own + reserve);
  const at = written?.at ?? pooler.at;
  if (accounts !== null) {
    const value = accounts * one(Math.max(pool ?? DEFAULT_POOL, ...databases));
    const why = accounts === 1 ? 'for one user of one database' : `for ${accounts} users`;
    return { name, value, origin: 'derived', at, why };
  }
  const each = databases.length > 0 ? databases : [pool ?? DEFAULT_POOL];
  const value = each.reduce((sum, own) => sum + one(own), 0);
  // How many users there are no file says; each has a pool of its own unless the database is capped.
  const of = each.length > 1 ? `each of ${each.length} databases` : 'one database';
  return cap > 0
    ? { name: 'max_db_connections', value, origin: 'derived', at, why: `at the most, for ${of}` }
    : { name, value, origin: 'assumed', at, why: `taken for one user of ${of}` };
}

function numberIn(value: Variable | undefined): number | undefined {
  return value?.state === 'known' && /^\d+$/.test(value.value.trim())
    ? Number(value.value)
    : undefined;
}

function databasesOf({ settings }: StoreNode): readonly string[] {
  return [...settings].flatMap(([name, value]) =>
    /^databases[./]/.test(name) && !/[./]\*$/.test(name) && value.state === 'known'
      ? [value.value]
      : [],
  );
}

function poolSizeIn(text: string): number | undefined {
  const [, size] = /\bpool_size\s*=\s*'?(\d+)/.exec(text) ?? [];
  return size === undefined ? undefined : Number(size);
}

/** Images that run PgBouncer with its own defaults, by their documentation. */
function isPackaged(image: string): boolean {
  return /(?:^|\/)(?:edoburu|bitnami|bitnamilegacy|pgbouncer|icoretech|brainsam|rmccaffrey)\/pgbouncer/.test(
    image,
  );
}

/** What PgBouncer takes from its clients where nothing is written. */
const DEFAULT_CLIENTS = 100;

/** How many clients the instances of a pooler take. */
export function clientLimit(pooler: StoreNode): Limit {
  const { settings, settingsOpen, workload, container, operated, hosted } = pooler;
  const unknown = (why: string, at: Place | null, byDefault: number | null): Limit => ({
    ...{ connections: null, origin: 'unknown', arithmetic: '', at, byDefault, why },
  });
  if (hosted) return unknown('AWS says no number of clients', null, null);
  const image = container?.image ?? '';
  const isOwn = isPgBouncer(pooler);
  const written = isOwn ? settings.get('max_client_conn') : undefined;
  const replicas = (workload?.most ?? operated?.instances)?.value ?? null;
  const isDefault = isOwn && !written && (settingsOpen === null || isPackaged(image));
  const each = numberIn(written) ?? (isDefault ? DEFAULT_CLIENTS : undefined);
  if (each === undefined || replicas === null) {
    const why =
      written?.state === 'unknown'
        ? written.why
        : (settingsOpen ?? 'max_client_conn is not written');
    return unknown(why, written?.at ?? null, isOwn ? DEFAULT_CLIENTS : null);
  }
  return {
    connections: each * replicas,
    origin: isDefault ? 'defaulted' : 'declared',
    arithmetic: replicas === 1 ? `${each}` : `${replicas} × ${each}`,
    at: written?.at ?? null,
    byDefault: null,
    why: null,
  };
}
