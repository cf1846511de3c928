import type { ManagedDatabaseFact, ParameterGroupFact, ResourceLink } from '../../contracts/fact';
import type { FactEntry, Hosted, StoreNode, Variable } from '../../contracts/system';
import { settingOfAws } from '../aws-settings';
import type { SystemContext } from '../context';
import { factorOf, textOf } from '../factors';
import { idOf } from '../identifiers';
import { readVariables } from '../variables';
import { stackOf } from './stacks';

/** Databases, caches and proxies that AWS runs. */
export function managedStores(context: SystemContext): readonly StoreNode[] {
  const all = context.of('managed-database');
  return all.flatMap((entry): readonly StoreNode[] => {
    const { sort, of } = entry.fact;
    // A member is one machine of its cluster, a node of a replication group one of its nodes.
    if (sort === 'member' || (sort === 'cache' && of !== null)) return [];
    return [storeOf(entry, all, context)];
  });
}

function storeOf(
  entry: FactEntry<ManagedDatabaseFact>,
  all: readonly FactEntry<ManagedDatabaseFact>[],
  context: SystemContext,
): StoreNode {
  const { uri, fact } = entry;
  const members =
    fact.sort === 'cluster'
      ? all.filter((other) => isLinked(other.fact.of, other, entry))
      : [entry];
  const { settings, open } = settingsOf(
    members.includes(entry) ? members : [entry, ...members],
    context,
  );
  const hosted: Hosted = {
    product: productOf(fact),
    resource: fact.resource,
    stack: stackOf(entry),
    machines: members.flatMap(({ uri: own, fact: member }) => [
      ...readVariables(own, { machine: member.instanceClass }).values(),
    ]),
    leastUnits: unitsOf(settingOfAws(fact.resource, 'min_capacity'), uri, fact.leastUnits),
    mostUnits: unitsOf(settingOfAws(fact.resource, 'max_capacity'), uri, fact.mostUnits),
    multiAz: fact.multiAz.state === 'known' ? fact.multiAz.value : null,
    target: fact.sort === 'proxy' ? fact.of : null,
    connectionPercent:
      fact.sort === 'proxy'
        ? factorOf('max_connections_percent', uri, fact.connectionPercent, 100, 'RDS Proxy')
        : null,
  };
  return {
    id: idOf('store', hosted.stack, fact.resource, context.environment),
    kind: fact.sort === 'proxy' ? 'pooler' : 'store',
    name: textOf(fact.identifier) ?? fact.resource,
    store: fact.sort === 'cache' ? 'cache' : 'database',
    engine: fact.sort === 'proxy' ? 'pooler' : engineOf(fact),
    at: { uri, path: fact.path },
    workload: null,
    container: null,
    operated: null,
    hosted,
    ...(fact.condition === undefined ? {} : { condition: fact.condition }),
    settings,
    settingsOpen: open,
    certainty: 'stated',
  };
}

function unitsOf(name: string, uri: string, value: ManagedDatabaseFact['mostUnits']) {
  return value.state === 'absent' ? null : factorOf(name, uri, value, null);
}

function productOf({ sort, engine }: ManagedDatabaseFact): Hosted['product'] {
  if (sort === 'cache') return 'elasticache';
  if (sort === 'proxy') return 'rds-proxy';
  return sort === 'cluster' || /^aurora/.test(textOf(engine) ?? '') ? 'aurora' : 'rds';
}

/** The engine as everything else calls it; ElastiCache is Redis where it does not say. */
function engineOf({ sort, engine }: ManagedDatabaseFact): string {
  const name = (textOf(engine) ?? '').toLowerCase();
  if (sort === 'cache') return name === 'memcached' ? 'memcached' : 'redis';
  if (/postgres/.test(name)) return 'postgres';
  if (/mysql|^aurora$/.test(name)) return 'mysql';
  if (/mariadb/.test(name)) return 'mariadb';
  if (/sqlserver/.test(name)) return 'mssql';
  return name === '' ? 'unknown' : 'other';
}

/** Whether a link of one file means a resource of another: both are of one stack. */
function isLinked(
  link: ResourceLink | null,
  from: FactEntry,
  to: FactEntry<ManagedDatabaseFact | ParameterGroupFact>,
): boolean {
  const { fact } = to;
  if (link === null) return false;
  if (link.resource !== null) {
    return link.resource === fact.resource && stackOf(from) === stackOf(to);
  }
  const name = textOf(fact.kind === 'parameter-group' ? fact.name : fact.identifier);
  return link.name !== null && link.name === name;
}

/** What their parameter groups say; AWS's own groups set nothing. */
function settingsOf(
  members: readonly FactEntry<ManagedDatabaseFact>[],
  context: SystemContext,
): { readonly settings: ReadonlyMap<string, Variable>; readonly open: string | null } {
  const settings = new Map<string, Variable>();
  let open: string | null = null;
  for (const member of members) {
    const link = member.fact.parameterGroup;
    if (link === null || link.name?.startsWith('default.')) continue;
    const group = context
      .of('parameter-group')
      .find((candidate) => isLinked(link, member, candidate));
    if (!group) open ??= 'a parameter group that is not here';
    else {
      open ??= group.fact.open;
      for (const [name, value] of readVariables(group.uri, group.fact.parameters)) {
        settings.set(name.replaceAll('-', '_'), value);
      }
    }
  }
  return { settings, open };
}
