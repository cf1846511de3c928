import type { TextChange } from '../../contracts/fix';
import { appendArguments, insertAfter, replaceArgument } from './edits';
import type { Effective } from './effective';
import type { NginxDirective, NginxModel } from './model';

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
