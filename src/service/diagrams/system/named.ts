import type { Place } from '../../contracts/finding';
import type { StoreNode, System, WorkloadNode } from '../../contracts/system';

/** A workload, a store that one of its variables names, and where. */
export interface NamedStore {
  readonly workload: WorkloadNode;
  readonly store: StoreNode;
  readonly at: Place;
}

/**
 * The stores that run beside a workload and are named by its variables: `REDIS_URL=redis://cache:6379`,
 * `REDIS_HOST=cache`. What of the code uses them is not known by that, nor how often.
 */
export function namedStores(
  { workloads, stores }: Pick<System, 'workloads' | 'stores'>,
  isMeant: (store: StoreNode) => boolean,
): readonly NamedStore[] {
  const meant = stores.flatMap((store) =>
    store.workload && isMeant(store) ? [{ store, runs: store.workload }] : [],
  );
  if (meant.length === 0) return [];
  return workloads.flatMap((workload) => {
    const variables = [
      ...workload.containers.flatMap((container) => [...container.variables.values()]),
      // The databases that a pooler is set up for.
      ...stores.flatMap((store) =>
        store.kind === 'pooler' && store.workload === workload ? [...store.settings.values()] : [],
      ),
    ];
    const hosts = variables.flatMap((variable) => {
      const host = variable.state === 'known' ? hostOf(variable.value) : undefined;
      return host === undefined ? [] : [{ host, at: variable.at }];
    });
    return meant.flatMap(({ store, runs }): NamedStore[] => {
      if (runs === workload || !areNear(workload, runs)) return [];
      const found = hosts.find(({ host }) => runs.names.includes(host));
      return found ? [{ workload, store, at: found.at }] : [];
    });
  });
}

/** The host of an address, of `host=db port=5432`, or a bare name with or without a port. */
function hostOf(value: string): string | undefined {
  const [, inUrl] =
    /^[a-z][a-z0-9+]{0,20}:\/\/(?:[^/?#@]{0,200}@)?([\w.-]{1,200})/i.exec(value) ?? [];
  const [, bare] = /^([a-z][\w.-]{0,200})(?::\d{1,5})?$/i.exec(value) ?? [];
  const [, named] = /(?:^|\s)host=([\w.-]{1,200})/.exec(value) ?? [];
  return inUrl ?? bare ?? named;
}

/** Names mean something within a project of compose, or a namespace. */
function areNear(a: WorkloadNode, b: WorkloadNode): boolean {
  if (a.tool !== b.tool) return false;
  return a.tool === 'compose'
    ? a.unit === b.unit
    : a.namespace === b.namespace || a.namespace === null || b.namespace === null;
}
