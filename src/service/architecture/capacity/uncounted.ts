import type { Architecture } from '../architecture';
import type { EntryOf } from '../entry';
import { wayOf } from '../poolers';
import { limitOf, serversOf } from './limits';
import { linkPools } from './links';
import { poolMaximum, unitsOf } from './units';

/** A pool that no budget counts, and what would have to be known. */
export interface Uncounted {
  readonly pool: EntryOf<'pool'>;
  readonly why: string;
}

/** The pools of an environment that its budgets leave out. */
export function uncountedPools({
  autoscalers,
  budgets,
  databases,
  of,
}: Architecture): readonly Uncounted[] {
  const counted = new Set(budgets.flatMap(({ demands }) => demands.map(({ pool }) => pool)));
  const left = of('pool').filter((pool) => !counted.has(pool));
  const units = unitsOf(autoscalers, of('workload'), of('scaling-group'));
  const unitBy = new Map(linkPools(left, units).map(({ pool, unit }) => [pool, unit]));
  const way = wayOf({ of });
  const servers = serversOf(of('workload'));

  function why(pool: EntryOf<'pool'>): string {
    const unit = unitBy.get(pool);
    const { engine } = pool.fact;
    const leads = way(pool.fact);
    if (leads === 'pooled') return 'a pooler stands between it and the database';
    if (leads === 'unknown') {
      return 'there is a pooler, and whether this pool leads to it is not written: its address is not known';
    }
    if (units.length === 0) return 'no workload or group says how many processes there are';
    if (!unit) return 'which workload runs this code cannot be told';
    if (!limitOf(pool.fact, databases, servers)) {
      return databases.length > 0
        ? 'which of the databases in headroom.yaml it uses, or how many connections that grants, cannot be told'
        : `how many connections ${engine} grants cannot be read here; headroom.yaml can say so under databases`;
    }
    if (poolMaximum(pool, unit) === undefined) return 'its size is not written here';
    return `another pool of ${unit.name} counts instead: the largest, or that of the environment`;
  }

  return left.map((pool) => ({ pool, why: why(pool) }));
}
