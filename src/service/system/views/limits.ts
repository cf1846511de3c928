import type { DeclaredServer, StoreNode, System, Variable } from '../../contracts/system';
import { tableOf } from '../../text/tables';
import { title } from '../relations/leads';
import { hostedLimit } from './hosted-limits';
import type { Limit } from './limit';

/** The defaults of a server program, from its documentation. */
interface Engine {
  readonly maxConnections: number;
  /** Connections it keeps for administrators out of its maximum. */
  readonly ownReserve: number;
}

/**
 * PostgreSQL keeps `superuser_reserved_connections` out of `max_connections`; MySQL and MariaDB
 * allow administrators one connection on top of theirs.
 */
const ENGINES = tableOf<Engine>({
  postgres: { maxConnections: 100, ownReserve: 3 },
  mysql: { maxConnections: 151, ownReserve: 0 },
  mariadb: { maxConnections: 151, ownReserve: 0 },
});

/** What no server that nobody has set up grants more than, whatever its engine. */
export const MOST_BY_DEFAULT = 151;

/** The limit of a server: what `headroom.yaml` says, else the server's own settings, else none. */
export function limitOf(store: StoreNode, system: System, env: string | null): Limit {
  const declared = declaredFor(store, system, env);
  if (declared) {
    const found = declaredLimit(declared, system.declared);
    if (found) return found;
  }
  if (store.hosted) {
    const found = hostedLimit(store, store.hosted);
    if (found) return found;
  }
  const engine = ENGINES[store.engine];
  const own = ownReserve(store, engine);
  const written = store.settings.get('max_connections');
  if (written) return writtenLimit(written, own);
  // What runs in a cloud has a default of its own.
  const isElsewhere = store.container?.known?.engine === 'proxy';
  const byDefault = engine && !isElsewhere ? engine.maxConnections - engine.ownReserve : null;
  if (
    store.workload &&
    !isElsewhere &&
    engine &&
    store.settingsOpen === null &&
    (store.engine === 'postgres' || store.engine === 'mysql' || store.engine === 'mariadb')
  ) {
    return {
      connections: engine.maxConnections - own,
      origin: 'defaulted',
      arithmetic: arithmetic(engine.maxConnections, own, 0),
      at: null,
      byDefault,
      why: null,
    };
  }
  return {
    connections: null,
    origin: 'unknown',
    arithmetic: '',
    at: null,
    byDefault,
    why: store.settingsOpen ?? 'no file says how many connections it grants',
  };
}

function writtenLimit(written: Variable, own: number): Limit {
  const value = written.state === 'known' ? Number(written.value) : Number.NaN;
  if (!Number.isInteger(value)) {
    const why = written.state === 'known' ? 'max_connections is no number' : written.why;
    return {
      connections: null,
      origin: 'unknown',
      arithmetic: '',
      at: written.at,
      byDefault: null,
      why,
    };
  }
  return {
    connections: value - own,
    origin: 'declared',
    arithmetic: arithmetic(value, own, 0),
    at: written.at,
    byDefault: null,
    why: null,
  };
}

function ownReserve({ settings }: StoreNode, engine: Engine | undefined): number {
  const number = (name: string) => {
    const value = settings.get(name);
    return value?.state === 'known' && /^\d+$/.test(value.value) ? Number(value.value) : undefined;
  };
  return (
    (number('superuser_reserved_connections') ?? engine?.ownReserve ?? 0) +
    (number('reserved_connections') ?? 0)
  );
}

/** The declared database a store is: by name, else the only one of its engine. */
function declaredFor(
  { name, engine, workload }: Pick<StoreNode, 'name' | 'engine' | 'workload'>,
  { declared }: System,
  env: string | null,
): DeclaredServer | undefined {
  const fitting = declared.filter(
    (each) =>
      engine === 'unknown' || each.engine === 'unknown' || family(each.engine) === family(engine),
  );
  const names = [name, ...(workload?.names ?? [])].map((each) => each.toLowerCase());
  const exact = fitting.filter(
    (each) =>
      names.includes(each.name.toLowerCase()) ||
      (each.server !== null && names.includes(each.server.toLowerCase())),
  );
  if (exact.length > 0) return exact[0];
  const words = namingWords(`${env ?? ''} ${name}`);
  const likely = fitting.filter((each) => {
    const own = namingWords(each.name);
    return own.length > 0 && own.every((word) => words.includes(word));
  });
  if (likely.length === 1) return likely[0];
  const servers = new Set(fitting.map((each) => each.server ?? each.name));
  return servers.size === 1 && words.length === 0
    ? fitting[0]
    : servers.size === 1 && likely.length === 0
      ? fitting[0]
      : undefined;
}

/** Words of a name that tell one database from another: `orders` of `ORDERS_DATABASE_URL`. */
function namingWords(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !GENERIC.has(word));
}

const GENERIC = new Set(
  'database db url uri dsn host hostname connection conn string str main primary default app postgres postgresql pg mysql mariadb sql or jdbc spring datasource prod production of'.split(
    ' ',
  ),
);

/** What `headroom.yaml` grants a database that nothing but the engine is known of; `null` where it says nothing. */
export function declaredByEngine(engine: string, system: System): Limit | null {
  const declared = declaredFor({ name: engine, engine, workload: null }, system, null);
  return (declared && declaredLimit(declared, system.declared)) ?? null;
}

function declaredLimit(
  { server, name }: DeclaredServer,
  databases: readonly DeclaredServer[],
): Limit | undefined {
  const together =
    server === null
      ? databases.filter((database) => database.name === name)
      : databases.filter((database) => database.server === server);
  const declaring = together.find(({ maxConnections }) => maxConnections !== null);
  if (!declaring || declaring.maxConnections === null) return undefined;
  const own = ENGINES[family(declaring.engine)]?.ownReserve ?? 0;
  const reserved = together.reduce((sum, database) => sum + database.reserved, 0);
  return {
    connections: declaring.maxConnections - own - reserved,
    origin: 'declared',
    arithmetic: arithmetic(declaring.maxConnections, own, reserved),
    at: declaring.at,
    byDefault: null,
    why: null,
    server: server ?? name,
  };
}

function family(engine: string): string {
  return /^postgres/i.test(engine) ? 'postgres' : engine.toLowerCase();
}

function arithmetic(maximum: number, own: number, reserved: number): string {
  return [
    `${maximum}`,
    ...(own > 0 ? [`${own}`] : []),
    ...(reserved > 0 ? [`${reserved} reserved`] : []),
  ].join(' − ');
}

/** A server as people call it. */
export function serverName({ name, engine, workload }: StoreNode): string {
  return workload === null && name === title(engine) ? title(engine) : name;
}

/** The database that nobody has said the limit of, as `headroom.yaml` would name it. */
export function undeclaredIn({
  limit,
  store,
}: {
  readonly limit: Limit;
  readonly store: StoreNode;
}): { readonly name: string; readonly engine: string } | null {
  if (limit.connections !== null || store.kind === 'pooler') return null;
  return { name: store.name, engine: store.engine };
}
