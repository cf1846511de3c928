import type { Certainty, Evidence, StoreNode, WorkloadNode } from '../../contracts/system';
import { isIn } from '../../text/paths';
import { tableOf } from '../../text/tables';
import { type Address, readAddress } from '../address-text';
import type { SystemContext } from '../context';
import { idOf } from '../identifiers';
import { hostedBy } from '../sources/stacks';
import { serviceRoot } from './deployed-images';

/** Where an address leads. */
export interface Lead {
  readonly stores: readonly StoreNode[];
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
}

/**
 * Which store an address means: the workload that answers to its host, else a server elsewhere that
 * is one with every other of the same host, or of the same key of a Secret.
 */
export function storeRelation(
  { environment, alternatives, sameNode }: SystemContext,
  known: readonly StoreNode[],
  /** Files with the settings of poolers of which no file says where they are started. */
  settingsOfPoolers: readonly string[],
) {
  const elsewhere = new Map<string, StoreNode>();

  /** Poolers that something may lead to whose address is not written: beside it, or of its stack. */
  function poolersNear(from: WorkloadNode): readonly StoreNode[] {
    return known.filter(
      ({ kind, workload, operated, hosted }) =>
        kind === 'pooler' &&
        (workload
          ? workload === from ||
            (workload.tool === from.tool &&
              (workload.unit === from.unit || workload.namespace === from.namespace))
          : operated
            ? from.tool === 'kubernetes' && operated.namespace === from.namespace
            : hosted?.stack === from.unit),
    );
  }

  /** A pooler is set up for the service that a workload is of, and started somewhere else. */
  function isSetUpFor({ file }: WorkloadNode): boolean {
    return settingsOfPoolers.some((other) => {
      const root = serviceRoot(other).replace(/(?:^|\/)[^/]*(?:pgbouncer|pooler)[^/]*$/, '');
      return isIn(file, root) || isIn(other, serviceRoot(file));
    });
  }

  function external(
    identity: string,
    name: string,
    engine: string,
    at: Evidence['at'] | null,
  ): StoreNode {
    const before = elsewhere.get(identity);
    if (before) return before;
    const store: StoreNode = sameNode({
      id: idOf('store', environment, identity),
      kind: /pgbouncer|pooler|pgcat|proxysql|\.proxy-[a-z0-9]+\./.test(name) ? 'pooler' : 'store',
      name,
      store: engine === 'redis' ? 'cache' : engine === 'broker' ? 'broker' : 'database',
      engine,
      at,
      workload: null,
      container: null,
      operated: null,
      hosted: null,
      settings: new Map(),
      settingsOpen: 'it is not in this repository',
      certainty: 'stated',
      // Aurora calls the address of its readers so.
      ...(/\.cluster-ro-/.test(name)
        ? { readerOf: idOf('store', environment, name.replace('.cluster-ro-', '.cluster-')) }
        : {}),
    });
    elsewhere.set(identity, store);
    return store;
  }

  /** The servers of a cluster that only read: machines of the same kind, with the same settings. */
  function readersOf(store: StoreNode, identity: string): StoreNode {
    const before = elsewhere.get(identity);
    if (before) return before;
    const readers: StoreNode = sameNode({
      ...store,
      id: idOf('store', environment, identity),
      name: `${store.name} (readers)`,
      readerOf: store.id,
    });
    elsewhere.set(identity, readers);
    return readers;
  }

  /** The stores a workload reaches by a host; in its own project and namespace first. */
  function byHost(
    { host, engine }: Address,
    from: WorkloadNode,
    fallbackEngine: string,
    at: Evidence['at'],
  ): Lead {
    const local =
      host === 'localhost' || host === '127.0.0.1' || host === '::1' || host === '[::1]';
    const named = local
      ? known.filter(({ workload }) => workload === from)
      : known.filter(
          ({ workload, operated, hosts }) =>
            operated?.names.includes(host) === true ||
            hosts?.includes(host) === true ||
            (workload?.names.includes(host) === true &&
              !alternatives.apart(workload.build, from.build) &&
              (workload.tool === from.tool || workload.tool !== 'compose')),
        );
    const inUnit = named.filter(({ workload }) => workload?.unit === from.unit);
    const near =
      inUnit.length > 0
        ? inUnit
        : named.filter(
            ({ workload, operated }) =>
              ((operated ?? workload)?.namespace ?? null) === from.namespace,
          );
    const found = near.length > 0 ? near : named;
    const [only, ...others] = found;
    const evidence = [{ at, says: `the address names ${host}` }];
    const [read, ...alike] = known.filter(({ operated }) => operated?.readers.includes(host));
    if (!only && read && alike.length === 0)
      return { stores: [readersOf(read, `${read.id} ${host}`)], certainty: 'stated', evidence };
    if (only && others.length === 0) return { stores: [only], certainty: 'stated', evidence };
    if (only) return { stores: found, certainty: 'ambiguous', evidence };
    const made = hostedAt(host);
    if (made) return { stores: [made], certainty: 'stated', evidence };
    // A plain name may be that of a pooler which is set up here and started somewhere else.
    const isPoolersName =
      isSetUpFor(from) && !host.includes('.') && known.every(({ kind }) => kind !== 'pooler');
    if (local || isPoolersName) return { stores: [], certainty: 'ambiguous', evidence };
    return {
      stores: [external(host, host, engine ?? fallbackEngine, at)],
      certainty: 'stated',
      evidence,
    };
  }

  /** The server that AWS gives such an address: its identifier stands first in it. */
  function hostedAt(host: string): StoreNode | undefined {
    const [, identifier, sort = ''] = AWS_HOST.exec(host) ?? [];
    if (identifier === undefined) return undefined;
    const [only, ...others] = known.filter(
      ({ hosted, name, kind }) =>
        hosted !== null &&
        name.toLowerCase() === identifier.toLowerCase() &&
        (kind === 'pooler') === sort.startsWith('proxy-') &&
        (hosted.product === 'aurora') === sort.startsWith('cluster-') &&
        (hosted.product === 'elasticache') === /\.cache\.amazonaws\.com/.test(host),
    );
    if (!only || others.length > 0) return undefined;
    return sort.startsWith('cluster-ro-') ? readersOf(only, `${only.id} readers`) : only;
  }

  /** The server that a reference to a resource of the same stack means. */
  function byResource(identity: string, engine: string, at: Evidence['at']): Lead {
    const { store, reference = '' } = hostedBy(identity, known) ?? {};
    const isReader = /reader_endpoint|ReadEndpoint/.test(reference);
    const evidence = [{ at, says: `its address is ${reference}` }];
    if (store && !isReader) return { stores: [store], certainty: 'stated', evidence };
    if (store) return { stores: [readersOf(store, identity)], certainty: 'stated', evidence };
    const name = reference;
    return {
      stores: [external(identity, name, engine, at)],
      certainty: 'stated',
      evidence,
    };
  }

  /**
   * What an operator runs beside a workload: a Secret that it writes itself, or one that is called after its
   * cluster; else the only cluster there is.
   */
  function operatedIn(from: WorkloadNode, engine: string, secret: string): Lead | undefined {
    if (from.tool !== 'kubernetes' || engine === 'redis') return undefined;
    const beside = known.filter(
      (store) =>
        store.operated !== null &&
        store.kind === 'store' &&
        (engine === 'unknown' || family(store.engine) === family(engine)) &&
        (store.operated.namespace === null || store.operated.namespace === from.namespace),
    );
    const [, named = ''] = /^secret:(?:[^/]*\/)*([^/]+)\/[^/]+$/.exec(secret) ?? [];
    const [own, ...alike] = beside.filter((store) => store.operated?.secrets.includes(named));
    if (own && alike.length === 0) {
      const says = `${named} is the Secret of ${own.name}`;
      return { stores: [own], certainty: 'stated', evidence: [{ at: own.at ?? from.at, says }] };
    }
    const [only, ...others] = beside;
    const servers = known.filter(({ kind, store }) => kind === 'store' && store === 'database');
    if (!only || others.length > 0 || servers.length > 1) return undefined;
    const says = `${only.name} is the only server of its kind`;
    return { stores: [only], certainty: 'inferred', evidence: [{ at: only.at ?? from.at, says }] };
  }

  /** The only server of its kind that the stack of a workload makes. */
  function onlyInStack(from: WorkloadNode, engine: string, secret: string): Lead | undefined {
    const operated = operatedIn(from, engine, secret);
    if (operated) return operated;
    const [only, ...others] = known.filter(
      (store) =>
        store.kind === 'store' &&
        store.hosted?.stack === from.unit &&
        store.store === (engine === 'redis' ? 'cache' : 'database') &&
        (engine === 'unknown' || family(store.engine) === family(engine)),
    );
    if (!only || others.length > 0) return undefined;
    const says = `${only.name} is the only server of its kind in its stack`;
    const at = only.at ?? from.at;
    return { stores: [only], certainty: 'inferred', evidence: [{ at, says }] };
  }

  /** A pool's way by what its address is known to be. */
  function lead(
    value:
      | { readonly state: 'known'; readonly value: string; readonly at: Evidence['at'] }
      | {
          readonly state: 'unknown';
          readonly why: string;
          readonly identity: string | null;
          readonly text?: { readonly value: string; readonly at: Evidence['at'] };
        }
      | { readonly state: 'absent' },
    engine: string,
    from: WorkloadNode,
    at: Evidence['at'],
  ): Lead {
    if (value.state === 'known') {
      const address = readAddress(value.value);
      if (address) return byHost(address, from, engine, value.at);
    }
    // What is not known may be the password alone.
    const partly = value.state === 'unknown' ? value.text : undefined;
    const written = partly && readAddress(partly.value);
    if (partly && written && /^[\w.-]+$/.test(written.host) && /:\/\//.test(partly.value)) {
      return byHost(written, from, engine, partly.at);
    }
    if (value.state === 'unknown' && value.identity?.startsWith('resource:')) {
      return byResource(value.identity, engine, at);
    }
    const poolers = engine === 'redis' ? [] : poolersNear(from);
    const isOpen = poolers.length > 0 || (engine !== 'redis' && isSetUpFor(from));
    if (value.state === 'unknown' && value.identity !== null && !isOpen) {
      const own = value.identity.startsWith('secret:')
        ? onlyInStack(from, engine, value.identity)
        : undefined;
      if (own) return own;
      const name = value.identity.replace(/^\w+:/, '');
      return {
        stores: [external(value.identity, name, engine, at)],
        certainty: 'stated',
        evidence: [{ at, says: `its address is what ${name} holds` }],
      };
    }
    // Without an address only a likeness is left: the one server of its kind.
    const alike = known.filter(
      (store) =>
        store.kind === 'store' &&
        store.store === (engine === 'redis' ? 'cache' : 'database') &&
        (engine === 'unknown' || family(store.engine) === family(engine)) &&
        (store.workload
          ? store.workload.tool === from.tool &&
            !alternatives.apart(store.workload.build, from.build)
          : isCloud(from)),
    );
    // What is made together belongs together.
    const own = alike.filter(
      ({ hosted, workload }) =>
        hosted?.stack === from.unit ||
        (workload?.tool === 'compose' && workload.unit === from.unit),
    );
    const all = own.length > 0 ? own : alike;
    if (isOpen) {
      const says = 'there is a pooler, and whether this leads to it is not written';
      return { stores: [...all, ...poolers], certainty: 'ambiguous', evidence: [{ at, says }] };
    }
    const [only, ...others] = all;
    if (only && others.length === 0) {
      return {
        stores: [only],
        certainty: 'inferred',
        evidence: [{ at, says: `${only.name} is the only server of its kind` }],
      };
    }
    if (only)
      return {
        stores: all,
        certainty: 'ambiguous',
        evidence: [{ at, says: 'several servers of its kind run here' }],
      };
    return {
      stores: [external(`${engine} of ${from.unit}`, title(engine), engine, null)],
      certainty: 'inferred',
      evidence: [],
    };
  }

  /** The servers of a cluster that a pooler of its operator hands on to. */
  function byCluster({ operated }: StoreNode): readonly StoreNode[] {
    const { cluster = null, reads = false } = operated?.behind ?? {};
    const found = known.filter(
      ({ kind, name, operated: other }) =>
        kind === 'store' && name === cluster && other?.namespace === operated?.namespace,
    );
    return reads ? found.map((store) => readersOf(store, `${store.id} readers`)) : found;
  }

  return { lead, byHost, byCluster, servers: () => known, external: () => [...elsewhere.values()] };
}

/**
 * Addresses of RDS, Aurora and ElastiCache: `orders.c1abc.eu-west-1.rds.amazonaws.com`,
 * `orders.cluster-ro-c1abc.…`, `orders.proxy-c1abc.…`, `master.orders.ab12.euw1.cache.amazonaws.com`.
 */
const AWS_HOST =
  /^(?:(?:master|replica|clustercfg)\.)?([a-z][\w-]{0,62})\.((?:cluster-(?:ro-)?|proxy-)?[a-z0-9]+)\.(?:[\w-]+\.){1,4}amazonaws\.com(?:\.cn)?$/i;

/** What runs in the cloud that also runs the databases of its stack. */
function isCloud({ tool }: WorkloadNode): boolean {
  return tool === 'ecs' || tool === 'asg' || tool === 'lambda';
}

/** Engines that speak the same protocol are one. */
function family(engine: string): string {
  return engine === 'mariadb' ? 'mysql' : engine;
}

/** An engine as people call it. */
export function title(engine: string): string {
  return TITLES[engine] ?? (engine === 'unknown' ? 'PostgreSQL or MySQL' : engine);
}

const TITLES = tableOf<string>({
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  mongodb: 'MongoDB',
  mssql: 'SQL Server',
  oracle: 'Oracle',
  redis: 'Redis',
  other: 'the database',
});
