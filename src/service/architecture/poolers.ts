import type {
  AddressFact,
  ContainerFact,
  FactValue,
  PoolerFact,
  SessionUseFact,
  WrittenAddress,
} from '../contracts/fact';
import type { Place } from '../contracts/finding';
import { entryOf } from '../text/tables';
import type { EntryOf, Facts } from './entry';

/** A PgBouncer, and where it is set up. */
type Pooler = Omit<PoolerFact, 'kind' | 'path'> & { readonly at: Place };

/** What hands a server connection to the next client after each transaction. */
export interface Between {
  /** For people: `a PgBouncer in transaction mode`. */
  readonly name: string;
  /** Where it is set up; `null` for one that somebody hosts. */
  readonly at: Place | null;
  /** Why it does not carry prepared statements; `null` where it does, or nobody can tell. */
  readonly uncarried: string | null;
}

/** An address that leads to something between. */
export interface PooledAddress {
  /** The variable that holds it, or the host where it is written in code. */
  readonly name: string;
  readonly address: WrittenAddress;
  /** Where it is written, if that is not the code that uses it. */
  readonly at: Place | null;
  /** The address can be written where it stands. */
  readonly editable: boolean;
  readonly between: Between;
}

interface Sources {
  readonly of: Facts;
}

/**
 * The variables of an environment that lead to a PgBouncer that hands on its connections after each
 * transaction. A variable that leads elsewhere as well, in another file, leads nowhere for certain.
 */
function pooledAddresses(
  architecture: Sources,
  poolers: readonly Pooler[],
): ReadonlyMap<string, PooledAddress> {
  const found = new Map<string, PooledAddress | null>();
  for (const { address, at, editable } of addressesOf(architecture)) {
    const { env: name } = address;
    const between = betweenAt(address, poolers);
    const before = found.get(name);
    if (!between || before === null) found.set(name, null);
    else if (!before) found.set(name, { name, address, at, editable, between });
  }
  return new Map([...found].filter((entry): entry is [string, PooledAddress] => entry[1] !== null));
}

/** Finds what stands between a use of a session and its database, by its variable or its address. */
export function poolersBehind(
  architecture: Sources,
): (use: Pick<SessionUseFact, 'databaseEnv' | 'address'>) => PooledAddress | undefined {
  const poolers = poolersOf(architecture);
  const byName = pooledAddresses(architecture, poolers);
  return ({ databaseEnv, address }) => {
    if (databaseEnv !== null) return byName.get(databaseEnv);
    const between = address && betweenAt(address, poolers);
    return between
      ? { name: `the address ${address.host}`, address, at: null, editable: false, between }
      : undefined;
  };
}

function betweenAt(address: WrittenAddress, poolers: readonly Pooler[]): Between | undefined {
  const hosted = HOSTED.find(
    ({ host, port }) => host.test(address.host) && (port === null || port === address.port),
  );
  if (hosted) return { name: hosted.name, at: null, uncarried: hosted.uncarried };
  const pooler = poolers.find((candidate) => leadsTo(address, candidate, poolers));
  if (pooler?.mode.state !== 'known' || pooler.mode.value !== 'transaction') return undefined;
  return {
    name: 'a PgBouncer in transaction mode',
    at: pooler.at,
    uncarried: notCarried(pooler) ?? null,
  };
}

/**
 * Poolers that come with a hosted database, told by the address. RDS Proxy is none of them: it keeps a
 * connection with the client that needs it. DigitalOcean’s have the mode that somebody chose.
 */
const HOSTED: readonly (Omit<Between, 'at'> & {
  readonly host: RegExp;
  readonly port: number | null;
})[] = [
  {
    ...{ host: /\.(?:pooler\.supabase\.com|supabase\.co)$/, port: 6543 },
    name: 'the transaction pooler of Supabase',
    uncarried: 'port 6543',
  },
  // Its PgBouncer is set to carry prepared statements.
  {
    ...{ host: /-pooler\.[\w.-]{1,100}\.neon\.tech$/, port: null },
    name: 'the pooler of Neon, a PgBouncer in transaction mode',
    uncarried: null,
  },
  {
    ...{ host: /\.postgres\.database\.azure\.com$/, port: 6432 },
    name: 'the PgBouncer of Azure, in transaction mode unless it is set otherwise',
    uncarried: 'max_prepared_statements is 0 there by default',
  },
];

/** Why a PgBouncer does not carry prepared statements; `undefined` where it does, or nobody can tell. */
function notCarried({ version, preparedStatements }: Pooler): string | undefined {
  if (preparedStatements.state === 'known') {
    return preparedStatements.value === 0 ? 'max_prepared_statements = 0' : undefined;
  }
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  if (version === null || major !== 1) return undefined;
  if (minor < 21) return `version ${version}`;
  return minor < 24 && preparedStatements.state === 'absent'
    ? `version ${version} carries none by default`
    : undefined;
}

function leadsTo(
  { host, port }: Pick<AddressFact, 'host' | 'port'>,
  pooler: Pooler,
  all: readonly Pooler[],
): boolean {
  const [service = ''] = host.split('.');
  if (pooler.names.includes(host) || pooler.names.includes(service)) return true;
  if (all.length !== 1 || pooler.names.length > 0) return false;
  return POOLER.test(host) || (port !== null && port !== 5432 && port === (pooler.port ?? 6432));
}

function poolersOf({ of }: Sources): readonly Pooler[] {
  return [
    ...of('pooler').map(({ fact: { kind: _kind, path, ...pooler }, uri }) => ({
      ...pooler,
      at: { uri, path },
    })),
    ...of('workload').flatMap((entry) => inWorkload(entry, of('service'))),
  ];
}

/** Programs that stand between code and database and share out its connections. */
const POOLER =
  /(?:^|[/_-])(?:pgbouncer|pgcat|odyssey|pgpool[^/:]*|proxysql|rds-proxy)(?:[-_.:@]|$)/i;

/** A PgBouncer among the containers of a workload, and the Services in front of it. */
function inWorkload(
  { fact, uri }: EntryOf<'workload'>,
  services: readonly EntryOf<'service'>[],
): readonly Pooler[] {
  return fact.containers.flatMap((container) => {
    const { image } = container;
    if (image.state !== 'known' || !POOLER.test(image.value)) return [];
    const names = services.flatMap(({ fact: { selector, name } }) =>
      name.state === 'known' &&
      selector !== null &&
      Object.entries(selector).every(([key, value]) => entryOf(fact.podLabels, key) === value)
        ? [name.value]
        : [],
    );
    return [
      {
        names: fact.containers.length > 1 ? [...names, 'localhost', '127.0.0.1'] : names,
        port: null,
        mode: variable(container, 'POOL_MODE'),
        version: /:v?(\d+\.\d+)/.exec(image.value)?.[1] ?? null,
        preparedStatements: numberOf(variable(container, 'MAX_PREPARED_STATEMENTS')),
        at: { uri, path: image.path },
      },
    ];
  });
}

/** A container may take more from a file or a reference, so what is not here is not known. */
function variable({ env, path }: ContainerFact, name: string): FactValue<string> {
  return (
    env[name] ?? env[`PGBOUNCER_${name}`] ?? { state: 'unknown', why: 'not written here', path }
  );
}

function numberOf(value: FactValue<string>): FactValue<number> {
  if (value.state !== 'known') return value;
  return /^\d+$/.test(value.value)
    ? { ...value, value: Number(value.value) }
    : { state: 'unknown', why: 'no number', path: value.path };
}

const ADDRESS =
  /^postgres(?:ql)?(?:\+\w+)?:\/\/(?:[^@/?\s]*@)?([A-Za-z0-9_.-]+)(?::(\d+))?(?:[/?](\S*))?$/;

function addressesOf({ of }: Sources) {
  const written = of('address').map(({ fact: { kind: _kind, path, ...address }, uri }) => ({
    address,
    at: { uri, path },
    editable: true,
  }));
  const inContainers = of('workload').flatMap(({ fact, uri }) =>
    fact.containers.flatMap(({ env }) =>
      Object.entries(env).flatMap(([name, value]) => {
        const [, host, port, rest = ''] =
          (value.state === 'known' && ADDRESS.exec(value.value)) || [];
        if (host === undefined) return [];
        const parameters = parametersOf(rest);
        return [
          {
            address: {
              env: name,
              host,
              port: port === undefined ? null : Number(port),
              parameters,
            },
            at: { uri, path: value.path },
            editable: false,
          },
        ];
      }),
    ),
  );
  return [...written, ...inContainers];
}

function parametersOf(rest: string): Readonly<Record<string, string>> {
  const query = rest.split('?')[1] ?? '';
  return Object.fromEntries(
    [...query.matchAll(/(?<![^&=])([^&=]+)=([^&]*)/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}
