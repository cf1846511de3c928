import type { ManagedDatabaseFact, ParameterGroupFact, ResourceLink } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field } from '../../contracts/field';
import { tableOf } from '../../text/tables';
import { linkTo } from './balancers';
import { type Body, bodyOf, booleanField, numberField, stringField } from './fields';
import type { Resource } from './resource';
import { child, itemsOf, linkOf, member, pointer, textOf } from './tree';
import { named, writtenText } from './written-values';

/** A database, a cache or a pooler; `at` is its name. */
export type ManagedDatabase = Placed<ManagedDatabaseFact>;
/** Settings of some of them. */
export type ParameterGroup = Placed<ParameterGroupFact>;

/** What a document holds of databases. */
export interface Databases {
  readonly databases: readonly ManagedDatabase[];
  readonly parameterGroups: readonly ParameterGroup[];
}

/** How one type of resource says what it is. */
interface Sort {
  readonly sort: ManagedDatabaseFact['sort'];
  readonly name: string;
  readonly engine: string;
  readonly size: string;
  readonly group: string;
  /** The property that names what it belongs to. */
  readonly of: string;
}

const SORTS = tableOf<Sort>({
  'AWS::RDS::DBInstance': {
    sort: 'instance',
    name: 'DBInstanceIdentifier',
    engine: 'Engine',
    size: 'DBInstanceClass',
    group: 'DBParameterGroupName',
    of: 'SourceDBInstanceIdentifier',
  },
  'AWS::RDS::DBCluster': {
    sort: 'cluster',
    name: 'DBClusterIdentifier',
    engine: 'Engine',
    size: 'DBClusterInstanceClass',
    group: 'DBClusterParameterGroupName',
    of: '',
  },
  'AWS::ElastiCache::ReplicationGroup': {
    sort: 'cache',
    name: 'ReplicationGroupId',
    engine: 'Engine',
    size: 'CacheNodeType',
    group: 'CacheParameterGroupName',
    of: '',
  },
  'AWS::ElastiCache::CacheCluster': {
    sort: 'cache',
    name: 'ClusterName',
    engine: 'Engine',
    size: 'CacheNodeType',
    group: 'CacheParameterGroupName',
    of: 'ReplicationGroupId',
  },
  'AWS::RDS::DBProxy': {
    sort: 'proxy',
    name: 'DBProxyName',
    engine: 'EngineFamily',
    size: '',
    group: '',
    of: '',
  },
});

const GROUPS: readonly string[] = [
  'AWS::RDS::DBParameterGroup',
  'AWS::RDS::DBClusterParameterGroup',
  'AWS::ElastiCache::ParameterGroup',
];

/** Reads databases, caches, proxies and their parameter groups. */
export function readDatabases(resources: readonly Resource[]): Databases {
  const targets = resources.filter(({ type }) => type === 'AWS::RDS::DBProxyTargetGroup');
  const links = resources.filter(({ type }) => type === 'Terraform::ProxyTarget');
  return {
    databases: resources.flatMap((resource) => {
      const sort = SORTS[resource.type];
      return sort ? [databaseOf(resource, sort, targets, links)] : [];
    }),
    parameterGroups: resources.flatMap((resource) =>
      GROUPS.includes(resource.type) ? [groupOf(resource)] : [],
    ),
  };
}

function databaseOf(
  { id, type, place, body, condition }: Resource,
  { sort, name, engine, size, group, of }: Sort,
  targets: readonly Resource[],
  links: readonly Resource[],
): ManagedDatabase {
  const identifier = stringField(body, name);
  const cluster = type === 'AWS::RDS::DBInstance' ? linkIn(body, 'DBClusterIdentifier') : null;
  const scaling = child(body.node, 'ServerlessV2ScalingConfiguration');
  const units = scaling && bodyOf(scaling, pointer(body.path, 'ServerlessV2ScalingConfiguration'));
  const target = sort === 'proxy' ? proxyTarget(id, targets, links) : undefined;
  return {
    ...place,
    kind: 'managed-database',
    resource: id,
    ...(condition === undefined ? {} : { condition }),
    sort: cluster ? 'member' : sort,
    identifier: identifier.state === 'known' ? identifier : named(id, identifier.path, place),
    engine: stringField(body, engine),
    instanceClass: stringField(body, size === '' ? 'DBInstanceClass' : size),
    multiAz: booleanField(body, 'MultiAZ'),
    automaticFailover: booleanField(body, 'AutomaticFailoverEnabled'),
    copies: copiesOf(body),
    parameterGroup: group === '' ? null : linkIn(body, group),
    of: cluster ?? target?.of ?? (of === '' ? null : linkIn(body, of)),
    mostUnits: unitsField(units, body, 'MaxCapacity'),
    leastUnits: unitsField(units, body, 'MinCapacity'),
    globalCluster: linkIn(body, 'GlobalClusterIdentifier'),
    region: stringField(body, 'Region'),
    nodeGroups: numberField(body, 'NumNodeGroups'),
    connectionPercent: target?.percent ?? numberField(body, 'MaxConnectionsPercent'),
  };
}

/** A cache says its nodes, or the replicas of each of its groups beside the first. */
function copiesOf(body: Body): Field<number> {
  const replicas = numberField(body, 'ReplicasPerNodeGroup');
  return replicas.state === 'known'
    ? { ...replicas, value: replicas.value + 1 }
    : numberField(body, member(body.node, 'NumCacheNodes') ? 'NumCacheNodes' : 'NumCacheClusters');
}

function unitsField(units: Body | undefined, body: Body, key: string): Field<number> {
  if (units) return numberField(units, key);
  return absent(body.at.end, pointer(body.path, key));
}

/** What a proxy leads to, and the share of it that the proxy may take. */
function proxyTarget(proxy: string, targets: readonly Resource[], links: readonly Resource[]) {
  const isOf = ({ body }: Resource) => linkOf(child(body.node, 'DBProxyName')) === proxy;
  const group = targets.find(isOf);
  const link = links.find(isOf) ?? group;
  const key = ['DBInstanceIdentifiers', 'DBClusterIdentifiers'].find((each) =>
    member(link?.body.node, each),
  );
  const value = key === undefined ? undefined : child(link?.body.node, key);
  const pool = child(group?.body.node, 'ConnectionPoolConfigurationInfo');
  return {
    of: linkTo(itemsOf(value)[0] ?? value),
    percent:
      group && pool
        ? numberField(
            bodyOf(pool, pointer(group.body.path, 'ConnectionPoolConfigurationInfo')),
            'MaxConnectionsPercent',
          )
        : undefined,
  };
}

function linkIn({ node }: Body, key: string): ResourceLink | null {
  return linkTo(child(node, key));
}

/** A map in CloudFormation, a list of names and values in Terraform. */
function groupOf({ id, place: at, body }: Resource): ParameterGroup {
  const key = member(body.node, 'Properties') ? 'Properties' : 'Parameters';
  const written = child(body.node, key);
  const path = pointer(body.path, key);
  const parameters: Record<string, Field<string>> = {};
  let open: string | null = null;
  if (written?.kind === 'object') {
    const block: Body = { node: written, path, at: written.at };
    for (const { key: name } of written.members) {
      parameters[name.toLowerCase()] = writtenText(block, name);
    }
    if (written.open) open = 'what is merged into it';
  } else if (written?.kind === 'array') {
    for (const item of written.items) {
      const name = textOf(child(item, 'Name'));
      if (item.kind !== 'object' || name === undefined) open ??= 'a parameter that cannot be read';
      else {
        const row: Body = { node: item, path: pointer(path, name), at: item.at };
        parameters[name.toLowerCase()] = writtenText(row, 'Value');
      }
    }
  } else if (written !== undefined) open = 'parameters that cannot be read';
  return {
    ...at,
    kind: 'parameter-group',
    resource: id,
    name: stringField(body, member(body.node, 'Name') ? 'Name' : groupName(body)),
    parameters,
    open,
  };
}

function groupName({ node }: Body): string {
  const known = ['DBParameterGroupName', 'DBClusterParameterGroupName', 'CacheParameterGroupName'];
  return known.find((key) => member(node, key)) ?? 'DBParameterGroupName';
}
