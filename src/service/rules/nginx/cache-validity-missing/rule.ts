import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { effective } from '../../../languages/nginx/effective';
import { hasVariable } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/cache-validity-missing',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Cache without validity',
  summary: 'A cache keeps only the responses whose own headers say how long.',
  citations: ['nginx.proxy.cache-valid', 'guide.caching'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<unknown>();
    for (const { kind, scope } of nginx.passes) {
      if (!/^(?:proxy|fastcgi|uwsgi|scgi)$/.test(kind)) continue;
      const cache = effective(scope, `${kind}_cache`, targets.nginx);
      const directive = cache.state === 'declared' ? cache.directives[0] : undefined;
      const zone = directive?.args[0];
      if (zone?.state !== 'known' || seen.has(directive)) continue;
      if (zone.value === 'off' || hasVariable(zone.value)) continue;
      if (effective(scope, `${kind}_cache_valid`, targets.nginx).state !== 'defaulted') continue;
      seen.add(directive);
      report({
        at: zone,
        message: `No ${kind}_cache_valid holds here, so the cache "${valueOf(zone) ?? ''}" keeps a response only if Cache-Control, Expires or X-Accel-Expires of the server behind says so. Check that it sends one; set a time here only for what is the same for every user.`,
      });
    }
  },
});
