import type { Certainty, Container, StoreNode, System, WorkloadNode } from '../../contracts/system';
import { hasFlag, optionOf } from '../programs/options';

/** One part of the rows, and the servers that hold it. */
export interface Shard {
  readonly name: string;
  /** The part of the keys that it holds, where that is written: `-80`. */
  readonly range: string | null;
  readonly servers: readonly WorkloadNode[];
}

/** A program that spreads rows over servers. */
export interface ShardRouter {
  readonly router: WorkloadNode;
  /** As it is called: `mongos`, `vtgate`, `Citus coordinator`. */
  readonly program: string;
  readonly shards: readonly Shard[];
  /** That the router leads to these is told by where they are deployed, unless it names them. */
  readonly certainty: Certainty;
}

/** What a container is in a system that spreads rows, and of which shard. */
interface Part {
  readonly role: 'router' | 'shard';
  readonly shard: string;
  readonly range: string | null;
}

/** One product that spreads rows over servers. */
interface Product {
  readonly program: string;
  partOf(container: Container, workload: WorkloadNode): Part | null;
}

const PRODUCTS: readonly Product[] = [
  {
    program: 'mongos',
    partOf(container, workload) {
      if (!isOf(container, /^mongo/)) return null;
      const mode = variable(container, 'MONGODB_SHARDING_MODE');
      if (mode === 'mongos' || isCalled(container, 'mongos')) return ROUTER;
      if (mode !== 'shardsvr' && !hasFlag(wordsOf(container), '--shardsvr')) return null;
      const set = flag(container, 'replSet') ?? variable(container, 'MONGODB_REPLICA_SET_NAME');
      return { role: 'shard', shard: set ?? workload.name, range: null };
    },
  },
  {
    program: 'vtgate',
    partOf(container) {
      if (!/(?:^|\/)vitess\//.test(container.image ?? '')) return null;
      if (isCalled(container, 'vtgate')) return ROUTER;
      if (!isCalled(container, 'vttablet')) return null;
      const range =
        flag(container, 'init_shard') ??
        flag(container, 'init-shard') ??
        variable(container, 'SHARD');
      // One shard that holds all keys is none.
      if (range === undefined || range === '0' || range === '-') return null;
      const keyspace =
        flag(container, 'init_keyspace') ??
        flag(container, 'init-keyspace') ??
        variable(container, 'KEYSPACE');
      return { role: 'shard', shard: `${keyspace ?? 'keyspace'} ${range}`, range };
    },
  },
  {
    program: 'Citus coordinator',
    partOf(container, { name }) {
      if (!isOf(container, /^citus$/)) return null;
      if (/coordinator|master/i.test(name)) return ROUTER;
      return /worker/i.test(name) ? { role: 'shard', shard: name, range: null } : null;
    },
  },
];

const ROUTER: Part = { role: 'router', shard: '', range: null };

/** The programs of a system that spread rows over servers, with two shards or more. */
export function programsOfShards({ workloads }: System): readonly ShardRouter[] {
  return PRODUCTS.flatMap(({ program, partOf }) => {
    const parts = workloads.flatMap((workload) =>
      workload.containers.flatMap((container) => {
        const part = container.role === 'main' ? partOf(container, workload) : null;
        return part ? [{ workload, ...part }] : [];
      }),
    );
    return parts.flatMap(({ workload: router, role }): readonly ShardRouter[] => {
      if (role !== 'router') return [];
      const near = parts.filter(
        ({ role: other, workload }) => other === 'shard' && isNear(workload, router),
      );
      const names = [...new Set(near.map(({ shard }) => shard))];
      const shards = names.map((name) => {
        const own = near.filter(({ shard }) => shard === name);
        const servers = own.map(({ workload }) => workload);
        return { name, range: own[0]?.range ?? null, servers };
      });
      return shards.length < 2 ? [] : [{ router, program, shards, certainty: 'inferred' }];
    });
  });
}

/** Stores that are called shards and have one name but for a number, two or more of each. */
export function shardFamilies({ stores }: System): readonly (readonly StoreNode[])[] {
  const families = new Map<string, StoreNode[]>();
  for (const store of stores) {
    if (store.kind !== 'store' || !/shard/i.test(store.name) || !/\d/.test(store.name)) continue;
    const key = `${store.engine} ${store.name.replace(/\d+/g, '#')}`;
    families.set(key, [...(families.get(key) ?? []), store]);
  }
  return [...families.values()].filter((family) => family.length > 1);
}

function isNear(a: WorkloadNode, b: WorkloadNode): boolean {
  return (
    a.tool === b.tool && (a.tool === 'compose' ? a.unit === b.unit : a.namespace === b.namespace)
  );
}

function isOf({ image }: Container, name: RegExp): boolean {
  const path = (image ?? '').replace(/@.*$/, '').replace(/:[^:/]*$/, '');
  return name.test(path.slice(path.lastIndexOf('/') + 1));
}

function wordsOf({ entrypoint, command }: Container): readonly { readonly text: string }[] {
  return [entrypoint, command].flatMap((line) => (line?.words ?? []).map((text) => ({ text })));
}

/** Whether a program is started, or a script that is called after it: `/script/vttablet-up.sh`. */
function isCalled(container: Container, program: string): boolean {
  const name = new RegExp(`(?:^|[\\s/])${program}(?:-up\\.sh)?(?:\\s|$)`);
  return wordsOf(container).some(({ text }) => name.test(text));
}

/** The value of `--name=value`, `--name value` or the same with one dash. */
function flag(container: Container, name: string): string | undefined {
  return optionOf(wordsOf(container), `--${name}`, `-${name}`)?.text;
}

function variable({ variables }: Container, name: string): string | undefined {
  const found = variables.get(name);
  return found?.state === 'known' ? found.value : undefined;
}
