import { LIBRARIES } from './libraries';
import type { Library } from './libraries/library';
import type { ApplicationModel } from './model';

/** Types and functions whose values take the options of a pool one by one, by their module. */
const TAKE_OPTIONS: Readonly<Record<string, RegExp>> = {
  'database/sql': /^(?:DB|Open|OpenDB)$/,
  'github.com/jmoiron/sqlx': /^(?:DB|Open|MustOpen|Connect|MustConnect)$/,
  'github.com/jackc/pgx/v5/pgxpool': /^(?:Config|ParseConfig)$/,
  'github.com/jackc/pgx/v4/pgxpool': /^(?:Config|ParseConfig)$/,
  'com.zaxxer.hikari': /^Hikari(?:Config|DataSource)$/,
  'org.apache.commons.dbcp2': /^BasicDataSource$/,
  'org.apache.tomcat.jdbc.pool': /^(?:DataSource|PoolProperties)$/,
  'com.mchange.v2.c3p0': /^ComboPooledDataSource$/,
};

/**
 * The library whose options are set on a variable, `config.setMaximumPoolSize(…)`, told from the text
 * in front of it: what is half typed has no tree to ask.
 */
export function librarySetOn(
  model: ApplicationModel,
  variable: string,
  offset: number,
): Library | undefined {
  const before = model.text.slice(0, offset);
  const made = model.grammar === 'go' ? madeInGo(variable, before) : madeInJava(variable, before);
  if (!made) return undefined;
  const { imports } = model.uses;
  if (made.name === 'DB()') {
    return imports.has(made.qualifier) ? undefined : libraryOf('gorm.io/gorm', model);
  }
  const module = imports.get(made.qualifier)?.module;
  return module !== undefined && TAKE_OPTIONS[module]?.test(made.name)
    ? libraryOf(module, model)
    : undefined;
}

interface Made {
  readonly qualifier: string;
  readonly name: string;
}

/** `db, err := sql.Open(…)`, `config *pgxpool.Config`, `sqlDB, err := db.DB()`: the last one counts. */
function madeInGo(variable: string, before: string): Made | undefined {
  const made = new RegExp(
    `\\b${variable}\\b(?:\\s*,\\s*\\w+)?(?:\\s*:?=\\s*|\\s+\\*?)(\\w+)\\.(\\w+)(\\(\\))?`,
    'g',
  );
  const [, qualifier = '', name = '', end = ''] = lastMatch(before, made) ?? [];
  if (qualifier === '') return undefined;
  return { qualifier, name: name === 'DB' && end !== '' ? 'DB()' : name };
}

/** `HikariConfig config = …`, `HikariConfig config)`. */
function madeInJava(variable: string, before: string): Made | undefined {
  const name = lastMatch(before, new RegExp(`\\b([A-Z]\\w*)\\s+${variable}\\s*[=;,)]`, 'g'))?.[1];
  return name === undefined ? undefined : { qualifier: name, name };
}

function lastMatch(text: string, pattern: RegExp): RegExpExecArray | undefined {
  return [...text.matchAll(pattern)].at(-1);
}

function libraryOf(module: string, { uses }: ApplicationModel): Library | undefined {
  const isImported = [...uses.imports.values()].some((binding) => binding.module === module);
  return isImported ? LIBRARIES.find(({ modules }) => modules.includes(module)) : undefined;
}
