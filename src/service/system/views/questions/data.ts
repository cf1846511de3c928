import type { Architecture } from '../../../architecture/architecture';
import type { PoolFact } from '../../../contracts/fact';
import type { Standing } from '../../../contracts/questions';
import type { PoolUse } from '../../../contracts/system';
import type { NodeQuestion } from './question';

const POOLS = ['pool', 'pools'] as const;

/** Whether each pool has a bound. */
export const BOUNDED: NodeQuestion = {
  id: 'connection-pooling',
  quantifier: 'every',
  nodes: POOLS,
  holds: ['has a bound', 'have a bound'],
  standings: (architecture) => poolsOf(architecture).map(boundOf),
};

/** Whether instances meet in a database. */
export const DATABASE: NodeQuestion = {
  id: 'database',
  quantifier: 'some',
  nodes: POOLS,
  holds: ['leads to a database', 'lead to a database'],
  standings: (architecture) =>
    poolsOf(architecture).flatMap(({ fact, uri, name }): readonly Standing[] => {
      if (fact.engine === 'redis' || fact.engine === 'other') return [];
      const at = { uri, path: fact.path };
      return fact.engine === 'unknown'
        ? [{ name, holds: 'unknown', at, says: 'where its connections go cannot be told' }]
        : [{ name, holds: 'yes', at, says: `connections to ${fact.engine}` }];
    }),
};

/** Whether the code keeps something in a cache that all its processes share. */
export const CACHE: NodeQuestion = {
  id: 'cache',
  quantifier: 'some',
  nodes: ['cache', 'caches'],
  holds: ['is used by the code', 'are used by the code'],
  standings: (architecture) => {
    const used = poolsOf(architecture).filter(({ fact }) => fact.engine === 'redis');
    const led = new Set(used.flatMap(({ uses }) => uses.flatMap(({ way }) => way)));
    return [
      ...used.map(
        ({ fact, uri, name }): Standing => ({
          name,
          holds: 'yes',
          at: { uri, path: fact.path },
          says: 'connections to Redis',
        }),
      ),
      ...architecture.system.stores.flatMap((store): readonly Standing[] => {
        const { name, at } = store;
        if (store.store !== 'cache' || at === null || led.has(store)) return [];
        const says = 'whether it keeps a cache or a queue is not told';
        return [{ name, holds: 'unknown', at, says }];
      }),
    ];
  },
};

/** A pool with all the processes that open it. */
interface Pool {
  readonly name: string;
  readonly fact: PoolFact;
  readonly uri: string;
  readonly uses: readonly PoolUse[];
}

function poolsOf({ system }: Architecture): readonly Pool[] {
  const uses = new Map<string, PoolUse[]>();
  for (const use of system.pools) {
    const key = `${use.uri}\n${use.pool.path}`;
    const group = uses.get(key);
    if (group) group.push(use);
    else uses.set(key, [use]);
  }
  return [
    ...[...uses.values()].flatMap((all): readonly Pool[] => {
      const [first] = all;
      return first ? [{ name: first.file, fact: first.pool, uri: first.uri, uses: all }] : [];
    }),
    ...system.loosePools.map(({ pool, uri, file }) => ({ name: file, fact: pool, uri, uses: [] })),
  ];
}

function boundOf({ name, fact, uri, uses }: Pool): Standing {
  const at = { uri, path: fact.max.path };
  const open = uses.find(({ size }) => size.value === null);
  if (open) {
    const says = open.size.why ?? 'its size is not written';
    return { name, holds: 'unknown', at: open.size.at ?? at, says };
  }
  const sizes = [...new Set(uses.map(({ size }) => size.value))];
  if (sizes.length > 0) {
    return { name, holds: 'yes', at, says: `at most ${sizes.join(' or ')} connections` };
  }
  const { max } = fact;
  if (max.state !== 'known') {
    const says = max.state === 'unknown' ? max.why : 'its size is not written';
    return { name, holds: 'unknown', at, says };
  }
  const by = max.origin === 'defaulted' ? ', by default' : '';
  return { name, holds: 'yes', at, says: `at most ${max.value} connections${by}` };
}
