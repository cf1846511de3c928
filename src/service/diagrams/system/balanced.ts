import type { ServiceFact } from '../../contracts/fact';
import type { FactEntry, System, WorkloadNode } from '../../contracts/system';
import { pointingAt } from '../../system/views/belongings';

/** A Service for which a cloud makes a balancer, and what that spreads connections over. */
export interface Balanced {
  readonly service: FactEntry<ServiceFact>;
  readonly workload: WorkloadNode;
}

/** The Services for which a cloud makes a balancer, each with what it leads to. */
export function balancingServices(system: System): readonly Balanced[] {
  const pointing = pointingAt(system, ['service']);
  return system.workloads.flatMap((workload) =>
    pointing(workload).flatMap((service) => {
      const { type } = service.fact;
      const isBalanced = type.state === 'known' && type.value === 'LoadBalancer';
      return isBalanced ? [{ service, workload }] : [];
    }),
  );
}

/** What runs and is drawn as no store: of tools and search engines those that no pool leads to. */
function isTool({ role, id }: WorkloadNode, { stores, pools, optional }: System): boolean {
  if (role !== 'store') return false;
  const own = stores.filter(({ workload }) => workload?.id === id);
  const isAsked = [...pools, ...optional.pools].some(({ way }) =>
    way.some((store) => own.includes(store)),
  );
  return !isAsked && own.every(({ store }) => store === 'other' || store === 'search');
}

/** The tools and search engines that clients ask: through a balancer of their own, or through a proxy. */
export function askedTools(system: System): {
  readonly balanced: readonly WorkloadNode[];
  readonly routed: readonly WorkloadNode[];
} {
  const tools = new Set(system.workloads.filter((workload) => isTool(workload, system)));
  if (tools.size === 0) return { balanced: [], routed: [] };
  const balanced = new Set(balancingServices(system).map(({ workload }) => workload));
  const routed = new Set(system.routes.flatMap(({ workloads }) => workloads));
  const of = (asked: ReadonlySet<WorkloadNode>) => [...tools].filter((tool) => asked.has(tool));
  return { balanced: of(balanced), routed: of(routed) };
}
