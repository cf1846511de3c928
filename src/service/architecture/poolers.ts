import type { AddressFact, ContainerFact, FactValue, PoolerFact } from '../contracts/fact';
import type { Place } from '../contracts/finding';
import type { EntryOf, Facts } from './entry';

/** A PgBouncer, and where it is set up. */
export type Pooler = Omit<PoolerFact, 'kind' | 'path'> & { readonly at: Place };

/** An environment variable that leads to a PgBouncer. */
export interface PooledAddress {
  readonly address: Omit<AddressFact, 'kind' | 'path'>;
  readonly at: Place;
  /** The address can be written where it stands. */
  readonly editable: boolean;
  readonly pooler: Pooler;
}

interface Sources {
  readonly of: Facts;
}

/**
 * The variables of an environment that lead to a PgBouncer that hands on its connections after each
 * transaction. A variable that leads elsewhere as well, in another file, leads nowhere for certain.
 */
export function pooledAddresses(architecture: Sources): ReadonlyMap<string, PooledAddress> {
  const poolers = poolersOf(architecture);
  const found = new Map<string, PooledAddress | null>();
  for (const { address, at, editable } of addressesOf(architecture)) {
    const pooler = poolers.find((candidate) => leadsTo(address, candidate, poolers));
    const inMode = pooler?.mode.state === 'known' && pooler.mode.value === 'transaction';
    const before = found.get(address.env);
    if (!pooler || !inMode || before === null) found.set(address.env, null);
    else if (!before) found.set(address.env, { address, at, editable, pooler });
  }
  return new Map([...found].filter((entry): entry is [string, PooledAddress] => entry[1] !== null));
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
      Object.entries(selector).every(([key, value]) => fact.podLabels[key] === value)
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
