import { target } from './handles';
import type { ApplicationModel } from './model';
import type { ConnectionUse, PoolUse } from './pools';
import { isReplica } from './replicas';

/** A replica that all reads reach over one connection, beside a primary that has a pool. */
export interface UnpooledReplica {
  readonly connection: ConnectionUse;
  /** As the code calls it. */
  readonly name: string;
  readonly primary: PoolUse;
  readonly primaryName: string;
}

/** Finds replicas without a pool in files whose other handle on such a database has one. */
export function unpooledReplicas({
  pools,
  connections,
  uses,
}: Pick<ApplicationModel, 'pools' | 'connections' | 'uses'>): readonly UnpooledReplica[] {
  if (pools.length === 0 || connections.length === 0) return [];
  const names = new Map(uses.all.map((use) => [use.at.start, target(use)]));
  const nameOf = ({ call }: PoolUse | ConnectionUse) =>
    call.variable ?? names.get(call.at.start) ?? null;
  return connections.flatMap((connection) => {
    const name = nameOf(connection);
    const { call, engine } = connection;
    // One that is opened for a request, or closed again, is another matter.
    if (name === null || !isReplica(name) || call.occasion.kind === 'request' || call.closed)
      return [];
    if (engine === 'unknown' || engine === 'other') return [];
    const primary = pools.find((pool) => pool.engine === engine && !isReplica(nameOf(pool) ?? ''));
    const primaryName = primary && nameOf(primary);
    return primary && primaryName ? [{ connection, name, primary, primaryName }] : [];
  });
}
