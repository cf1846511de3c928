import type { Place } from '../../contracts/finding';
import type { PoolUse, StoreNode, System, Variable } from '../../contracts/system';

/** A pooler that hands a server connection to the next client after each transaction. */
export interface TransactionPooler {
  readonly pooler: StoreNode;
  /** Where its mode is written. */
  readonly at: Place;
  /** Why it does not carry prepared statements; `null` where it does, or nobody can tell. */
  readonly uncarried: string | null;
}

/** The pooler in transaction mode that a pool goes through; nothing where its way is not certain. */
export function transactionPoolerOf({ way, wayCertainty }: PoolUse): TransactionPooler | undefined {
  const [pooler] = way;
  if (pooler?.kind !== 'pooler' || wayCertainty === 'ambiguous') return undefined;
  const mode = pooler.settings.get('pool_mode');
  return mode?.state === 'known' && mode.value === 'transaction'
    ? { pooler, at: mode.at, uncarried: uncarriedBy(pooler) }
    : undefined;
}

/** The first use of a pool of a file that goes through such a pooler. */
export function pooledUse(
  { pools }: System,
  uri: string,
  path: string | undefined,
): { readonly use: PoolUse; readonly to: TransactionPooler } | undefined {
  for (const use of pools) {
    if (use.uri !== uri || use.pool.path !== path) continue;
    const to = transactionPoolerOf(use);
    if (to) return { use, to };
  }
  return undefined;
}

/** PgBouncer carries prepared statements from 1.21 where it is told to, and from 1.24 by default. */
function uncarriedBy({ settings, settingsOpen, container }: StoreNode): string | null {
  const most = settings.get('max_prepared_statements');
  if (most) return isZero(most) ? 'max_prepared_statements = 0' : null;
  const [, version, major, minor] =
    /pgbouncer(?:(?!pgbouncer)[^:])*:v?((\d+)\.(\d+))/.exec(container?.image ?? '') ?? [];
  if (version === undefined || Number(major) !== 1) return null;
  if (Number(minor) < 21) return `version ${version}`;
  return Number(minor) < 24 && settingsOpen === null
    ? `version ${version} carries none by default`
    : null;
}

function isZero(value: Variable): boolean {
  return value.state === 'known' && Number(value.value) === 0;
}
