import type { Entry, SettingsText } from './entries';
import { readJson } from './formats/json';
import { readDotenv, readIni, readPrisma, readProperties } from './formats/lines';
import { readPython } from './formats/python';
import { readYaml } from './formats/yaml';
import type { PoolSettings } from './model';
import { isAddress, netPool, PRISMA_URL, prismaPool } from './pools/addresses';
import { grouped } from './pools/entries';
import { djangoPools, railsPools } from './pools/frameworks';
import { sectionPool } from './pools/sections';
import { springPools } from './pools/spring';
import { PGBOUNCER, PHP_FPM } from './products';

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
    pools: (entries) => entries.flatMap(netPool),
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
