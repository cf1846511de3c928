import { grouped } from '../../../architecture/grouped';
import { poolSettings } from '../build';
import { canonical, type Entry } from '../entries';
import type { PoolSettings } from '../model';
import { R2DBC_POOL } from '../products';
import { engineOfUrl } from '../strings';
import { partOf } from './entries';
import { profileOfFile, profilesOf } from './spring';

const OWN = 'spring.r2dbc';

/** The pool of the reactive driver of Spring Boot, for each part of a file that says something of it. */
export function r2dbcPools(entries: readonly Entry[], path: string): readonly PoolSettings[] {
  const guarded = profilesOf(entries);
  const ofFile = profileOfFile(path);
  const groups = grouped(
    entries.filter(({ keys }) => keys.slice(0, 2).join('.') === OWN),
    ({ document }) => String(document),
  );
  return [...groups.values()].flatMap((group) => {
    const at = (key: string) =>
      group.findLast(({ keys }) => canonical(keys.slice(2).join('.')) === canonical(key));
    const [url, enabled] = [at('url'), at('pool.enabled')];
    const pool = group.filter(({ keys }) => keys[2] === 'pool' && keys.length === 4);
    const first = pool[0] ?? url;
    if (!first || /^false$/i.test(enabled?.text ?? '')) return [];
    const driver = (url?.text ?? '').replace(/^r2dbcs?:(?:pool:)?/, '');
    if (/^(?:h2|proxy):/.test(driver)) return [];
    const profile = guarded.get(first.document) ?? ofFile;
    return [
      poolSettings({
        product: R2DBC_POOL,
        name: OWN,
        ...(profile !== null && { profile }),
        path: `/${first.document}/spring/r2dbc`,
        engine: url ? engineOfUrl(driver) : 'unknown',
        complete: ofFile === null && !guarded.has(first.document),
        parts: pool.map(partOf),
        address: url,
        // Spring binds variables over its files: dots are `_`, and dashes fall away, or are `_` as of old.
        overrides: {
          max: ['SPRING_R2DBC_POOL_MAXSIZE', 'SPRING_R2DBC_POOL_MAX_SIZE'],
          min: ['SPRING_R2DBC_POOL_MINIDLE', 'SPRING_R2DBC_POOL_MIN_IDLE'],
          target: ['SPRING_R2DBC_URL'],
        },
        at: first.nameAt,
      }),
    ];
  });
}
