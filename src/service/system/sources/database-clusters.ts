import type { DatabaseClusterFact } from '../../contracts/fact';
import type { FactEntry, StoreNode } from '../../contracts/system';
import type { SystemContext } from '../context';
import { textOf } from '../factors';
import { idOf } from '../identifiers';
import { readVariables } from '../variables';

/** The servers that operators run: of each cluster the one that takes writes. */
export function operatedStores(context: SystemContext): readonly StoreNode[] {
  return context.of('database-cluster').map((entry) => storeOf(entry, context));
}

function storeOf(
  { uri, file, fact }: FactEntry<DatabaseClusterFact>,
  context: SystemContext,
): StoreNode {
  const name = textOf(fact.name) ?? fact.path;
  const namespace = textOf(fact.namespace) ?? null;
  const services = fact.writers.map((pattern) => pattern.replace('@', name));
  return {
    id: idOf('store', uri, fact.path, context.environment),
    kind: 'store',
    name,
    store: 'database',
    engine: fact.engine,
    at: { uri, path: fact.path },
    workload: null,
    container: null,
    operated: {
      namespace,
      file,
      names: services.flatMap((service) => namesOf(service, namespace)),
      secrets: [name, `${name}-app`, `${name}-superuser`],
    },
    hosted: null,
    settings: new Map(
      [...readVariables(uri, fact.parameters)].map(([key, value]) => [
        key.replaceAll('-', '_'),
        value,
      ]),
    ),
    settingsOpen: null,
    certainty: 'stated',
  };
}

/** A Service by its own name, and by that of its namespace. */
function namesOf(service: string, namespace: string | null): readonly string[] {
  return namespace === null
    ? [service]
    : ['', `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.cluster.local`].map(
        (rest) => service + rest,
      );
}
