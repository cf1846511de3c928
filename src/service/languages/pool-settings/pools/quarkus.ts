import { grouped } from '../../../architecture/grouped';
import { poolSettings } from '../build';
import type { Entry } from '../entries';
import type { PoolSettings } from '../model';
import { AGROAL } from '../products';
import { engineOfUrl } from '../strings';
import { partOf } from './entries';

/** `quarkus.datasource.jdbc.max-size`, `%prod.quarkus.datasource."orders".jdbc.url`: the data source, and its key. */
function keyOf(keys: readonly string[]) {
  const own = keys[0] === '%prod' ? keys.slice(1) : keys;
  if (own[0] !== 'quarkus' || own[1] !== 'datasource') return undefined;
  const by = own.findIndex((key) => key === 'jdbc' || key === 'reactive');
  if (by < 2 || by !== own.length - 2) return undefined;
  return { name: own.slice(0, by + 1).join('.'), key: own.at(-1) ?? '' };
}

/** Whether a setting is of Quarkus: Spring reads none of them. */
export function isOfQuarkus({ keys }: Entry): boolean {
  return keys[0] === 'quarkus' || (keys[0]?.startsWith('%') === true && keys[1] === 'quarkus');
}

/** The pools of Quarkus' data sources, by Agroal or its reactive clients, as production has them. */
export function quarkusPools(entries: readonly Entry[]): readonly PoolSettings[] {
  const groups = grouped(
    entries.filter(({ keys }) => keyOf(keys) !== undefined),
    ({ keys }) => keyOf(keys)?.name ?? '',
  );
  return [...groups].flatMap(([name, group]) => {
    const own = (wanted: string) => group.findLast(({ keys }) => keyOf(keys)?.key === wanted);
    const [url, max] = [own('url'), own('max-size')];
    const first = max ?? url;
    if (!first || (url && /^jdbc:(?:h2|derby|sqlite)\b/.test(url.text))) return [];
    const variable = `${name}.`.replace(/[^A-Za-z0-9]/g, '_').toUpperCase();
    return [
      poolSettings({
        product: AGROAL,
        name,
        path: `/${first.document}/${name.split('.').join('/')}`,
        engine: url ? engineOfUrl(url.text.replace(/^vertx-reactive:/, '')) : 'unknown',
        complete: true,
        parts: group.map(partOf),
        address: url,
        overrides: {
          max: [`${variable}MAX_SIZE`],
          min: [`${variable}MIN_SIZE`],
          target: [`${variable}URL`],
        },
        at: first.nameAt,
      }),
    ];
  });
}
