import { grouped } from '../../../architecture/grouped';
import { poolSettings } from '../build';
import type { Entry } from '../entries';
import type { PoolSettings, SessionNeed } from '../model';
import { ACTIVE_RECORD, DJANGO } from '../products';
import { engineOfUrl } from '../strings';
import { engineOfBackend } from './django';
import { partOf } from './entries';

/** Production has the pools that matter; with several databases, one each. */
export function railsPools(entries: readonly Entry[]): readonly PoolSettings[] {
  const production = entries.filter(({ keys: [name] }) => name === 'production');
  const groups = grouped(production, ({ keys }) => keys.slice(0, -1).join('.'));
  return [...groups].flatMap(([name, group]) => {
    const value = (key: string) => group.findLast(({ keys }) => keys.at(-1) === key);
    const [adapter, url] = [value('adapter'), value('url')];
    const [first] = group;
    const [, database = 'primary'] = name.split('.');
    if (!first || !(adapter || url) || /sqlite/.test(adapter?.text ?? '')) return [];
    return poolSettings({
      product: ACTIVE_RECORD,
      name,
      path: `/${name.split('.').join('/')}`,
      engine: adapter ? engineOfUrl(`${adapter.text}:`) : engineOfUrl(url?.text ?? ''),
      complete: true,
      parts: group.map(partOf),
      at: first.nameAt,
      address: url ?? value('host'),
      // Rails lays the address of a variable over the file, and what an address says over both.
      overrides: { max: [], min: [], target: addressVariables(database) },
      inAddress: { max: 'pool', min: 'min_connections', wins: true },
    });
  });
}

/** Active Record prepares its statements for PostgreSQL, unless it is told otherwise. */
export function railsSessions(pools: readonly PoolSettings[]): readonly SessionNeed[] {
  return pools.flatMap(({ engine, settings, at, path }): readonly SessionNeed[] => {
    const isOff = settings.some(
      ({ name, text }) => name === 'prepared_statements' && text !== 'true',
    );
    if (engine !== 'postgres' || isOff) return [];
    const need = { what: 'prepared', says: 'Active Record', databaseEnv: null } as const;
    return [{ ...need, at, path: `${path}/prepared_statements`, address: null, of: path }];
  });
}

/** Variables in which Rails looks for the address of a database: `DATABASE_URL` is that of the primary. */
function addressVariables(database: string): readonly string[] {
  const own = `${database.toUpperCase()}_DATABASE_URL`;
  return database === 'primary' ? [own, 'DATABASE_URL'] : [own];
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
