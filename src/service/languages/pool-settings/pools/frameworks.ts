import { poolSettings } from '../build';
import type { Entry } from '../entries';
import type { PoolSettings } from '../model';
import { ACTIVE_RECORD, DJANGO } from '../products';
import { engineOfUrl } from '../strings';
import { engineOfBackend } from './django';
import { grouped, partOf } from './entries';

/** Production has the pools that matter; with several databases, one each. */
export function railsPools(entries: readonly Entry[]): readonly PoolSettings[] {
  const production = entries.filter(({ keys: [name] }) => name === 'production');
  const groups = grouped(production, ({ keys }) => keys.slice(0, -1).join('.'));
  return [...groups].flatMap(([name, group]) => {
    const value = (key: string) => group.findLast(({ keys }) => keys.at(-1) === key);
    const [adapter, url] = [value('adapter'), value('url')];
    const [first] = group;
    if (!first || !(adapter || url) || /sqlite/.test(adapter?.text ?? '')) return [];
    return poolSettings({
      product: ACTIVE_RECORD,
      name,
      path: `/${name.split('.').join('/')}`,
      engine: adapter ? engineOfUrl(`${adapter.text}:`) : engineOfUrl(url?.text ?? ''),
      // An address may carry a pool of its own.
      complete: url === undefined,
      parts: group.map(partOf),
      at: first.nameAt,
      address: url ?? value('host'),
    });
  });
}

/** Each database that PostgreSQL serves and that is given a pool or an age. */
export function djangoPools(entries: readonly Entry[]): readonly PoolSettings[] {
  const databases = grouped(
    entries.filter(({ keys: [setting] }) => setting === 'DATABASES'),
    ({ keys: [, name = ''] }) => name,
  );
  return [...databases].flatMap(([name, group]) => {
    const engine = group.find(({ keys }) => keys.length === 3 && keys[2] === 'ENGINE');
    const age = group.filter(({ keys }) => keys.length === 3 && /^CONN_/.test(keys[2] ?? ''));
    const inPool = group.filter(
      ({ keys, text }) =>
        keys[2] === 'OPTIONS' && keys[3] === 'pool' && (keys.length === 5 || text === 'True'),
    );
    const [first] = [...inPool, ...age];
    if (!first || !engine) return [];
    return poolSettings({
      product: DJANGO,
      name,
      path: `/DATABASES/${name}`,
      engine: engineOfBackend(engine.text),
      complete: false,
      parts: [...age, ...inPool].map(partOf),
      at: first.nameAt,
    });
  });
}
