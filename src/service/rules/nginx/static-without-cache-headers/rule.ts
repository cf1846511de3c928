import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { insertAtEnd, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, entryKey } from '../../../languages/nginx/effective';
import type { NginxLocation } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/static-without-cache-headers',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Static files without cache headers',
  summary: 'Files that rarely change are served without saying how long they may be kept.',
  citations: ['nginx.headers.expires', 'guide.caching'],
  practices: [],
  checklist: ['caching-headers'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const location of nginx.locations) {
      const pattern = valueOf(location.pattern) ?? '';
      if (!servesStaticFiles(location, pattern)) continue;
      const { scope } = location;
      if (effective(scope, 'expires', targets.nginx).state !== 'defaulted') continue;
      const headers = effective(scope, 'add_header', targets.nginx);
      if (headers.state === 'unknown') continue;
      const named = headers.state === 'declared' ? headers.directives.map(entryKey) : [];
      if (named.some((name) => SAYS.has(name))) continue;
      report({
        at: location,
        message: `Nothing says how long browsers and CDNs may keep what ${pattern} serves, so they guess or ask again for each file. Set "expires": days, and more for files that get a new name when they change.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title:
              'Let browsers keep these files: as long as they guess → 7 days (a change shows that late, unless its file gets a new name)',
            kind: 'guided',
            edits: [insertAtEnd(nginx, scope, ['expires 7d;'])],
          },
        ]),
      });
    }
  },
});

/** Headers that say it; an unreadable name may be one of them. */
const SAYS: ReadonlySet<string> = new Set(['cache-control', 'expires', 'pragma', '']);

const EXTENSIONS = /\\\.\(?(?:\?:)?[^)\\]*\b(?:css|js|png|jpe?g|woff2?|svg|ico)\b[^)\\]*\)?\$?$/;
const FOLDERS = /^\/(?:static|assets|css|js|img|images|fonts)\/?$/;

/** A location of scripts, styles and pictures that answers from the disk by itself. */
function servesStaticFiles(location: NginxLocation, pattern: string): boolean {
  const { modifier, scope, passes, locations } = location;
  const matches = /^~\*?$/.test(modifier) ? EXTENSIONS.test(pattern) : FOLDERS.test(pattern);
  if (!matches || scope.module !== 'http' || passes.length > 0 || locations.length > 0)
    return false;
  return !ELSEWHERE.some((name) => scope.byName.has(name));
}

/** Directives by which something else answers, or nobody does. */
const ELSEWHERE = ['return', 'rewrite', 'deny', 'internal', 'etag', 'if', 'content_by_lua_block'];
