import { grouped } from '../../architecture/grouped';
import { INI_DIALECTS } from '../../syntax/ini';
import { pagesIn } from '../shared/django-pages';
import { addressesOf, djangoSessions, prismaDatasource, prismaSessions } from './addresses';
import type { Entry, SettingsText } from './entries';
import { readJson } from './formats/json';
import { dotenv, ini, prisma, properties } from './formats/lines';
import { readPhp } from './formats/php';
import { readPython } from './formats/python';
import { readYaml } from './formats/yaml';
import { horizonSettings, laravelQueues } from './laravel';
import type { PoolSettings, SettingsModel } from './model';
import { isAddress, netPool, PRISMA_URL, prismaPool } from './pools/addresses';
import { djangoDatabases } from './pools/django';
import { djangoState } from './pools/django-state';
import { djangoPools, railsPools, railsSessions } from './pools/frameworks';
import { isOfQuarkus, quarkusPools } from './pools/quarkus';
import { r2dbcPools } from './pools/r2dbc';
import { sectionPool } from './pools/sections';
import { springCaches, springPools } from './pools/spring';
import { prismaTables } from './prisma-tables';
import { PGBOUNCER, PHP_FPM } from './products';
import { environmentFile, phpFpmSettings, serverSettings, sidekiqSettings } from './runtime';
import { springApplication } from './spring-application';
import { concurrencyOf } from './threads';
import { timeoutsOf } from './timeouts';

/** A kind of settings file: how it is told, how it is read, and where its pools are. */
export interface Kind {
  readonly title: string;
  readonly name: RegExp;
  /** What a text of that name must hold to be looked at. */
  readonly holds: RegExp;
  read(text: string): SettingsText;
  pools(entries: readonly Entry[], path: string): readonly PoolSettings[];
  /** What else it says about databases and what stands in front of them. */
  others?(
    entries: readonly Entry[],
    text: string,
    path: string,
  ): Partial<Omit<SettingsModel, 'pools'>>;
}

/** Spring Boot and Quarkus call their files alike, and no setting of the one is read by the other. */
function javaPools(entries: readonly Entry[], path: string): readonly PoolSettings[] {
  return [
    ...springPools(
      entries.filter((entry) => !isOfQuarkus(entry)),
      path,
    ),
    ...r2dbcPools(entries, path),
    ...quarkusPools(entries),
  ];
}

/** Every kind of settings file that is read. Adding one is adding an entry. */
export const KINDS: readonly Kind[] = [
  {
    title: 'Spring Boot settings',
    name: /(?:^|\/)(?:application|bootstrap)(?:-[\w-]+)?\.ya?ml$/,
    holds:
      /\b(?:datasource|hikari|r2dbc|lifecycle|management|shutdown|tomcat|threads|flyway|liquibase)\b|\bcache\b/,
    read: readYaml,
    pools: javaPools,
    others: (entries, _text, path) => ({
      cacheManagers: springCaches(entries),
      runtime: springApplication(entries, path),
    }),
  },
  {
    title: 'Spring Boot settings',
    name: /(?:^|\/)(?:application|bootstrap)(?:-[\w-]+)?\.properties$/,
    holds:
      /\b(?:datasource|hikari|r2dbc|lifecycle|management|shutdown|tomcat|threads|flyway|liquibase)\b|\bcache\b/,
    read: properties,
    pools: javaPools,
    others: (entries, _text, path) => ({
      cacheManagers: springCaches(entries),
      runtime: springApplication(entries, path),
    }),
  },
  {
    title: 'Rails database settings',
    name: /(?:^|\/)config\/database\.yml$/,
    holds: /^[ \t]*adapter:/m,
    read: readYaml,
    pools: railsPools,
    others: (entries) => ({ sessions: railsSessions(railsPools(entries)) }),
  },
  {
    title: 'Sidekiq settings',
    name: /(?:^|\/)config\/sidekiq\.ya?ml$/,
    holds: /\b(?:concurrency|timeout|queues)\b/,
    read: readYaml,
    pools: () => [],
    others: (entries) => ({
      threads: concurrencyOf(entries),
      runtime: sidekiqSettings(entries),
    }),
  },
  {
    title: 'Django settings',
    name: /(?:^|\/)settings(?:\/[\w-]+)?\.py$|(?:^|\/)settings_?\w*\.py$/,
    holds:
      /^[ \t]*(?:DATABASES\s*(?:=\s*\{|\[["']\w+["']\]\s*=)|(?:STORAGES|DEFAULT_FILE_STORAGE)\s*=)/m,
    read: readPython,
    pools: djangoPools,
    others: (entries, text, path) => {
      const named = (name: string) =>
        entries.find(({ keys: [key, ...more] }) => key === name && more.length === 0);
      // Settings that name both do not tell which of them is served.
      const asgi = named('WSGI_APPLICATION') ? undefined : named('ASGI_APPLICATION');
      return {
        asgi: asgi ? { at: asgi.at, path: '/ASGI_APPLICATION' } : null,
        sessions: djangoSessions(entries, text),
        runtime: [
          ...djangoDatabases(entries),
          ...djangoState(entries, text, path),
          ...[pagesIn(text) ?? []].flat(),
        ],
      };
    },
  },
  {
    title: 'a Prisma schema',
    name: /\.prisma$/,
    holds: /^[ \t]*(?:datasource|model)[ \t]/m,
    read: prisma,
    pools: (entries) => entries.filter(isAddress).flatMap(prismaPool),
    others: (entries, text) => ({
      sessions: prismaSessions(entries),
      runtime: [...prismaDatasource(entries), ...prismaTables(entries, text)],
    }),
  },
  {
    title: 'environment variables',
    name: /(?:^|\/)\.env(?:\.(?!example|sample|template|dist|test)[\w-]+)*$|(?:^|\/)\.envs\/(?:[^/]+\/)*\.[\w-]+$|(?:^|\/)[\w-]+(?:\.(?!example|sample|template|dist|test)[\w-]+)*\.env$/,
    holds: /^[ \t]*(?:export[ \t]+)?[A-Za-z_][\w.]*[ \t]*=/m,
    read: dotenv,
    pools: (entries) =>
      entries
        .filter(
          ({ text }) =>
            PRISMA_URL.test(text) && /[?&](?:connection_limit|pool_timeout)=/.test(text),
        )
        .flatMap(prismaPool),
    others: (entries) => ({
      addresses: addressesOf(entries),
      runtime: [environmentFile(entries)],
    }),
  },
  {
    title: '.NET settings',
    name: /(?:^|\/)appsettings(?:\.[\w-]+)*\.json$/,
    holds: /"ConnectionStrings"/,
    read: readJson,
    pools: (entries) => entries.flatMap(netPool),
  },
  {
    title: 'PgBouncer settings',
    name: /(?:^|\/)(?=[^/]*pgbouncer)[^/]*\.ini$/,
    holds: /^[ \t]*\[pgbouncer\]/m,
    read: ini(INI_DIALECTS.pgbouncer),
    pools: (entries) =>
      sectionPool(
        PGBOUNCER,
        'postgres',
        entries.filter(
          ({ keys: [section, name] }) =>
            section === 'pgbouncer' && !(name === 'pool_mode' && hasModesOfItsOwn(entries)),
        ),
      ),
    others: (entries) => ({
      runtime: [
        serverSettings('pgbouncer', entries, (section, name) =>
          section === 'pgbouncer'
            ? name.toLowerCase()
            : section === 'databases'
              ? `databases/${name}`
              : undefined,
        ),
      ],
    }),
  },
  {
    title: 'MySQL settings',
    name: /(?:^|\/)[\w-]+\.cnf$/,
    holds: /^[ \t]*\[(?:mysqld|server|mariadb)[\w.-]*\]/m,
    read: ini(INI_DIALECTS.mysql),
    pools: () => [],
    others: (entries) => ({
      timeouts: timeoutsOf(entries),
      runtime: [
        serverSettings('mysql', entries, (section, name) =>
          /^(?:mysqld|server|mariadb)(?:[-.\d].*)?$/.test(section)
            ? name.toLowerCase().replaceAll('-', '_')
            : undefined,
        ),
      ],
    }),
  },
  {
    title: 'PostgreSQL settings',
    name: /(?:^|\/)[\w-]*(?:postgres|pgsql)[\w.-]*\.conf$|(?:^|\/)(?:postgres\w*|pgsql|pgdata)\/(?:[^/]+\/)*[\w.-]+\.conf$/,
    holds:
      /^[ \t]*(?:max_connections|shared_buffers|work_mem|idle_session_timeout|statement_timeout|listen_addresses|superuser_reserved_connections)\b/m,
    read: ini(INI_DIALECTS.postgresql),
    pools: () => [],
    others: (entries) => ({
      timeouts: timeoutsOf(entries),
      runtime: [serverSettings('postgresql', entries, (_section, name) => name.toLowerCase())],
    }),
  },
  {
    title: 'Redis settings',
    name: /(?:^|\/)[\w.-]*(?:redis|valkey|keydb)[\w.-]*\.conf$|(?:^|\/)(?:redis|valkey)\/(?:[^/]+\/)*[\w.-]+\.conf$/,
    holds:
      /^[ \t]*(?:maxmemory(?:-policy)?|appendonly|save|bind|port|maxclients|timeout|requirepass)[ \t]/m,
    read: ini(INI_DIALECTS.redis),
    pools: () => [],
    others: (entries) => ({
      runtime: [serverSettings('redis', entries, (_section, name) => name.toLowerCase())],
    }),
  },
  {
    title: 'settings of Laravel’s queues',
    name: /(?:^|\/)config\/queue\.php$/,
    holds: /['"]connections['"]\s*=>/,
    read: readPhp,
    pools: () => [],
    others: (entries) => ({ runtime: laravelQueues(entries) }),
  },
  {
    title: 'settings of Laravel Horizon',
    name: /(?:^|\/)config\/horizon\.php$/,
    holds: /['"]environments['"]\s*=>/,
    read: readPhp,
    pools: () => [],
    others: (entries) => ({ runtime: horizonSettings(entries) }),
  },
  {
    title: 'PHP-FPM settings',
    name: /\.conf$/,
    holds: /^[ \t]*pm\s*=\s*(?:static|dynamic|ondemand)\b/m,
    read: ini(INI_DIALECTS.php),
    others: (entries) => ({ runtime: phpFpmSettings(entries) }),
    pools: (entries) =>
      [...grouped(entries, ({ keys: [section = ''] }) => section).values()].flatMap((section) =>
        sectionPool(
          PHP_FPM,
          'unknown',
          section.filter(({ keys }) => /^pm(?:\.|$)/.test(keys.at(-1) ?? '')),
        ),
      ),
  },
];

/** The kind of a file, or `undefined` for one that sets up no pool. */
export function kindOf(path: string, text: string): Kind | undefined {
  return KINDS.find(({ name, holds }) => name.test(path) && holds.test(text));
}

/** A database or a user may have another mode than the rest. */
function hasModesOfItsOwn(entries: readonly Entry[]): boolean {
  return entries.some(
    ({ keys: [section], text }) => section !== 'pgbouncer' && /\bpool_mode\s*=/.test(text),
  );
}
