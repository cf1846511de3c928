import type { PoolUse, StoreNode, System } from '../../contracts/system';
import { stepsOf } from '../../system/ways';
import { clientsOf, edgeBoxes, storeBox, workloadBox } from '../system/boxes';
import { settingText } from '../system/labels';
import { namedStores } from '../system/named';
import { labelOf } from '../system/plain';
import { say } from '../words';
import { collector, type Seen, type WorkspaceView } from './view';

/** What requests pass on their way to the database, where something is cached. */
export const cacheLayersView: WorkspaceView = {
  id: 'cache-layers',
  get title() {
    return say('Cache layers');
  },
  get description() {
    return say('What looks into which cache, and what is asked where that has nothing');
  },
  draw({ system, budgets }: Seen) {
    const caches = system.stores.filter(({ store }) => store === 'cache');
    if (caches.length === 0) return null;
    const drawn = collector();
    const cached = usesOf(system, (store) => caches.includes(store));
    const named = namedStores(system, () => true);
    const workloads = new Set([
      ...cached.map(({ workload }) => workload),
      ...named.flatMap(({ store, workload }) => (caches.includes(store) ? workload : [])),
    ]);
    const edges = edgeBoxes(system);
    for (const { from, to, certainty: kind, at } of edges.links) {
      const edge = edges.boxes.find(({ id }) => id === from);
      const workload = [...workloads].find(({ id }) => id === to);
      if (!edge || !workload) continue;
      drawn.arrow(drawn.box(clientsOf(system)), drawn.box(edge));
      drawn.arrow(edge, drawn.box(workloadBox(workload, system.pools)), { kind, at });
    }
    for (const workload of workloads) drawn.box(workloadBox(workload, system.pools));
    for (const cache of caches)
      drawn.box({ ...storeBox(cache, budgets), figures: keptIn(cache, system) });
    const behind = usesOf(system, ({ store, kind }) => store === 'database' || kind === 'pooler');
    for (const use of [...cached, ...behind.filter(({ workload }) => workloads.has(workload))]) {
      const at = use.size.at ?? { uri: use.uri, path: use.pool.path };
      for (const { from, to, certainty: kind } of stepsOf(use)) {
        drawn.arrow(from, drawn.box(storeBox(to, budgets)), {
          ...{ kind, label: labelOf(kind, null), at },
        });
      }
    }
    for (const { workload, store, at } of named) {
      if (!workloads.has(workload) || !['cache', 'database'].includes(store.store)) continue;
      drawn.arrow(workload, drawn.box(storeBox(store, budgets)), { at });
    }
    return drawn.parts();
  },
};

function usesOf({ pools }: System, isMeant: (store: StoreNode) => boolean): readonly PoolUse[] {
  return pools.filter(({ way }) => way.some(isMeant));
}

/** What is copied into a cache as far as code shows it, and whether it is let go of by itself. */
function keptIn(cache: StoreNode, system: System) {
  const copies = system.of('cache-copy').map(({ uri, fact }) => ({
    text: say('{0} copies {1}', fact.key, fact.subject),
    at: { uri, path: fact.path },
  }));
  const lifetimes = system.of('cache-manager').map(({ uri, fact }) => ({
    text:
      fact.lifetime === 'set'
        ? say('a cache manager sets a lifetime')
        : say('a cache manager keeps entries for ever'),
    at: { uri, path: fact.path },
  }));
  const settings = [...cache.settings].flatMap(([name, value]) =>
    /^maxmemory/.test(name) && value.state === 'known'
      ? [{ text: `${name.replaceAll('_', '-')} ${settingText(name, value.value)}`, at: value.at }]
      : [],
  );
  // Code names no cache: with one there is no doubt.
  const isOnly = system.stores.filter(({ store }) => store === 'cache').length === 1;
  return [...settings, ...(isOnly ? [...lifetimes, ...copies] : [])];
}
