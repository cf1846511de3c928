import type { ShardListFact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { FactEntry, PoolUse, StoreNode, System } from '../../contracts/system';
import { idOf } from '../../system/identifiers';
import { programsOfShards, shardFamilies } from '../../system/views/shards';
import { certaintyOf } from '../../system/ways';
import { storeBox, workloadBox } from '../system/boxes';
import { figure } from '../system/labels';
import { labelOf, type Plain, plain } from '../system/plain';
import { say } from '../words';
import { copiesOf } from './readReplicas';
import { type Collector, collector, type Seen, type WorkspaceView } from './view';

/** What picks a database by a key, and the databases that it picks from. */
export const shardingView: WorkspaceView = {
  id: 'sharding',
  get title() {
    return say('Sharding');
  },
  get description() {
    return say('What picks a database by a key, and the databases that it picks from');
  },
  draw(seen) {
    const drawn = collector();
    const shards = [
      ...seen.system.of('shard-list').flatMap((entry) => drawList(entry, seen, drawn)),
      ...drawPrograms(seen, drawn),
      ...drawManaged(seen, drawn),
      ...drawFamilies(seen, drawn),
    ];
    for (const shard of new Set(shards)) {
      for (const { id, texts, at, reader } of copiesOf(shard, seen.system)) {
        if (reader) continue;
        const copy = drawn.box(plain({ id, kind: 'database', texts, at }));
        drawn.arrow(shard, copy, { label: say('copies'), at });
      }
    }
    const parts = drawn.parts();
    return parts.boxes.length > 0 ? parts : null;
  },
};

/** A list of databases in code: who uses it, what picks, and where each of its pools leads. */
function drawList(
  { uri, file, fact }: FactEntry<ShardListFact>,
  { system, budgets }: Seen,
  drawn: Collector,
): readonly StoreNode[] {
  const at = { uri, path: fact.path };
  const isLoop = fact.pools.length === 1;
  const number = say('{0} databases', isLoop ? '?' : figure(fact.pools.length));
  const router = drawn.box(
    plain({
      ...{ id: idOf('shards', uri, fact.list), kind: 'signal', unit: null, at },
      texts: [fact.list, fact.how === 'remainder' ? say('by remainder') : say('by key'), number],
      state: isLoop ? 'unknown' : 'normal',
      figures: [{ text: say('picked by {0} in {1}', fact.expression, file), at }],
    }),
  );
  const found: StoreNode[] = [];
  const uses = fact.pools.map((path) =>
    system.pools.filter((use) => use.uri === uri && use.pool.path === path),
  );
  const leads = uses.map(([use]) => (use && certaintyOf(use) !== 'ambiguous' ? use.way[0] : null));
  for (const [index, path] of fact.pools.entries()) {
    const own = uses[index] ?? [];
    for (const { workload, certainty: kind } of own) {
      drawn.arrow(drawn.box(workloadBox(workload, system.pools)), router, { kind });
    }
    const store = leads[index] ?? null;
    const isAlone = leads.filter((other) => other === store).length === 1 || store === null;
    const label = fact.how === 'remainder' && !isLoop && isAlone ? say('rest {0}', index) : '';
    const place = { uri, path };
    if (store) {
      found.push(store);
      const kind = own[0] ? certaintyOf(own[0]) : 'stated';
      drawn.arrow(router, drawn.box(storeBox(store, budgets)), { label, kind, at: place });
    } else {
      const name = isLoop ? say('shards') : say('shard {0}', index);
      const box = shardBox(idOf('shard', uri, path), [name, say('address ?')], place);
      drawn.arrow(router, drawn.box({ ...box, state: 'unknown' }), { label, at: place });
    }
  }
  return found;
}

/** Programs that spread rows over servers: mongos, vtgate, a coordinator of Citus. */
function drawPrograms({ system, budgets }: Seen, drawn: Collector): readonly StoreNode[] {
  const found: StoreNode[] = [];
  for (const { router, shards, program, certainty: kind } of programsOfShards(system)) {
    const store = system.stores.find(({ workload }) => workload === router);
    const box = drawn.box(
      plain({
        ...{ id: router.id, kind: 'signal', unit: router.unit, at: router.at },
        texts: [router.name, program, say('{0} shards', figure(shards.length))],
      }),
    );
    for (const use of store ? usesOf(store, system) : []) ask(use, box, system, drawn);
    for (const { name, range, servers } of shards) {
      const [first] = servers;
      if (!first) continue;
      const own = system.stores.find(({ workload }) => workload === first);
      const count =
        servers.length === 1 ? say('1 server') : say('{0} servers', figure(servers.length));
      const at = first.at;
      const shard = shardBox(idOf('shard', router.id, name), [name, range ?? count], at);
      const figures = servers.map((server) => ({ text: server.name, at: server.at }));
      drawn.arrow(box, drawn.box({ ...shard, figures, unit: first.unit }), { kind, at });
      if (own && budgets.some(({ store: of }) => of === own)) found.push(own);
    }
  }
  return found;
}

/** Caches of AWS whose keys are spread over groups of nodes. */
function drawManaged({ system, budgets }: Seen, drawn: Collector): readonly StoreNode[] {
  for (const { uri, fact } of system.of('managed-database')) {
    const { nodeGroups } = fact;
    if (nodeGroups.state !== 'known' || nodeGroups.value < 2) continue;
    const store = system.stores.find(
      ({ at }) => at !== null && at.uri === uri && at.path === fact.path,
    );
    if (!store) continue;
    const box = drawn.box(storeBox(store, budgets));
    for (const use of usesOf(store, system)) ask(use, box, system, drawn);
    const at = { uri, path: nodeGroups.path };
    const texts = [say('{0} shards', figure(nodeGroups.value)), say('by slot of the key')];
    const shards = plain({ id: idOf('shards', store.id), kind: 'cache', texts, at });
    drawn.arrow(box, drawn.box(shards), { at });
  }
  return [];
}

/** Servers that are called shards, of one name but for a number, where nothing else says what picks. */
function drawFamilies({ system, budgets }: Seen, drawn: Collector): readonly StoreNode[] {
  const known = new Set(drawn.parts().boxes.map(({ id }) => id));
  const families = shardFamilies(system).filter(
    (family) => !family.some(({ id }) => known.has(id)),
  );
  for (const family of families) {
    for (const store of family) {
      const box = drawn.box(storeBox(store, budgets));
      for (const use of usesOf(store, system)) ask(use, box, system, drawn);
    }
  }
  return families.flat();
}

function ask(use: PoolUse, box: Plain, system: System, drawn: Collector): void {
  const kind = certaintyOf(use);
  const at = use.size.at ?? { uri: use.uri, path: use.pool.path };
  const label = labelOf(kind, null);
  drawn.arrow(drawn.box(workloadBox(use.workload, system.pools)), box, { kind, label, at });
}

function usesOf(store: StoreNode, { pools }: System): readonly PoolUse[] {
  return pools.filter(({ way }) => way.includes(store));
}

function shardBox(id: string, texts: readonly string[], at: Place): Plain {
  return plain({ id, kind: 'database', texts, at });
}
