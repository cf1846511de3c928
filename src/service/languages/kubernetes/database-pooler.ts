import type { DatabasePoolerFact } from '../../contracts/fact';
import { factValue } from '../../contracts/fact';
import { child, integerField, stringField, textsOf } from './fields';
import type { KubernetesObject } from './object';

/** The poolers that CloudNativePG makes of a `Pooler`: a Deployment of PgBouncer, and a Service of its name. */
export function databasePooler(object: KubernetesObject): readonly DatabasePoolerFact[] {
  if (object.group !== 'postgresql.cnpg.io' || object.kind !== 'Pooler') return [];
  if (object.patch || object.broken) return [];
  const spec = child(object.body, 'spec');
  const pgbouncer = child(spec, 'pgbouncer');
  const strategy = child(spec, 'deploymentStrategy');
  const parameters = Object.entries(textsOf(child(pgbouncer, 'parameters'))).map(
    ([name, value]) => [name.toLowerCase(), factValue(value)] as const,
  );
  return [
    {
      kind: 'database-pooler',
      path: object.path,
      name: factValue(object.name),
      namespace: factValue(object.namespace),
      cluster: factValue(stringField(child(spec, 'cluster'), 'name')),
      reaches: factValue(stringField(spec, 'type')),
      instances: factValue(integerField(spec, 'instances')),
      strategy: factValue(stringField(strategy, 'type')),
      maxSurge: factValue(stringField(child(strategy, 'rollingUpdate'), 'maxSurge')),
      mode: factValue(stringField(pgbouncer, 'poolMode')),
      parameters: Object.fromEntries(parameters),
    },
  ];
}
