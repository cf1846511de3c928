import { grouped } from '../../../architecture/grouped';
import type { PoolOverrides } from '../../../contracts/fact';
import { poolSettings } from '../build';
import { canonical, type Entry } from '../entries';
import type { PoolSettings, SettingsModel } from '../model';
import { HIKARI } from '../products';
import { engineOfUrl } from '../strings';
import { partOf } from './entries';

/**
 * One pool for each prefix of `.hikari.`, and for each address of a data source. Only the part
 * of the file that no profile guards is complete: a profile adds to it.
 */
export function springPools(entries: readonly Entry[], path: string): readonly PoolSettings[] {
  const ofProfile = /(?<![\w-])\w*-[\w-]+\.\w+$/.test(path.split('/').pop() ?? '');
  const guarded = profilesOf(entries);
  const ofFile = profileOfFile(path);
  // The profiles that it names as active may say more.
  const naming = new Set(
    entries
      .filter(({ keys }) => /^spring\.profiles\.active$/.test(keys.join('.')))
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
    // A data source of the project's own may be bound to HikariCP itself, without a key of its name.
    const isOwn = name !== 'spring.datasource';
    const hikari = group.filter(
      ({ keys }) => isHikari(keys.at(-2)) || (isOwn && isHikariOption(keys.at(-1) ?? '')),
    );
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
    const profile = guarded.get(first.document) ?? ofFile;
    return [
      poolSettings({
        product: HIKARI,
        name,
        ...(profile !== null && { profile }),
        path: `/${first.document}/${name.split('.').join('/')}`,
        engine: url ? engineOfUrl(url.text) : 'unknown',
        complete: !ofProfile && !guarded.has(first.document) && !naming.has(first.document),
        parts: hikari.map(partOf),
        misplaced: isOwn
          ? []
          : group.filter(({ keys }) => keys.length === 3 && !isHikari(keys.at(-1))).map(partOf),
        address: url,
        overrides: overridesOf(name, hikari),
        at: (hikari[0] ?? url ?? first).nameAt,
      }),
    ];
  });
}

/** The profile that a file of settings holds for by its name: `prod` of `application-prod.yml`. */
export function profileOfFile(path: string): string | null {
  return /(?:^|\/)(?:application|bootstrap)-([\w-]+)\.\w+$/.exec(path)?.[1] ?? null;
}

/** The documents of a file that hold for some profiles alone, with the profile where it is a single plain one. */
export function profilesOf(entries: readonly Entry[]): ReadonlyMap<number, string | null> {
  return new Map(
    entries.flatMap(({ keys, text, document }): [number, string | null][] =>
      /^spring\.(?:config\.activate\.(?:on-profile|onprofile|on-cloud-platform)|profiles)$/i.test(
        keys.join('.'),
      )
        ? [[document, /^[\w-]+$/.test(text) && !/platform$/.test(keys.at(-1) ?? '') ? text : null]]
        : [],
    ),
  );
}

/** `spring.datasource`, `app.datasource.orders`: what is in front of `hikari` or of an address. */
function dataSourceOf(keys: readonly string[]): string | undefined {
  const hikari = keys.findIndex(isHikari);
  if (hikari > 0) return keys.slice(0, hikari).join('.');
  const source = keys.findIndex((key) => canonical(key) === 'datasource');
  return source === -1 || source === keys.length - 1 ? undefined : keys.slice(0, -1).join('.');
}

/** `hikari`, and what Spring's own example of two data sources calls it. */
function isHikari(key: string | undefined): boolean {
  return key !== undefined && /^(?:hikari|configuration)$/.test(canonical(key));
}

function isHikariOption(key: string): boolean {
  return HIKARI.options.some(({ names }) =>
    names.some((name) => canonical(name) === canonical(key)),
  );
}

/** Spring binds variables over its files: dots are `_`, and dashes fall away (or are `_`, as of old). */
function overridesOf(name: string, hikari: readonly Entry[]): PoolOverrides {
  const above = hikari[0]?.keys.slice(0, -1).join('.') ?? `${name}.hikari`;
  const variables = (property: string) => {
    const dotless = property.replaceAll('.', '_').toUpperCase();
    return [...new Set([dotless.replaceAll('-', ''), dotless.replaceAll('-', '_')])];
  };
  return {
    max: variables(`${above}.maximum-pool-size`),
    min: variables(`${above}.minimum-idle`),
    target: [...variables(`${name}.url`), ...variables(`${above}.jdbc-url`)],
  };
}

/** Spring's cache manager on Redis, and whether its entries have a lifetime. */
export function springCaches(entries: readonly Entry[]): SettingsModel['cacheManagers'] {
  const named = (name: RegExp) => entries.find(({ keys }) => name.test(keys.join('.')));
  const lifetime = named(/^spring\.cache\.redis\.time-?to-?live$/i);
  if (lifetime) return [{ at: lifetime.at, path: '/spring/cache/redis', lifetime: 'set' }];
  const type = named(/^spring\.cache\.type$/);
  return type && /^redis$/i.test(type.text)
    ? [{ at: type.at, path: '/spring/cache/type', lifetime: 'kept' }]
    : [];
}
