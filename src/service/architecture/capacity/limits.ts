import type { PoolFact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { DeclaredDatabase, EntryOf } from '../entry';

/** How many connections a database server leaves to applications. */
export interface Limit {
  /** Databases of one server share its limit. */
  readonly server: string;
  readonly connections: number;
  /** The arithmetic, for people: `100 − 3 of its own − 8 reserved`. */
  readonly arithmetic: string;
  /** Where it is declared; `null` for the server's default, which may have been changed. */
  readonly declaredAt: Place | null;
}

/** The defaults of a server program, from its documentation. */
interface Engine {
  readonly title: string;
  readonly maxConnections: number;
  /** Connections it keeps for administrators out of its maximum. */
  readonly ownReserve: number;
}

/**
 * PostgreSQL keeps `superuser_reserved_connections` out of `max_connections`; MySQL and MariaDB
 * allow administrators one connection on top of theirs.
 */
const ENGINES: Readonly<Record<string, Engine>> = {
  postgres: { title: 'PostgreSQL', maxConnections: 100, ownReserve: 3 },
  mysql: { title: 'MySQL', maxConnections: 151, ownReserve: 0 },
  mariadb: { title: 'MariaDB', maxConnections: 151, ownReserve: 0 },
};

/**
 * The limit of the database a pool goes to: of the one declared database it can mean, else the
 * engine's default. `undefined` where several declared databases fit or none is known.
 */
export function limitOf(
  pool: PoolFact,
  databases: readonly DeclaredDatabase[],
  servers: readonly ServerLimit[],
): Limit | undefined {
  if (databases.length === 0) return writtenLimit(pool, servers) ?? defaultLimit(pool, servers);
  const database = databaseOf(pool, databases);
  return database && declaredLimit(database, databases);
}

function databaseOf(
  { engine, databaseEnv }: PoolFact,
  databases: readonly DeclaredDatabase[],
): DeclaredDatabase | undefined {
  const fitting = databases.filter(
    (database) =>
      engine === 'unknown' || database.engine === 'unknown' || family(database.engine) === engine,
  );
  const words = namingWords(databaseEnv ?? '');
  const candidates =
    words.length === 0
      ? fitting
      : fitting.filter(({ name }) => namingWords(name).every((word) => words.includes(word)));
  const [first, ...others] = candidates;
  return others.length === 0 ? first : undefined;
}

/** Words of a name that tell one database from another: `orders` of `ORDERS_DATABASE_URL`. */
function namingWords(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !GENERIC.has(word));
}

const GENERIC = new Set(
  'database db url uri dsn host hostname connection conn string str main primary default app postgres postgresql pg mysql mariadb sql jdbc spring datasource prod production'.split(
    ' ',
  ),
);

function declaredLimit(
  { server, name }: DeclaredDatabase,
  databases: readonly DeclaredDatabase[],
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
    server: server ?? name,
    connections: declaring.maxConnections - own - reserved,
    arithmetic: arithmetic(declaring.maxConnections, own, reserved),
    declaredAt: { uri: declaring.uri, path: declaring.path },
  };
}

/** A database server that runs among the workloads, and what it says of its limit. */
export interface ServerLimit {
  readonly engine: string;
  readonly name: string;
  /** `null` where something that is not read here may set it. */
  readonly connections: number | null;
  readonly at: Place;
}

const SERVER_IMAGE = /(?:^|\/)(postgres(?:ql)?|postgis|timescaledb|mysql|mariadb)(?:[-_.:@]|$)/;
const MAX_CONNECTIONS = /\bmax[_-]connections[= ]\s*['"]?(\d+)/;

/** The database servers among these workloads. */
export function serversOf(workloads: readonly EntryOf<'workload'>[]): readonly ServerLimit[] {
  return workloads.flatMap(({ uri, fact }) =>
    fact.containers.flatMap(({ image, commandLine }): ServerLimit[] => {
      const name = image.state === 'known' ? SERVER_IMAGE.exec(image.value)?.[1] : undefined;
      if (name === undefined) return [];
      const line = commandLine.state === 'known' ? commandLine.value : '';
      const written = MAX_CONNECTIONS.exec(line)?.[1];
      const isPlain = commandLine.state === 'absent';
      const engine = name.startsWith('my') ? 'mysql' : name === 'mariadb' ? 'mariadb' : 'postgres';
      const title = fact.name.state === 'known' ? fact.name.value : engine;
      return [
        {
          engine,
          name: title,
          connections: written
            ? Number(written)
            : isPlain
              ? (ENGINES[engine]?.maxConnections ?? null)
              : null,
          at: { uri, path: written ? commandLine.path : image.path },
        },
      ];
    }),
  );
}

/** What the one server of the pool's engine says by itself. */
function writtenLimit({ engine }: PoolFact, servers: readonly ServerLimit[]): Limit | undefined {
  const [server, ...others] = servers.filter((each) => each.engine === engine);
  const own = ENGINES[engine]?.ownReserve ?? 0;
  if (!server || others.length > 0 || server.connections === null) return undefined;
  if (server.connections === ENGINES[engine]?.maxConnections) return undefined;
  return {
    server: server.name,
    connections: server.connections - own,
    arithmetic: arithmetic(server.connections, own, 0),
    declaredAt: server.at,
  };
}

/** The default holds only where nothing beside it may say otherwise. */
function defaultLimit({ engine }: PoolFact, servers: readonly ServerLimit[]): Limit | undefined {
  const isSet = ({ engine: other, connections }: ServerLimit) =>
    (engine === 'unknown' || other === engine) && connections !== ENGINES[other]?.maxConnections;
  if (servers.some(isSet)) return undefined;
  // An unknown engine is over budget only where the most generous default is.
  const { title, maxConnections, ownReserve } =
    ENGINES[engine === 'unknown' ? 'mysql' : engine] ?? {};
  if (title === undefined || maxConnections === undefined || ownReserve === undefined) {
    return undefined;
  }
  return {
    server: engine === 'unknown' ? 'PostgreSQL or MySQL' : title,
    connections: maxConnections - ownReserve,
    arithmetic: arithmetic(maxConnections, ownReserve, 0),
    declaredAt: null,
  };
}

function family(engine: string): string {
  return /^postgres/i.test(engine) ? 'postgres' : engine.toLowerCase();
}

function arithmetic(maximum: number, own: number, reserved: number): string {
  return [
    `${maximum}`,
    ...(own > 0 ? [`${own} for superusers`] : []),
    ...(reserved > 0 ? [`${reserved} reserved`] : []),
  ].join(' − ');
}
