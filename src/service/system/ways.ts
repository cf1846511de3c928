import type { Certainty, PoolUse, StoreNode, WorkloadNode } from '../contracts/system';

/** One step of the way of a pool: from its workload, or from a pooler, to what is behind. */
export interface WayStep {
  readonly from: WorkloadNode | StoreNode;
  readonly to: StoreNode;
  readonly certainty: Certainty;
}

/** How sure it is that a workload opens a pool and that the pool leads where it leads: the weaker of both. */
export function certaintyOf({ certainty, wayCertainty }: PoolUse): Certainty {
  if (wayCertainty === 'ambiguous') return 'ambiguous';
  return certainty === 'stated' ? wayCertainty : certainty;
}

/**
 * The steps of the way of a pool, from its workload through poolers to the server. A way that cannot be told
 * leads from the workload to each store that may be meant.
 */
export function stepsOf(use: PoolUse): readonly WayStep[] {
  const { way, workload, wayCertainty } = use;
  const certainty = certaintyOf(use);
  return way.map((to, index) => {
    const before = wayCertainty === 'ambiguous' ? undefined : way[index - 1];
    return { from: before ?? workload, to, certainty };
  });
}
