import type { PoolEngine } from '../../contracts/fact';
import { absent, type Field, referenced } from '../../contracts/field';
import type { Call } from './reading';
import { envOf, type ObjectValue, type Value } from './values';

/** What a driver, a dialect or the beginning of an address says about the database. */
const ENGINES: readonly (readonly [RegExp, PoolEngine])[] = [
  [/^(?:jdbc:)?(?:postgres(?:ql)?|pg|pgx|pgnative|cockroachdb)(?:\+\w+)?(?::|$)/, 'postgres'],
  [/^(?:jdbc:)?mysql2?(?:\+\w+)?(?::|$)/, 'mysql'],
  [/^(?:jdbc:)?mariadb(?:\+\w+)?(?::|$)/, 'mariadb'],
  [/^mongodb(?:\+srv)?:/, 'mongodb'],
  [/^rediss?:/, 'redis'],
  [/^(?:jdbc:)?(?:mssql|sqlserver)(?:\+\w+)?(?::|$)/, 'mssql'],
  [/^(?:jdbc:)?oracle(?:db)?(?:\+\w+)?(?::|$)/, 'oracle'],
  [/^(?:jdbc:)?(?:sqlite3?|better-sqlite3|libsql|duckdb|h2)(?:\+\w+)?(?::|$)/, 'other'],
];

/** Options that say what the database is, or where. */
const TELLING =
  /^(?:client|clientUrl|dialect|type|driver|url|uri|dsn|conninfo|connection|connectionString|databaseUrl|host|hosts|database|datasourceUrl|setJdbcUrl|setUrl)$/;

/** The engine a pool's connections go to: the library's only one, or what its arguments say. */
export function engineOf(byLibrary: PoolEngine, call: Call, text = ''): PoolEngine {
  if (byLibrary !== 'unknown') return byLibrary;
  for (const value of tellingValues(call)) {
    // `gorm.Open(postgres.Open(dsn))`: the driver is called as its database is.
    const driver = /^(\w{1,40})\.(?:Open|New)\(/.exec(
      text.slice(value.at.start, value.at.start + 60),
    );
    const says = value.kind === 'string' ? value.value : driver?.[1];
    if (says === undefined) continue;
    const found = ENGINES.find(([pattern]) => pattern.test(says));
    if (found) return found[1];
  }
  return 'unknown';
}

/** Which database it is, where a variable of the environment says it, or a setting of the application. */
export function targetOf(call: Call, path: string, setting?: string): Field<string> {
  for (const value of tellingValues(call)) {
    const name = envOf(value);
    if (name !== null) return referenced({ space: 'env', name, fallback: null }, value.at, path);
    const asked = value.kind === 'other' ? value.asked : undefined;
    if (asked !== undefined)
      return referenced({ space: 'setting', name: asked, fallback: null }, value.at, path);
  }
  return setting === undefined
    ? absent(call.at.end, path)
    : referenced({ space: 'setting', name: setting, fallback: null }, call.nameAt, path);
}

function tellingValues({ arguments: values, settings }: Call): readonly Value[] {
  const objects = [...values, settings].filter(
    (value): value is ObjectValue => value?.kind === 'object',
  );
  return [...values.filter(({ kind }) => kind !== 'object'), ...objects.flatMap(telling)];
}

function telling({ entries }: ObjectValue): readonly Value[] {
  return entries
    .filter(({ name }) => TELLING.test(name))
    .flatMap(({ value }) => (value.kind === 'object' ? telling(value) : [value]));
}
