import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { hasSeveralServers } from '../../../languages/nginx/balancing';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, effectiveText } from '../../../languages/nginx/effective';
import type { NginxDirective } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/request-buffering-off-no-retry',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Unbuffered upload, no retry',
  summary: 'An upload that has begun cannot go to another server when its own fails.',
  citations: ['nginx.proxy.request-buffering', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<NginxDirective>();
    for (const { kind, scope, upstream } of nginx.passes) {
      if (!hasSeveralServers(upstream)) continue;
      const found = effective(scope, `${kind}_request_buffering`, targets.nginx);
      const directive = found.state === 'declared' ? found.directives[0] : undefined;
      const value = directive?.args[0];
      if (!directive || value?.state !== 'known' || value.value !== 'off' || seen.has(directive))
        continue;
      const retries = effectiveText(scope, `${kind}_next_upstream`, targets.nginx);
      if (retries === undefined || retries === 'off') continue;
      seen.add(directive);
      report({
        at: value,
        message: `With ${directive.name} off, a request whose body has begun to be sent is lost when its server fails: no other server of "${valueOf(upstream.name) ?? ''}" can take it over. Keep it for large uploads only.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Keep request bodies until they can be sent again: ${directive.name} off → on (large ones go to disk)`,
            kind: 'guided',
            edits: [replaceArgument(value, 'on')],
          },
        ]),
      });
    }
  },
});
