import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { allowUpdating, CACHING, neverUpdating } from '../../../languages/nginx/caching';
import { insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import { type Effective, effective, effectiveText } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel, NginxPass } from '../../../languages/nginx/model';
import { hasVariable } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/cache-stampede',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Cache stampede',
  summary: 'When a cached response expires, every waiting request goes to the server behind.',
  citations: ['nginx.proxy.cache-use-stale', 'nginx.proxy.cache-lock', 'guide.caching'],
  practices: [],
  checklist: ['cache-layer'],
  fixes: ['suggestion', 'guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<NginxDirective>();
    for (const pass of nginx.passes) {
      if (!CACHING.has(pass.kind)) continue;
      const cache = effective(pass.scope, `${pass.kind}_cache`, targets.nginx);
      const directive = cache.state === 'declared' ? cache.directives[0] : undefined;
      const zone = directive?.args[0];
      if (!directive || zone?.state !== 'known' || seen.has(directive)) continue;
      if (zone.value === 'off' || hasVariable(zone.value)) continue;
      const stale = effective(pass.scope, `${pass.kind}_cache_use_stale`, targets.nginx);
      const lock = effectiveText(pass.scope, `${pass.kind}_cache_lock`, targets.nginx);
      if (lock !== 'off' || !neverUpdating(stale)) continue;
      // nginx/background-update-without-updating says what is missing there.
      if (effectiveText(pass.scope, `${pass.kind}_cache_background_update`, targets.nginx) === 'on')
        continue;
      seen.add(directive);
      report({
        at: zone,
        message: `When an entry of the cache "${zone.value}" expires, every request for it goes to the server behind until the first one is answered. Let the old copy be served meanwhile: "${pass.kind}_cache_use_stale updating".`,
        fixes: unlessGenerated(nginx, () => [
          ...serveStale(nginx, pass, directive, stale),
          ...lockStatic(nginx, pass, directive),
        ]),
      });
    }
  },
});

function serveStale(
  nginx: NginxModel,
  pass: NginxPass,
  cache: NginxDirective,
  stale: Effective,
): readonly Fix[] {
  const title = 'Serve the old copy while one request refreshes it';
  const edit = allowUpdating(nginx, `${pass.kind}_cache_use_stale`, stale, cache);
  return edit ? [{ title, kind: 'suggestion', edits: [edit] }] : [];
}

const STATIC = /\\\.(?:\(|css|js|png|jpe?g|svg|woff2?)|^\/(?:static|assets|media|images|css|js)\b/;

/** The lock queues what cannot be cached behind one request at a time: only where all of it can. */
function lockStatic(nginx: NginxModel, pass: NginxPass, cache: NginxDirective): readonly Fix[] {
  const pattern = pass.location?.pattern;
  if (pattern?.state !== 'known' || !STATIC.test(pattern.value)) return [];
  if (cache.scope !== pass.location?.scope || cache.scope.open !== null) return [];
  if (cache.scope.byName.has(`${pass.kind}_cache_lock`)) return [];
  const edits = [insertAfter(nginx, cache, [`${pass.kind}_cache_lock on;`])];
  const title = `Fill the cache with one request at a time: ${pass.kind}_cache_lock off → on (what cannot be cached waits in line)`;
  return [{ title, kind: 'guided', edits }];
}
