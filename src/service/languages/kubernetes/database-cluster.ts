import type { DatabaseClusterFact, FactValue } from '../../contracts/fact';
import { factValue } from '../../contracts/fact';
import { type Block, child, integerField, listOf, textsOf } from './fields';
import type { KubernetesObject } from './object';

/** How an operator is told of a database cluster, by its own documentation. */
interface Operator {
  readonly group: string;
  readonly kind: string;
  /** How many servers there are; one where nothing is written. */
  servers(spec: Block): FactValue<number>;
  /** Keys that lead from `spec` to the settings of the servers. */
  readonly settings: readonly string[];
  /** Names by which others reach the one that takes writes; `@` is its name. */
  readonly writers: readonly string[];
  /** Names by which others reach those that only read. */
  readonly readers: readonly string[];
}

const OPERATORS: readonly Operator[] = [
  {
    group: 'postgresql.cnpg.io',
    kind: 'Cluster',
    servers: (spec) => factValue(integerField(spec, 'instances')),
    settings: ['postgresql', 'parameters'],
    writers: ['@-rw'],
    readers: ['@-ro'],
  },
  {
    group: 'acid.zalan.do',
    kind: 'postgresql',
    servers: (spec) => factValue(integerField(spec, 'numberOfInstances')),
    settings: ['postgresql', 'parameters'],
    writers: ['@'],
    readers: ['@-repl'],
  },
  {
    group: 'postgres-operator.crunchydata.com',
    kind: 'PostgresCluster',
    servers: (spec) => {
      const [set, ...others] = listOf(spec, 'instances').items;
      return set && others.length === 0
        ? factValue(integerField(set, 'replicas'))
        : {
            state: 'unknown',
            why: 'it has several sets of servers',
            path: `${spec.path}/instances`,
          };
    },
    settings: ['patroni', 'dynamicConfiguration', 'postgresql', 'parameters'],
    writers: ['@-primary'],
    readers: ['@-replicas'],
  },
];

/** The database cluster that an operator makes of an object; nothing for other kinds. */
export function databaseCluster(object: KubernetesObject): readonly DatabaseClusterFact[] {
  const operator = OPERATORS.find(
    ({ group, kind }) => group === object.group && kind === object.kind,
  );
  if (!operator || object.patch || object.broken) return [];
  const spec = child(object.body, 'spec');
  const block = operator.settings.reduce(child, spec);
  const parameters = Object.entries(textsOf(block)).map(
    ([name, value]) => [name.toLowerCase(), factValue(value)] as const,
  );
  return [
    {
      kind: 'database-cluster',
      path: object.path,
      name: factValue(object.name),
      namespace: factValue(object.namespace),
      engine: 'postgres',
      servers: operator.servers(spec),
      parameters: Object.fromEntries(parameters),
      writers: operator.writers,
      readers: operator.readers,
    },
  ];
}
