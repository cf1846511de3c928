import { defineRule } from '../../../contracts/rule';
import type { StoreNode, Variable } from '../../../contracts/system';
import { queueKeepers } from '../../../system/relations/redis';

export default defineRule({
  id: 'topology/queue-evicted',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Queue in an evicting Redis',
  summary: 'A queue is kept in a Redis that throws away any key when it is full.',
  citations: ['redis.eviction', 'aws.elasticache.parameters', 'guide.caching'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const stores = system.stores.filter(({ engine }) => engine === 'redis');
    if (stores.length === 0) return;
    const keepers = queueKeepers(system);
    for (const store of stores) {
      const policy = policyOf(store);
      if (policy?.state !== 'known') continue;
      const isAny = policy.value.startsWith('allkeys-');
      if (!isAny && !policy.value.startsWith('volatile-')) continue;
      const keeper = keepers.get(store.id);
      if (!keeper) continue;
      const { worker, program } = keeper;
      report({
        at: policy.at,
        severity: system.class === 'development' ? 'hint' : isAny ? 'warning' : 'information',
        message: isAny
          ? `${store.name} evicts any key when its memory is full (${policy.value}), and ${program} of ${worker.name} keeps its queue there: waiting tasks vanish without an error. Give the queue a Redis of its own with noeviction.`
          : `${store.name} evicts keys with a lifetime only (${policy.value}${policy.at === store.at ? ', the default of ElastiCache' : ''}): lists of the queue of ${worker.name} stay, so that it is the cache beside them that makes room, and writes fail once nothing is left to evict. A Redis of its own for the queue tells the two apart.`,
        subject: store.id,
        related: [{ at: worker.at, message: `${worker.name} runs ${program}` }],
      });
    }
  },
});

/** What ElastiCache does where no parameter group says otherwise; its user guide, "Redis OSS parameters". */
const OF_ELASTICACHE = 'volatile-lru';

/** What a Redis throws away when it is full; `undefined` where that is not known. */
function policyOf(store: StoreNode): Variable | undefined {
  const written = store.settings.get('maxmemory_policy');
  if (written || store.settingsOpen !== null || store.hosted?.product !== 'elasticache')
    return written;
  return store.at ? { state: 'known', value: OF_ELASTICACHE, at: store.at } : undefined;
}
