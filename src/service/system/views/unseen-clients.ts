import type {
  Container,
  StoreNode,
  System,
  Variable,
  WorkloadNode,
  WorkloadRole,
} from '../../contracts/system';
import { folderOf, upwards } from '../../text/paths';
import { readAddress } from '../address-text';
import { isAddressOfDatabase } from '../database-variables';
import { hostedBy } from '../sources/stacks';
import type { MissingFactor } from './missing-factor';

/**
 * Programs that are given the address of a server and of which no pool is in sight, by the server: what they open is
 * not known, so that no sum over the others is all there is. What ends by itself, tools that everybody knows, and
 * programs beside whose code pools stand that they do not load are left out.
 */
export function unseenClients(system: System): ReadonlyMap<string, readonly MissingFactor[]> {
  const opening = new Map<Container, Set<string>>();
  for (const { container, way } of system.pools) {
    const known = opening.get(container) ?? new Set();
    for (const { id } of way) known.add(id);
    opening.set(container, known);
  }
  // The folders around the files that hold pools.
  const folders = new Set(
    [...system.pools, ...system.loosePools].flatMap(({ file }) => upwards(folderOf(file))),
  );
  const isRead = ({ code }: Container) => code !== null && folders.has(code.folder);
  const found = new Map<string, MissingFactor[]>();
  for (const workload of system.workloads) {
    if (!PROGRAMS.has(workload.role)) continue;
    for (const container of workload.containers) {
      if (container.role === 'init' || container.known !== null) continue;
      if (container.processes.every(({ work }) => work === 'once' || work === 'server')) continue;
      for (const [name, variable] of container.variables) {
        if (!isAddressOfDatabase(name) || isRead(container)) continue;
        const store = storeAt(variable, workload, system.stores);
        if (!store || opening.get(container)?.has(store.id)) continue;
        const all = found.get(store.id) ?? [];
        const owner =
          workload.containers.length > 1 ? `${workload.name}/${container.name}` : workload.name;
        if (all.some(({ factor }) => factor === `connections of ${owner}`)) continue;
        found.set(store.id, [
          ...all,
          {
            factor: `connections of ${owner}`,
            why: `${name} gives it the address, and no pool of it is in sight`,
            at: variable.at,
          },
        ]);
      }
    }
  }
  return found;
}

const PROGRAMS: ReadonlySet<WorkloadRole> = new Set(['service', 'worker', 'scheduler']);

/** The server that an address means; `undefined` where none in sight is. */
function storeAt(
  variable: Variable,
  { unit }: WorkloadNode,
  stores: readonly StoreNode[],
): StoreNode | undefined {
  const databases = stores.filter(({ store }) => store === 'database');
  if (variable.state === 'unknown') {
    const found = hostedBy(variable.identity, databases)?.store;
    return found;
  }
  const host = readAddress(variable.value)?.host;
  return databases.find(
    ({ name, workload }) =>
      host !== undefined &&
      (workload ? workload.unit === unit && workload.names.includes(host) : name === host),
  );
}
