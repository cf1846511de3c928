import { type Known, valueOf } from '../../contracts/field';
import type { TextChange } from '../../contracts/fix';
import { appendArguments, insertAfter, replaceArgument } from './edits';
import { type Effective, effective } from './effective';
import type { NginxDirective, NginxModel, NginxPass } from './model';
import { isBuiltIn } from './variables';
import { hasVariable } from './words';

/** The back ends whose responses nginx can cache. */
export const CACHING: ReadonlySet<string> = new Set(['proxy', 'fastcgi', 'uwsgi', 'scgi']);

/** Whether a `…_cache_use_stale` certainly does not serve an old copy while a new one is fetched. */
export function neverUpdating(stale: Effective): boolean {
  if (stale.state === 'defaulted') return true;
  if (stale.state === 'unknown') return false;
  const args = stale.directives[0]?.args ?? [];
  return args.every((arg) => arg.state === 'known' && arg.value !== 'updating');
}

/** The edit that adds `updating`: to the directive that holds, or as a new one below `beside`. */
export function allowUpdating(
  nginx: NginxModel,
  name: string,
  stale: Effective,
  beside: NginxDirective,
): TextChange | undefined {
  const written = stale.state === 'declared' ? stale.directives[0] : undefined;
  if (!written) return insertAfter(nginx, beside, [`${name} updating;`]);
  const first = written.args[0];
  if (first?.state !== 'known') return undefined;
  return first.value === 'off'
    ? replaceArgument(first, 'updating')
    : appendArguments(written, 'updating');
}

/** A `proxy_pass` whose responses are cached under a key that can be read. */
export interface CachedPass {
  readonly pass: NginxPass;
  readonly cache: NginxDirective;
  readonly zone: Known<string>;
  /** The key as it is written; `undefined` where nginx's own is used. */
  readonly key: Known<string> | undefined;
  readonly keyText: string;
  /** The variables in the key, without their `$`. */
  readonly variables: ReadonlySet<string>;
}

/** Passes whose cache key holds only variables that nginx itself gives a value. */
export function cachedPasses(
  nginx: NginxModel,
  version: string | undefined,
): readonly CachedPass[] {
  return nginx.passes.flatMap((pass) => {
    if (pass.kind !== 'proxy') return [];
    const on = effective(pass.scope, 'proxy_cache', version);
    const cache = on.state === 'declared' ? on.directives[0] : undefined;
    const zone = cache?.args[0];
    if (!cache || zone?.state !== 'known' || zone.value === 'off' || hasVariable(zone.value))
      return [];
    const written = effective(pass.scope, 'proxy_cache_key', version);
    if (written.state === 'unknown') return [];
    const key = written.state === 'declared' ? written.directives[0]?.args[0] : undefined;
    if (written.state === 'declared' && key?.state !== 'known') return [];
    const keyText = (key && valueOf(key)) ?? '$scheme$proxy_host$request_uri';
    const variables = new Set([...keyText.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name ?? ''));
    if (![...variables].every(isBuiltIn)) return [];
    return [
      { pass, cache, zone, key: key?.state === 'known' ? key : undefined, keyText, variables },
    ];
  });
}
