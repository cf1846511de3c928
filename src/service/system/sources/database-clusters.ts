import type { DatabaseClusterFact, DatabasePoolerFact, FactValue } from '../../contracts/fact';
import type { FactEntry, StoreNode, Variable } from '../../contracts/system';
import type { SystemContext } from '../context';
import { factorOf, textOf } from '../factors';
import { idOf } from '../identifiers';
import { deploymentRollout } from '../rollouts';
import { serviceNames } from '../service-names';
import { readVariables } from '../variables';

/** What operators run: of each cluster the server that takes writes, and the poolers in front of it. */
export function operatedStores(context: SystemContext): readonly StoreNode[] {
  return [
    ...context.of('database-cluster').map((entry) => storeOf(entry, context)),
    ...context.of('database-pooler').map((entry) => poolerOf(entry, context)),
  ];
}

function storeOf(
  { uri, file, fact }: FactEntry<DatabaseClusterFact>,
  context: SystemContext,
): StoreNode {
  const name = textOf(fact.name) ?? fact.path;
  const namespace = textOf(fact.namespace) ?? null;
  const reachedBy = (patterns: readonly string[]) =>
    patterns.flatMap((pattern) => serviceNames(pattern.replace('@', name), namespace));
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
      names: reachedBy(fact.writers),
      readers: reachedBy(fact.readers),
      instances: null,
      rollout: null,
      behind: null,
      secrets: [name, `${name}-app`, `${name}-superuser`],
    },
    hosted: null,
    settings: settingsOf(uri, fact.parameters),
    settingsOpen: null,
    certainty: 'stated',
  };
}

function poolerOf(
  { uri, file, fact }: FactEntry<DatabasePoolerFact>,
  context: SystemContext,
): StoreNode {
  const name = textOf(fact.name) ?? fact.path;
  const namespace = textOf(fact.namespace) ?? null;
  const { reaches } = fact;
  return {
    id: idOf('store', uri, fact.path, context.environment),
    kind: 'pooler',
    name,
    store: 'database',
    engine: 'pooler',
    at: { uri, path: fact.path },
    workload: null,
    container: null,
    operated: {
      namespace,
      file,
      names: serviceNames(name, namespace),
      readers: [],
      instances: factorOf('instances', uri, fact.instances, 1),
      rollout: deploymentRollout(fact, uri),
      behind: {
        cluster: reaches.state === 'unknown' ? null : (textOf(fact.cluster) ?? null),
        reads: reaches.state === 'known' && reaches.value !== 'rw',
      },
      secrets: [],
    },
    hosted: null,
    settings: settingsOf(uri, fact.parameters),
    settingsOpen: null,
    certainty: 'stated',
  };
}

function settingsOf(
  uri: string,
  parameters: Readonly<Record<string, FactValue<string>>>,
): ReadonlyMap<string, Variable> {
  return new Map(
    [...readVariables(uri, parameters)].map(([key, value]) => [key.replaceAll('-', '_'), value]),
  );
}
