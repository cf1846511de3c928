import { escapePattern } from '../../text/patterns';
import { librariesOf } from './libraries';
import type { Library } from './libraries/library';
import type { ApplicationModel } from './model';

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
    return imports.has(made.qualifier) ? undefined : importedGorm(model);
  }
  const module = imports.get(made.qualifier)?.module;
  if (module === undefined) return undefined;
  return librariesOf(module).find(({ setOn }) => setOn?.test(made.name));
}

interface Made {
  readonly qualifier: string;
  readonly name: string;
}

/** `db, err := sql.Open(…)`, `config *pgxpool.Config`, `sqlDB, err := db.DB()`: the last one counts. */
function madeInGo(variable: string, before: string): Made | undefined {
  const made = new RegExp(
    `\\b${escapePattern(variable)}\\b(?:\\s*,\\s*\\w+)?(?:\\s*:?=\\s*|\\s+\\*?)(\\w+)\\.(\\w+)(\\(\\))?`,
    'g',
  );
  const [, qualifier = '', name = '', end = ''] = lastMatch(before, made) ?? [];
  if (qualifier === '') return undefined;
  return { qualifier, name: name === 'DB' && end !== '' ? 'DB()' : name };
}

/** `HikariConfig config = …`, `HikariConfig config)`. */
function madeInJava(variable: string, before: string): Made | undefined {
  const name = lastMatch(
    before,
    new RegExp(`\\b([A-Z]\\w*)\\s+${escapePattern(variable)}\\s*[=;,)]`, 'g'),
  )?.[1];
  return name === undefined ? undefined : { qualifier: name, name };
}

function lastMatch(text: string, pattern: RegExp): RegExpExecArray | undefined {
  return [...text.matchAll(pattern)].at(-1);
}

function importedGorm({ uses }: ApplicationModel): Library | undefined {
  const module = 'gorm.io/gorm';
  const isImported = [...uses.imports.values()].some((binding) => binding.module === module);
  return isImported ? librariesOf(module)[0] : undefined;
}
