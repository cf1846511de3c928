import type { PoolEngine } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import { type Draft, poolSettings } from './build';
import { canonical, type Entry, type SettingsText } from './entries';
import { readJson } from './formats/json';
import { readDotenv, readIni, readPrisma, readProperties } from './formats/lines';
import { readPython } from './formats/python';
import { readYaml } from './formats/yaml';
import type { PoolSettings } from './model';
import { ACTIVE_RECORD, ADO_NET, DJANGO, HIKARI, PGBOUNCER, PHP_FPM, PRISMA } from './products';
import {
  connectionStringWords,
  engineOfConnectionString,
  engineOfUrl,
  type Part,
  urlParameters,
} from './strings';
import { envOf } from './values';

/** A kind of settings file: how it is told, how it is read, and where its pools are. */
export interface Kind {
  readonly title: string;
  readonly name: RegExp;
  /** What a text of that name must hold to be looked at. */
  readonly holds: RegExp;
  read(text: string): SettingsText;
  pools(entries: readonly Entry[], path: string): readonly PoolSettings[];
}

/** Every kind of settings file that is read. Adding one is adding an entry. */
export const KINDS: readonly Kind[] = [
  {
    title: 'Spring Boot settings',
    name: /(?:^|\/)(?:application|bootstrap)(?:-[\w-]+)?\.ya?ml$/,
    holds: /\b(?:datasource|hikari)\b/,
    read: readYaml,
    pools: springPools,
  },
  {
    title: 'Spring Boot settings',
    name: /(?:^|\/)(?:application|bootstrap)(?:-[\w-]+)?\.properties$/,
    holds: /\b(?:datasource|hikari)\b/,
    read: readProperties,
    pools: springPools,
  },
  {
    title: 'Rails database settings',
    name: /(?:^|\/)config\/database\.yml$/,
    holds: /^\s*adapter:/m,
    read: readYaml,
    pools: railsPools,
  },
  {
    title: 'Django settings',
    name: /(?:^|\/)settings(?:\/[\w-]+)?\.py$|(?:^|\/)settings_?\w*\.py$/,
    holds: /^DATABASES\s*=\s*\{/m,
    read: readPython,
    pools: djangoPools,
  },
  {
    title: 'a Prisma schema',
    name: /\.prisma$/,
    holds: /^[ \t]*datasource[ \t]/m,
    read: readPrisma,
    pools: (entries) => entries.filter(isAddress).flatMap(prismaPool),
  },
  {
    title: 'environment variables',
    name: /(?:^|\/)\.env(?:\.(?!example|sample|template|dist|test)[\w-]+)*$/,
    holds: /[?&](?:connection_limit|pool_timeout)=/,
    read: readDotenv,
    pools: (entries) => entries.filter(({ text }) => PRISMA_URL.test(text)).flatMap(prismaPool),
  },
  {
    title: '.NET settings',
    name: /(?:^|\/)appsettings(?:\.[\w-]+)*\.json$/,
    holds: /"ConnectionStrings"/,
    read: readJson,
    pools: (entries, path) => entries.flatMap((entry) => netPool(entry, path)),
  },
  {
    title: 'PgBouncer settings',
    name: /(?:^|\/)[^/]*pgbouncer[^/]*\.ini$/,
    holds: /^\s*\[pgbouncer\]/m,
    read: readIni,
    pools: (entries) =>
      sectionPool(
        PGBOUNCER,
        'postgres',
        entries.filter(({ keys: [section] }) => section === 'pgbouncer'),
      ),
  },
  {
    title: 'PHP-FPM settings',
    name: /\.conf$/,
    holds: /^\s*pm\s*=\s*(?:static|dynamic|ondemand)\b/m,
    read: readIni,
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

const PRISMA_URL = /^(?:postgres(?:ql)?|mysql|sqlserver|mongodb(?:\+srv)?):/;

/**
 * One pool for each prefix of `.hikari.`, and for each address of a data source. Only the part
 * of the file that no profile guards is complete: a profile adds to it.
 */
function springPools(entries: readonly Entry[], path: string): readonly PoolSettings[] {
  const ofProfile = /-[\w-]+\.\w+$/.test(path.split('/').pop() ?? '');
  const guarded = new Set(
    entries
      .filter(({ keys }) =>
        /^spring\.(?:config\.activate\.on-profile|profiles(?:\.active)?)$/.test(keys.join('.')),
      )
      .map(({ document }) => document),
  );
  const groups = grouped(
    entries.filter(({ keys }) => dataSourceOf(keys) !== undefined),
    ({ keys, document }) => `${document} ${dataSourceOf(keys)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const name = first && dataSourceOf(first.keys);
    if (!first || name === undefined) return [];
    const own = (key: string) =>
      group.find(
        ({ keys }) =>
          keys.length === name.split('.').length + 1 && canonical(keys.at(-1) ?? '') === key,
      );
    const hikari = group.filter(({ keys }) => isHikari(keys.at(-2)));
    const url =
      own('url') ??
      own('jdbcurl') ??
      group.find(({ keys }) => isHikari(keys.at(-2)) && canonical(keys.at(-1) ?? '') === 'jdbcurl');
    const type = own('type')?.text ?? '';
    const otherPool =
      (type !== '' && !/hikari/i.test(type)) ||
      group.some(({ keys }) => keys.some((key) => /^(?:tomcat|dbcp2|oracleucp)$/i.test(key)));
    if (otherPool || (hikari.length === 0 && !url)) return [];
    if (url && /^jdbc:(?:h2|hsqldb|derby|sqlite):/.test(url.text)) return [];
    return [
      poolSettings({
        product: HIKARI,
        name,
        path: `/${first.document}/${name.split('.').join('/')}`,
        engine: url ? engineOfUrl(url.text) : 'unknown',
        complete: !ofProfile && !guarded.has(first.document),
        parts: hikari.map(partOf),
        // A data source of the project's own may be bound to HikariCP itself.
        misplaced:
          name === 'spring.datasource'
            ? group.filter(({ keys }) => keys.length === 3 && !isHikari(keys.at(-1))).map(partOf)
            : [],
        at: (hikari[0] ?? url ?? first).nameAt,
        databaseEnv: url ? envOf(url.text) : null,
      }),
    ];
  });
}

/** `spring.datasource`, `app.datasource.orders`: what is in front of `hikari` or of an address. */
function dataSourceOf(keys: readonly string[]): string | undefined {
  const hikari = keys.findIndex(isHikari);
  if (hikari > 0) return keys.slice(0, hikari).join('.');
  const source = keys.findIndex((key) => canonical(key) === 'datasource');
  return source === -1 || source === keys.length - 1 ? undefined : keys.slice(0, -1).join('.');
}

function isHikari(key: string | undefined): boolean {
  return key !== undefined && canonical(key) === 'hikari';
}

/** Production has the pools that matter; with several databases, one each. */
function railsPools(entries: readonly Entry[]): readonly PoolSettings[] {
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
      databaseEnv: url ? envOf(url.text) : null,
    });
  });
}

/** Each database that PostgreSQL serves and that is given a pool or an age. */
function djangoPools(entries: readonly Entry[]): readonly PoolSettings[] {
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
      engine: /postgresql|postgis/.test(engine.text) ? 'postgres' : 'other',
      complete: false,
      parts: [...age, ...inPool].map(partOf),
      at: first.nameAt,
      databaseEnv: null,
    });
  });
}

function isAddress({ keys, text }: Entry): boolean {
  return keys.at(-1) === 'url' && PRISMA_URL.test(text);
}

function prismaPool(entry: Entry): readonly PoolSettings[] {
  const parameters = urlParameters(entry.text, entry.at.start);
  const name = entry.keys.join('.');
  return [
    poolSettings({
      product: PRISMA,
      name,
      path: `/${entry.keys.join('/')}`,
      engine: engineOfUrl(entry.text),
      complete: true,
      parts: parameters,
      at: entry.nameAt,
      databaseEnv: /^[A-Z][A-Z0-9_]*$/.test(name) ? name : null,
    }),
  ];
}

/** `appsettings.Production.json` adds to `appsettings.json`; a connection string is whole in either. */
function netPool(entry: Entry, _path: string): readonly PoolSettings[] {
  if (canonical(entry.keys[0] ?? '') !== 'connectionstrings') return [];
  const words = connectionStringWords(entry.text, entry.at.start);
  const engine = engineOfConnectionString(words);
  if (engine === undefined) return [];
  const name = entry.keys.slice(1).join('.');
  return [
    poolSettings({
      product: ADO_NET,
      name,
      path: `/ConnectionStrings/${name}`,
      engine,
      complete: true,
      parts: words,
      at: entry.nameAt,
      databaseEnv: null,
    }),
  ];
}

function sectionPool(
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
      databaseEnv: null,
    }),
  ];
}

function partOf({ keys, nameAt, text, at }: Entry): Part {
  return { name: keys.at(-1) ?? '', nameAt, text, at: at satisfies Span };
}

function grouped(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}
