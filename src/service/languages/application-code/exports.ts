import type { ExportFact } from '../../contracts/fact';
import { valueOf } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import type { Handle } from './handle';
import type { OwnHandles } from './handles';
import type { PoolUse } from './pools';
import type { Exported, Origin } from './reading';

/** The exports that reach a database or a cache, and where they stand. */
export function exportFacts(
  exported: readonly Exported[],
  handles: OwnHandles,
  pools: readonly PoolUse[],
  beneath: (madeAt: number) => PoolUse | undefined,
): readonly { readonly fact: ExportFact; readonly at: Span }[] {
  const poolsAt = new Map(pools.map((pool) => [pool.call.at.start, pool]));
  return exported.flatMap(({ name, at, origins }) => {
    for (const origin of origins) {
      const found = handleAt(origin, handles);
      if (!found) continue;
      const { handle, madeAt } = found;
      const pool = madeAt === undefined ? undefined : (poolsAt.get(madeAt) ?? beneath(madeAt));
      const { kind: holds, title, module } = handle;
      const isClass = origin.kind === 'class' && holds !== 'model';
      const fact: ExportFact = {
        kind: 'export',
        path: `/exports/${name}`,
        as: isClass ? `type ${name}` : name,
        ...{ holds, title, module },
        // What is no function's is made when the file is loaded.
        pool:
          pool && pool.call.occasion.kind !== 'request' && !name.endsWith(')') ? pool.path : null,
        single: pool !== undefined && valueOf(pool.max) === 1,
      };
      return [{ fact, at }];
    }
    return [];
  });
}

function handleAt(
  origin: Origin,
  handles: OwnHandles,
): { readonly handle: Handle; readonly madeAt: number | undefined } | undefined {
  switch (origin.kind) {
    case 'call': {
      const handle = handles.madeAt(origin.start);
      return handle && { handle, madeAt: origin.start };
    }
    case 'name': {
      const handle = handles.named(origin.name);
      return handle && { handle, madeAt: handles.madeAs(origin.name) };
    }
    case 'type': {
      const handle = handles.typed(origin.type);
      return handle && { handle, madeAt: undefined };
    }
    case 'class': {
      const handle = handles.extended(origin.base);
      return handle && { handle, madeAt: undefined };
    }
  }
}
