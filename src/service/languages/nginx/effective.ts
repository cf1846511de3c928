import { isGlob } from './globs';
import { defaultOf, inheritanceOf } from './inheritance';
import type { NginxDirective, NginxModel, Scope } from './model';
import type { NamedList } from './named-directives';
import { FRAGMENT, INCLUDE, isOutermost } from './scopes';

/** What holds at a level for a directive, and where it comes from. */
export type Effective =
  | {
      readonly state: 'declared';
      /** One for a scalar; all entries of the level for a list. */
      readonly directives: readonly NginxDirective[];
      /** The level they stand in. */
      readonly scope: Scope;
      readonly inherited: boolean;
      /** Entries of outer levels that would have held here, had this level none of its own. */
      readonly dropped: readonly NginxDirective[];
    }
  /**
   * Nothing is written on any level; `value` is nginx's own, `null` for none and `undefined` where
   * it depends on a version that is not known.
   */
  | { readonly state: 'defaulted'; readonly value: string | null | undefined }
  | { readonly state: 'unknown'; readonly why: string };

/**
 * The value of `name` at `scope`. "Nothing is written" is said only of a closed scope: every level
 * up to `http` is in the model and none includes a file that is not. A level that has entries
 * of a list closes that list by itself, since outer levels cannot add to it.
 *
 * @param nginx the configured version, for defaults that changed; `undefined` where it is not known
 */
export function effective(scope: Scope, name: string, nginx: string | undefined): Effective {
  const inheritance = inheritanceOf(name);
  if (inheritance === undefined) return { state: 'unknown', why: 'this directive is not modelled' };
  // Most of what is asked for stands nowhere.
  if (!scope.everywhere.has(name)) {
    const hidden = inheritance === 'own-level' || IN_MAIN.has(name) ? undefined : scope.unseen;
    if (hidden === null) return defaulted(name, nginx);
    if (hidden !== undefined) return { state: 'unknown', why: hidden };
  }
  let level: Scope | null = scope;
  while (level) {
    const list: NamedList<NginxDirective> | undefined = level.byName.list(name);
    if (list) {
      if (level.open !== null && (inheritance === 'whole-list' || level.open !== INCLUDE)) {
        return { state: 'unknown', why: level.open };
      }
      // The level and all levels inside it share what is written there.
      const kept = level === scope ? 'own' : 'inherited';
      const { directives } = list;
      const isList = inheritance === 'whole-list';
      list[kept] ??= new Declared(
        isList ? directives : directives.slice(-1),
        level,
        level !== scope,
        isList ? name : null,
      );
      return list[kept] as Declared;
    }
    if (level.open !== null) return { state: 'unknown', why: level.open };
    if (inheritance === 'own-level') return { state: 'defaulted', value: null };
    if (level.parent === null && !level.rooted) return { state: 'unknown', why: FRAGMENT };
    level = isOutermost(level) && !IN_MAIN.has(name) ? null : level.parent;
  }
  return defaulted(name, nginx);
}

/** What is written. Few ask what outer levels had, and there are as many of these as locations. */
class Declared {
  private outer: readonly NginxDirective[] | undefined;

  /** @param list - the name of a list; `null` for a scalar */
  constructor(
    readonly directives: readonly NginxDirective[],
    readonly scope: Scope,
    readonly inherited: boolean,
    private readonly list: string | null,
  ) {}

  get state(): 'declared' {
    return 'declared';
  }

  get dropped(): readonly NginxDirective[] {
    this.outer ??= this.list === null ? [] : outerEntries(this.scope, this.list);
    return this.outer;
  }
}

/** nginx's own values, by version and name. */
const defaults = new Map<string | undefined, Map<string, Effective>>();

function defaulted(name: string, nginx: string | undefined): Effective {
  const known = defaults.get(nginx) ?? new Map<string, Effective>();
  defaults.set(nginx, known);
  const before = known.get(name);
  if (before) return before;
  const found: Effective = { state: 'defaulted', value: defaultOf(name, nginx) };
  known.set(name, found);
  return found;
}

/** What may be set above `http` all the same. */
const IN_MAIN: ReadonlySet<string> = new Set(['error_log']);

/** The inherited settings that are written on some level from here outwards, by name. */
export function settingsAt(scope: Scope): readonly string[] {
  const names = new Set<string>();
  for (let level: Scope | null = scope; level; level = isOutermost(level) ? null : level.parent) {
    for (const name of level.byName.keys()) {
      const inheritance = inheritanceOf(name);
      if (inheritance !== undefined && inheritance !== 'own-level') names.add(name);
    }
  }
  return [...names].sort();
}

/** The text of a scalar's first argument where it is known: declared, or nginx's default. */
export function effectiveText(
  scope: Scope,
  name: string,
  nginx: string | undefined,
): string | undefined {
  const found = effective(scope, name, nginx);
  if (found.state === 'defaulted') return found.value ?? undefined;
  if (found.state === 'unknown') return undefined;
  const arg = found.directives[0]?.args[0];
  return arg?.state === 'known' ? arg.value : undefined;
}

/**
 * The entries of the nearest outer level that has any, less those that `level` repeats. A level in
 * between that includes another file may have dropped them already.
 */
function outerEntries(level: Scope, name: string): readonly NginxDirective[] {
  const repeated = new Set((level.byName.get(name) ?? []).map(entryKey));
  for (let outer = level.parent; outer; outer = outer.parent) {
    const entries = outer.byName.get(name);
    if (entries) return entries.filter((entry) => !repeated.has(entryKey(entry)));
    if (outer.open !== null) return [];
  }
  return [];
}

/** What makes two entries of a list the same one: a header's name, in any case. */
export function entryKey(entry: NginxDirective): string {
  const first = entry.args[0];
  return first?.state === 'known' ? first.value.toLowerCase() : '';
}

/**
 * Whether a glob names a folder of the machine (`/etc/nginx/conf.d/*.conf`): packages and other repositories put
 * files there too, whatever this project has in it. Of an `nginx -T` dump all is seen.
 */
export function includesDeployedFolder(nginx: NginxModel): boolean {
  const isDump = nginx.files.some(({ path }) => path.startsWith('/'));
  if (isDump) return false;
  return (nginx.byName.get('include') ?? []).some(
    ({ args: [pattern], scope }) =>
      (scope.kind === 'http' || scope.kind === 'stream') &&
      pattern?.state === 'known' &&
      pattern.value.startsWith('/') &&
      isGlob(pattern.value),
  );
}

/** Whether every level from here to `http`, `stream` or main is in this text, whole. */
export function isSeenWhole(scope: Scope): boolean {
  return scope.unseen === null;
}
