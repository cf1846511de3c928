import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type { StoreNode } from '../../../contracts/system';
import { carriedBy } from '../../../system/relations/carries';
import { redisOf } from '../../../system/relations/redis';
import { RUNS_CODE } from '../../../system/workload-tests';

/** Places that a finding names beside its own. */
const MOST_RELATED = 5;

export default defineRule({
  id: 'topology/cache-fills-up',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Cache fills up',
  summary: 'Copies without a lifetime fill a Redis that evicts none of them.',
  citations: ['redis.eviction', 'guide.caching'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const copiesOf = carriedBy(system, 'kept-copy');
    const redis = redisOf(system);
    const filled = new Map<string, { store: StoreNode; full: Full; copies: Copy[] }>();
    for (const workload of system.workloadsWhere(RUNS_CODE)) {
      const copies = copiesOf(workload).filter(({ certainty }) => certainty === 'stated');
      if (copies.length === 0) continue;
      const stores = new Set(workload.containers.flatMap((each) => redis(each) ?? []));
      const [store, ...others] = stores;
      const full = store && whenFull(store);
      if (!store || !full || others.length > 0) continue;
      const found = filled.get(store.id) ?? { store, full, copies: [] };
      filled.set(store.id, found);
      for (const { uri, fact } of copies) {
        const copy = { at: { uri, path: fact.path }, key: fact.key };
        if (!found.copies.some(({ at }) => at.uri === uri && at.path === fact.path)) {
          found.copies.push(copy);
        }
      }
    }
    for (const { store, full, copies } of filled.values()) {
      const [first] = copies;
      report({
        at: full.at,
        severity: system.class === 'development' ? 'hint' : 'warning',
        message: `${store.name} ${full.says}, and ${first?.key}${copies.length > 1 ? ` and ${copies.length - 1} more` : ''} is kept there without a lifetime: one day its memory is full, and from then on each write fails. Give what is cached a lifetime; for a Redis that keeps nothing but copies also allkeys-lru.`,
        subject: store.id,
        related: copies
          .slice(0, MOST_RELATED)
          .map(({ at, key }) => ({ at, message: `${key} is kept without a lifetime` })),
      });
    }
  },
});

interface Copy {
  readonly at: Place;
  readonly key: string;
}

interface Full {
  readonly at: Place;
  readonly says: string;
}

/** What a Redis with a bound does once it is full, where it evicts no key without a lifetime. */
function whenFull({ settings, settingsOpen }: StoreNode): Full | undefined {
  const bound = settings.get('maxmemory');
  const policy = settings.get('maxmemory_policy');
  if (bound?.state !== 'known' || /^0\D{0,2}$/.test(bound.value)) return undefined;
  if (policy === undefined) {
    return settingsOpen === null
      ? {
          at: bound.at,
          says: `evicts nothing when it has ${bound.value} (noeviction, its default)`,
        }
      : undefined;
  }
  if (policy.state !== 'known') return undefined;
  if (policy.value === 'noeviction') {
    return { at: policy.at, says: `evicts nothing when it has ${bound.value} (noeviction)` };
  }
  return policy.value.startsWith('volatile-')
    ? { at: policy.at, says: `evicts only keys that have a lifetime (${policy.value})` }
    : undefined;
}
