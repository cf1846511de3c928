import { globMatcher, isGlob } from './globs';
import type { Body, Section } from './syntax';

/** What an `include` brings. */
export type Included =
  /** Its files are part of this dump and appear here. */
  | { readonly state: 'seen'; readonly bodies: readonly Body[] }
  /** What it brings does not matter to anything that is modelled (`mime.types`). */
  | { readonly state: 'harmless' }
  /** Any directive may come from it. */
  | { readonly state: 'hidden' };

/** Follows includes as far as the text allows: within an `nginx -T` dump. */
export function includeResolver(sections: readonly Section[]): (pattern: string) => Included {
  const main = sections[0];
  const prefix = main ? main.path.slice(0, main.path.lastIndexOf('/') + 1) : '';
  // A file stands in one place of the model; where it is included again, its content is hidden.
  const used = new Set<Section>(main ? [main] : []);

  return (pattern) => {
    if (HARMLESS.test(pattern)) return { state: 'harmless' };
    if (!main) return { state: 'hidden' };
    const matches = globMatcher(pattern.startsWith('/') ? pattern : prefix + pattern);
    const found = sections.filter((section) => matches(section.path));
    if (found.some((section) => used.has(section))) return { state: 'hidden' };
    if (found.length === 0 && !isGlob(pattern)) return { state: 'hidden' };
    for (const section of found) used.add(section);
    return { state: 'seen', bodies: found.map((section) => section.body) };
  };
}

/** Files that come with nginx and hold nothing but types, or parameters of FastCGI and its like. */
const HARMLESS = /(?:^|\/)(?:mime\.types|fastcgi_params|fastcgi\.conf|uwsgi_params|scgi_params)$/;
