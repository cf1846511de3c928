import { entryOf } from '../../text/tables';
import { globMatcher, isGlob } from './globs';
import type { Resolution } from './include-graph';
import type { Body, Section } from './syntax';

/** What an `include` brings. */
export type Included =
  /** Its files appear here; `whole` where these are all it may bring. */
  | { readonly state: 'seen'; readonly bodies: readonly Body[]; readonly whole: boolean }
  /** What it brings does not matter to anything that is modelled (`mime.types`). */
  | { readonly state: 'harmless' }
  /** Any directive may come from it. */
  | { readonly state: 'hidden' };

/** Says what an include pattern brings. */
export type IncludeResolver = (pattern: string) => Included;

/** Follows includes as far as one text allows: within an `nginx -T` dump. */
export function withinDump(sections: readonly Section[]): IncludeResolver {
  const main = sections[0];
  const prefix = main ? main.path.slice(0, main.path.lastIndexOf('/') + 1) : '';
  return (pattern) => {
    if (!main) return unseen(pattern);
    const matches = globMatcher(pattern.startsWith('/') ? pattern : prefix + pattern);
    const found = sections.filter((section) => matches(section.path));
    if (found.length === 0 && !isGlob(pattern)) return unseen(pattern);
    return { state: 'seen', bodies: found.map(({ body }) => body), whole: true };
  };
}

/** Follows includes into the files of a project. */
export function acrossFiles(
  patterns: Readonly<Record<string, Resolution>>,
  bodies: ReadonlyMap<string, Body>,
): IncludeResolver {
  return (pattern) => {
    const found = entryOf(patterns, pattern);
    if (!found || found.paths.length === 0) return unseen(pattern);
    return {
      state: 'seen',
      bodies: found.paths.flatMap((path) => bodies.get(path) ?? []),
      whole: found.whole,
    };
  };
}

function unseen(pattern: string): Included {
  return { state: HARMLESS.test(pattern) ? 'harmless' : 'hidden' };
}

/** Files that come with nginx and hold nothing but types, or parameters of FastCGI and its like. */
export const HARMLESS =
  /(?:^|\/)(?:mime\.types|fastcgi_params|fastcgi\.conf|uwsgi_params|scgi_params)$/;
