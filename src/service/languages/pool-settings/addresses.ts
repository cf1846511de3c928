import type { DatasourceFact, PoolEngine } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { known, unknown } from '../../contracts/field';
import { tableOf } from '../../text/tables';
import { databaseAddress } from '../shared/database-addresses';
import type { Entry } from './entries';
import type { Address, SessionNeed } from './model';

/** The variables that hold addresses of PostgreSQL; what a template writes is left out. */
export function addressesOf(entries: readonly Entry[]): readonly Address[] {
  return entries.flatMap(({ keys, text, at }) => {
    const address = databaseAddress(text);
    const env = keys.at(-1);
    return address && env !== undefined ? [{ at, path: `/variables/${env}`, env, ...address }] : [];
  });
}

/** The variable that a Prisma schema for PostgreSQL takes its address from. Prisma 7 has no such line. */
export function prismaSessions(entries: readonly Entry[]): readonly SessionNeed[] {
  const value = (name: string) =>
    entries.find(({ keys }) => keys.join('.') === `datasource.${name}`);
  const env = value('url.env');
  if (!env || value('provider')?.text !== 'postgresql') return [];
  const at = { at: env.at, path: '/datasource/url' };
  return [{ ...at, what: 'prepared', says: 'Prisma', databaseEnv: env.text, address: null }];
}

/** The database of a Prisma schema; Prisma 7 says its address elsewhere. */
export function prismaDatasource(entries: readonly Entry[]): readonly Placed<DatasourceFact>[] {
  const value = (name: string) =>
    entries.find(({ keys }) => keys.join('.') === `datasource.${name}`);
  const provider = value('provider');
  const env = value('url.env');
  const written = value('url');
  const found = env ?? written;
  if (!provider || !found) return [];
  const path = '/datasource/address';
  const reference = { space: 'env', name: found.text, fallback: null } as const;
  return [
    {
      kind: 'datasource',
      ...{ path: '/datasource', at: provider.nameAt },
      library: '@prisma/client',
      engine: PRISMA_ENGINES[provider.text] ?? 'unknown',
      target: env
        ? { ...unknown(`the variable ${env.text}`, env.at, path), reference }
        : known(found.text, found.at, path),
    },
  ];
}

const PRISMA_ENGINES = tableOf<PoolEngine>({
  postgresql: 'postgres',
  postgres: 'postgres',
  cockroachdb: 'postgres',
  mysql: 'mysql',
  sqlserver: 'mssql',
  mongodb: 'mongodb',
  sqlite: 'other',
});

/** Django's databases on PostgreSQL, whose cursors stay on the server unless somebody says otherwise. */
export function djangoSessions(entries: readonly Entry[], text: string): readonly SessionNeed[] {
  if (/disable_server_side_cursors/i.test(text)) return [];
  return entries.flatMap((entry): readonly SessionNeed[] => {
    const [setting, name = '', key] = entry.keys;
    if (setting !== 'DATABASES') return [];
    const sibling = (other: string) =>
      entries.find(({ keys }) => keys[0] === setting && keys[1] === name && keys[2] === other);
    const need = { at: entry.at, what: 'cursor', says: `Django (${name})` } as const;
    if (key === undefined) {
      const env = environmentOf(entry.text);
      if (env === undefined) return [];
      return [{ ...need, path: `/DATABASES/${name}`, databaseEnv: env, address: null }];
    }
    const isPostgres = /postgresql|postgis/.test(sibling('ENGINE')?.text ?? '');
    if (key !== 'HOST' || !isPostgres || !/^[\w.-]+$/.test(entry.text)) return [];
    const port = Number(sibling('PORT')?.text ?? 'none');
    const address = {
      host: entry.text,
      port: Number.isInteger(port) ? port : null,
      parameters: {},
    };
    return [{ ...need, path: `/DATABASES/${name}/HOST`, databaseEnv: null, address }];
  });
}

/** `dj_database_url.config()` and `env.db()` read one variable, and its address says what it is. */
function environmentOf(text: string): string | undefined {
  const call =
    /^(?:dj_database_url\.config|env\.db(?:_url)?)\(\s*(?:(?:env\s*=\s*)?["'](\w+)["'])?/.exec(
      text,
    );
  return call ? (call[1] ?? 'DATABASE_URL') : undefined;
}
