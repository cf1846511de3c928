import { grouped } from '../../../architecture/grouped';
import type { PoolEngine, PoolFact } from '../../../contracts/fact';
import type { Placed } from '../../../contracts/facts/placed';
import { type Known, known, referenced, type Unknown, unknown } from '../../../contracts/field';
import type { Span } from '../../../contracts/span';
import { pointer } from '../../../syntax/data-node';
import type { Entry } from '../entries';
import { engineOfUrl } from '../strings';

/**
 * The databases of Django's settings that have no pool: each thread opens a connection of its own and
 * keeps it for its requests; docs.djangoproject.com, "Databases: persistent connections".
 */
export function djangoDatabases(entries: readonly Entry[]): readonly Placed<PoolFact>[] {
  const databases = grouped(
    entries.filter(({ keys: [setting], keys }) => setting === 'DATABASES' && keys.length > 1),
    ({ keys: [, name = ''] }) => name,
  );
  return [...databases].flatMap(([name, group]) => databaseOf(name, group));
}

function databaseOf(name: string, group: readonly Entry[]): readonly Placed<PoolFact>[] {
  const value = (key: string) => group.find(({ keys }) => keys.length === 3 && keys[2] === key);
  const [first] = group;
  if (!first) return [];
  const whole = group.find(({ keys }) => keys.length === 2);
  if (whole) {
    const database = calledDatabase(name, whole.text, whole.at);
    return database ? [database] : [];
  }
  const engine = value('ENGINE');
  const hasPool = group.some(
    ({ keys, text }) => keys[2] === 'OPTIONS' && keys[3] === 'pool' && text !== 'False',
  );
  if (hasPool || (engine && /sqlite/.test(engine.text))) return [];
  const host = value('HOST');
  const path = pointer('/DATABASES', name);
  const target = host
    ? addressOf(host.text, host.at, `${path}/HOST`)
    : unknown('its host is not written', first.nameAt, `${path}/HOST`);
  return [perThread(path, engine ? engineOfBackend(engine.text) : 'unknown', target, first.nameAt)];
}

/** `dj_database_url.config(…)`, `dj_database_url.parse(os.environ["X"])`, `env.db()`, `env.dj_db_url("X")`. */
function calledDatabase(name: string, text: string, at: Span): Placed<PoolFact> | undefined {
  const call =
    /^(dj_database_url\.(?:config|parse)|env\.(?:db|db_url|dj_db_url))\(([\s\S]*)\)?$/.exec(
      text.trim(),
    );
  if (!call) return undefined;
  const [, called = '', args = ''] = call;
  const path = pointer('/DATABASES', name);
  const fallback = /\bdefault\s*=\s*["']([^"']*)["']/.exec(args)?.[1] ?? null;
  if (/^(?:sqlite|spatialite)/.test(fallback ?? '') && !/\benv\b|environ|config/.test(text))
    return undefined;
  const variable = called.endsWith('.parse')
    ? variableIn(args)
    : {
        name:
          /\benv\s*=\s*["'](\w+)["']/.exec(args)?.[1] ??
          /^\s*["'](\w+)["']/.exec(args)?.[1] ??
          'DATABASE_URL',
        fallback,
      };
  const target: Known<string> | Unknown = variable
    ? referenced(
        { space: 'env', name: variable.name, fallback: variable.fallback },
        at,
        `${path}/HOST`,
      )
    : unknown('an expression', at, `${path}/HOST`);
  return perThread(path, engineOfUrl(fallback ?? ''), target, at);
}

function addressOf(text: string, at: Span, path: string): Known<string> | Unknown {
  const variable = variableIn(text);
  if (variable) {
    return referenced({ space: 'env', name: variable.name, fallback: variable.fallback }, at, path);
  }
  return /^[\w.-]+$/.test(text) && /[.-]|^[a-z]\w*$/.test(text)
    ? known(text, at, path)
    : unknown('an expression', at, path);
}

/** The variable of the environment that an expression reads, and what holds without it. */
function variableIn(
  text: string,
): { readonly name: string; readonly fallback: string | null } | undefined {
  const [, name, fallback] =
    /(?:environ(?:\.get)?\s*[[(]|getenv\(|\benv(?:\.\w+)?\(|\bconfig\()\s*["'](\w+)["'](?:\s*,\s*(?:default\s*=\s*)?["']([^"']*)["'])?/.exec(
      text,
    ) ?? [];
  return name === undefined ? undefined : { name, fallback: fallback ?? null };
}

function perThread(
  path: string,
  engine: PoolEngine,
  target: Known<string> | Unknown,
  at: Span,
): Placed<PoolFact> {
  return {
    kind: 'pool',
    at,
    path,
    library: 'django',
    engine,
    max: unknown('each thread opens one', at, `${path}/threads`),
    min: known(0, at, `${path}/min`, 'defaulted'),
    target,
    perThread: true,
  };
}

/** The engine of a backend of Django. */
export function engineOfBackend(backend: string): PoolEngine {
  if (/postgresql|postgis/.test(backend)) return 'postgres';
  if (/mysql/.test(backend)) return 'mysql';
  return /oracle/.test(backend) ? 'oracle' : 'other';
}
