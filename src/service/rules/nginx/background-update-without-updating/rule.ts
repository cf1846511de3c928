import { defineRule } from '../../../contracts/rule';
import { allowUpdating, CACHING, neverUpdating } from '../../../languages/nginx/caching';
import { unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';

export default defineRule({
  id: 'nginx/background-update-without-updating',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Background update without stale',
  summary: 'A cache may refresh in the background, but not serve the old copy meanwhile.',
  citations: [
    'nginx.proxy.cache-background-update',
    'nginx.proxy.cache-use-stale',
    'guide.caching',
  ],
  practices: [],
  checklist: ['cache-layer'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<unknown>();
    for (const { kind, scope } of nginx.passes) {
      if (!CACHING.has(kind)) continue;
      const update = effective(scope, `${kind}_cache_background_update`, targets.nginx);
      const directive = update.state === 'declared' ? update.directives[0] : undefined;
      const value = directive?.args[0];
      if (!directive || value?.state !== 'known' || value.value !== 'on' || seen.has(directive))
        continue;
      const name = `${kind}_cache_use_stale`;
      const stale = effective(scope, name, targets.nginx);
      if (!neverUpdating(stale)) continue;
      seen.add(directive);
      report({
        at: value,
        message: `A background update takes effect only while the old copy may be served, and ${name} does not list "updating". Unless the server behind sends stale-while-revalidate, clients wait for every refresh. Add "updating".`,
        fixes: unlessGenerated(nginx, () => {
          const edit = allowUpdating(nginx, name, stale, directive);
          const title = 'Serve the old copy while it is refreshed';
          return edit ? [{ title, kind: 'suggestion', edits: [edit] }] : [];
        }),
      });
    }
  },
});
