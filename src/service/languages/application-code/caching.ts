import type { Located } from '../../contracts/field';
import { escapePattern } from '../../text/patterns';
import { stemOf } from '../../text/stems';
import type { Handle, Handles } from './handle';
import { type Query, queriesIn } from './queries';
import { keptWith } from './tree';
import { encloses, functionOf, inside, type Region, type Use, type Uses } from './uses';

/** A value is looked up in a cache and put there when it is missing. */
export interface CacheAside extends Located {
  readonly handle: Handle;
  readonly get: Use;
  readonly set: Use;
  /** The key as it is written. */
  readonly key: string;
  /** The words that give the value a lifetime; `null` where there are none. */
  readonly lifetime: string | null;
  readonly scope: Region;
}

/** A cache entry that is written or removed beside a change of the database. */
export interface CacheChange extends Located {
  readonly handle: Handle;
  readonly use: Use;
  readonly kind: 'set' | 'delete';
  readonly key: string;
  readonly lifetime: string | null;
  readonly scope: Region;
}

/** What a file does with caches, beyond the form of a lifetime. */
export interface Caching {
  readonly asides: readonly CacheAside[];
  readonly changes: readonly CacheChange[];
}

const SETS = /^(?:set|setex|setEx|psetex|Set|SetEx|setnx)$/;
const DELETES = /^(?:del|delete|unlink|Del|Unlink|mdel)$/;
const GETS = /^(?:get|Get)$/;
const EXPIRES = /^(?:expire|expireat|pexpire|expireAt|pExpire|Expire|touch)$/;

/** Finds lookups that fill the cache, and what else changes it. */
export function readCaching(uses: Uses, handles: Handles, text: string): Caching {
  const cached = uses.all.flatMap((use) => {
    const handle = handles.of(use.receiver, use);
    return handle?.kind === 'cache' ? [{ use, handle }] : [];
  });
  const expiring = cached
    .flatMap(({ use }) => (EXPIRES.test(use.method) ? [use] : []))
    .sort((a, b) => a.at.start - b.at.start);
  const changes: CacheChange[] = [];
  for (const { use, handle } of cached) {
    const kind = SETS.test(use.method) ? 'set' : DELETES.test(use.method) ? 'delete' : undefined;
    const key = keyOf(use, handle);
    if (!kind || key === undefined) continue;
    const path = `/cacheChanges/${changes.length}`;
    const scope = functionOf(use);
    changes.push({
      at: use.methodAt,
      path,
      handle,
      use,
      kind,
      key,
      lifetime: lifetimeOf(use, expiring, handle),
      scope,
    });
  }
  const asides: CacheAside[] = [];
  const told = new Set<Use>();
  for (const { use: get, handle } of cached) {
    if (!GETS.test(get.method)) continue;
    const set = changesIn(changes)
      .get(functionOf(get))
      ?.find((change) => change.kind === 'set' && fills(change, get, handle, text));
    if (!set || told.has(set.use)) continue;
    told.add(set.use);
    const path = `/cacheAsides/${asides.length}`;
    const { at, key, lifetime, scope } = set;
    asides.push({ at, path, handle, get, set: set.use, key, lifetime, scope });
  }
  return { asides, changes };
}

/** What changes caches, by the function it stands in. */
const changesIn = keptWith((changes: readonly CacheChange[]) => {
  const byScope = new Map<Region, CacheChange[]>();
  for (const change of changes) {
    const same = byScope.get(change.scope);
    if (same) same.push(change);
    else byScope.set(change.scope, [change]);
  }
  return byScope;
});

/** The same key of the same cache, later in the function, after a look at what was found. */
function fills({ use, key, scope }: CacheChange, get: Use, handle: Handle, text: string): boolean {
  if (use.receiver !== get.receiver || use.at.start < get.at.end || functionOf(get) !== scope) {
    return false;
  }
  if (keyOf(get, handle) !== key || get.result.kind !== 'variable') return false;
  const between = text.slice(get.at.end, use.at.start);
  const names = get.result.names.filter((name) => /^[\w$]+$/.test(name) && name !== '_');
  if (!isGo(handle.module) && names.some((name) => continues(use, name, between))) return false;
  const conditions = between.split('\n').flatMap((line) => /\bif\b.*/.exec(line)?.[0] ?? []);
  return names.some((name) => {
    const word = new RegExp(`\\b${escapePattern(name)}\\b`);
    return conditions.some((condition) => word.test(condition));
  });
}

/** What is put there is what was found, with something added: a state that is kept, no copy. */
function continues({ arguments: values }: Use, found: string, between: string): boolean {
  const written = values[1]?.text.match(/(?<![.\w$])[A-Za-z_$][\w$]*(?![\w$(])/g) ?? [];
  return written.some((value) => {
    const assigned = new RegExp(`(?<![.\\w$])${escapePattern(value)}\\b\\s*=(?!=)([^;\\n]*)`).exec(
      between,
    )?.[1];
    if (assigned === undefined) return value === found;
    return new RegExp(`(?<![.\\w$])${escapePattern(found)}\\b`).test(assigned);
  });
}

function keyOf({ arguments: values }: Use, { module }: Handle): string | undefined {
  return values[isGo(module) ? 1 : 0]?.text;
}

/**
 * What says how long the value lives, in whichever way the library is told; `expiring` are the calls that say it of
 * a key, in the order they stand in.
 */
function lifetimeOf(use: Use, expiring: readonly Use[], { module }: Handle): string | null {
  const { method, arguments: values } = use;
  if (/^(?:setex|setEx|psetex|SetEx)$/.test(method)) return values[1]?.text ?? '';
  const rest = values.slice(isGo(module) ? 3 : 2).map(({ text }) => text);
  const told = rest.filter((text) => !(isGo(module) && text === '0'));
  if (told.length > 0) return told.join(', ');
  const later = firstBehind(expiring, use.at.end);
  return later && inside(later.at, functionOf(use).at) ? (later.arguments[1]?.text ?? '') : null;
}

/** The first of sorted uses that begins behind a place. */
function firstBehind(sorted: readonly Use[], place: number): Use | undefined {
  let from = 0;
  for (let to = sorted.length; from < to; ) {
    const middle = (from + to) >> 1;
    if ((sorted[middle]?.at.start ?? 0) <= place) from = middle + 1;
    else to = middle;
  }
  return sorted[from];
}

function isGo(module: string): boolean {
  return module.startsWith('github.com/');
}

/** Whether a copy is put into Redis with no lifetime, and not something that is meant to stay. */
export function isKeptForEver({ handle, key, lifetime }: CacheAside): boolean {
  return (
    lifetime === null && /^(?:node-redis|ioredis|Redis)$/.test(handle.title) && !MEANT.test(key)
  );
}

/** What is kept on purpose, although somebody looks for it first. */
const MEANT =
  /session|lock|config|setting|flag|count|state|token|job|queue|seen|dedup|idempot|limit|version/i;

/** What may be a minute old is not worth a delete. */
export function isShortLived(lifetime: string | null): boolean {
  const seconds = /(?:EX['"]?\s*[:,]\s*|ex\s*=\s*|^)(\d+)\b/.exec(lifetime ?? '')?.[1];
  return seconds !== undefined && Number(seconds) <= 60;
}

/** Whether a key tells of what a query reads or writes: `user:${id}` of `user`, `users`, `User`. */
export function isAbout(key: string, { subject }: Query): boolean {
  if (subject === null) return false;
  const stem = stemOf(subject);
  return stem.length >= 3 && key.toLowerCase().includes(stem);
}

/**
 * The write that a change of the cache runs ahead of: later in the same function, always reached,
 * and of what the key tells of. None where the cache is changed once more behind it, which is the cure.
 */
export function writeBehind(
  change: CacheChange,
  { changes }: Caching,
  queries: readonly Query[],
): Query | undefined {
  const behind = { start: change.use.at.end, end: change.scope.at.end };
  const write = queriesIn(queries, behind).find(
    (query) =>
      query.kind === 'write' &&
      functionOf(query.use) === change.scope &&
      encloses(change.use.region, query.use.region) &&
      isAbout(change.key, query),
  );
  const isCured = changesIn(changes)
    .get(change.scope)
    ?.some(({ use }) => write && use.at.start > write.use.at.end);
  return isCured ? undefined : write;
}
