import type { RouteNode, System, WorkloadNode } from '../../contracts/system';

/** A way to a workload, and the seconds that what is in front of it waits for an answer. */
export interface Patience {
  readonly route: RouteNode;
  readonly seconds: number;
}

/** Ways that only watch: what takes its time is not asked for there. */
const WATCHES = /^[\^=~* /]*(?:metrics|prometheus|actuator|health\w*|livez|readyz|ping|status)\b/i;

/**
 * The way to a workload that waits longest; what takes its time may be asked for there. Nothing where one of them
 * waits for a time that is not known.
 */
export function patience(system: System, workload: WorkloadNode): Patience | undefined {
  const all = system.routes.filter(
    ({ workloads, certainty, upgrades }) =>
      certainty !== 'ambiguous' && !upgrades && workloads.includes(workload),
  );
  const asking = all.filter(({ pattern }) => !WATCHES.test(pattern));
  const routes = asking.length > 0 ? asking : all;
  if (routes.length === 0) return undefined;
  const inPods = routes.filter((route) => route.inPods);
  let longest: Patience | undefined;
  for (const route of inPods.length > 0 ? inPods : routes) {
    const seconds = route.readTimeout.value;
    if (seconds === null) return undefined;
    if (!longest || seconds > longest.seconds) longest = { route, seconds };
  }
  return longest;
}
