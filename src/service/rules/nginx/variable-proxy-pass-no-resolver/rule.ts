import { defineRule } from '../../../contracts/rule';
import { insertBefore, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';
import { lookedUpName } from '../../../languages/nginx/lookups';

export default defineRule({
  id: 'nginx/variable-proxy-pass-no-resolver',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Variable pass without a resolver',
  summary: 'A pass to a name in a variable has no resolver to look it up with.',
  citations: ['nginx.proxy.pass', 'nginx.core.resolver'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const pass of nginx.passes) {
      if (pass.host.state !== 'unknown' || pass.scope.module !== 'http') continue;
      if (effective(pass.scope, 'resolver', targets.nginx).state !== 'defaulted') continue;
      const name = lookedUpName(nginx, pass);
      if (name === undefined) continue;
      report({
        at: pass,
        message: `${name} is looked up for each request, and no "resolver" says where: every one is answered with 502. Add a resolver with the address of your DNS server.`,
        fixes: unlessGenerated(nginx, () =>
          pass.scope.kind === 'location'
            ? [
                {
                  title: 'Add a resolver: none → 192.0.2.53 (put your own DNS server)',
                  kind: 'guided',
                  edits: [insertBefore(nginx, pass.directive, ['resolver 192.0.2.53 valid=30s;'])],
                },
              ]
            : [],
        ),
      });
    }
  },
});
