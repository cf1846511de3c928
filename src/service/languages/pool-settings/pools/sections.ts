import type { PoolEngine } from '../../../contracts/fact';
import { type Draft, poolSettings } from '../build';
import type { Entry } from '../entries';
import type { PoolSettings } from '../model';
import { partOf } from './entries';

/** A section of an INI file is one pool. */
export function sectionPool(
  product: Draft['product'],
  engine: PoolEngine,
  section: readonly Entry[],
): readonly PoolSettings[] {
  const [first] = section;
  if (!first) return [];
  const [name = ''] = first.keys;
  return [
    poolSettings({
      product,
      name,
      path: `/${name}`,
      engine,
      complete: true,
      parts: section.map(partOf),
      at: first.nameAt,
    }),
  ];
}
