import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';

/** What tells two requests apart for nearly every application; nginx's documentation has it for fastcgi. */
const KEY = '$scheme$request_method$host$request_uri';

export default defineRule({
  id: 'nginx/cache-key-missing',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Cache without a key',
  summary: 'A cache of FastCGI, uwsgi or SCGI has no key, so that every request gets one answer.',
  citations: ['nginx.fastcgi.cache-key', 'guide.caching'],
  practices: [],
  checklist: ['cache-layer'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<unknown>();
    for (const { kind, scope } of nginx.passes) {
      // For proxy_pass there is a key by default.
      if (!/^(?:fastcgi|uwsgi|scgi)$/.test(kind)) continue;
      const cache = effective(scope, `${kind}_cache`, targets.nginx);
      const directive = cache.state === 'declared' ? cache.directives[0] : undefined;
      const zone = directive?.args[0];
      if (!directive || zone?.state !== 'known' || zone.value === 'off' || seen.has(directive))
        continue;
      if (effective(scope, `${kind}_cache_key`, targets.nginx).state !== 'defaulted') continue;
      seen.add(directive);
      report({
        at: zone,
        message: `No ${kind}_cache_key holds here, and there is none by default: every request has the same key in "${valueOf(zone) ?? ''}", so the first answer that is kept is sent for every path and to every user.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Add ${kind}_cache_key ${KEY}`,
            kind: 'guided',
            edits: [insertAfter(nginx, directive, [`${kind}_cache_key ${KEY};`])],
          },
        ]),
      });
    }
  },
});
