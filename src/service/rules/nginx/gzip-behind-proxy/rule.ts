import { defineRule } from '../../../contracts/rule';
import { insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';

export default defineRule({
  id: 'nginx/gzip-behind-proxy',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Proxied responses uncompressed',
  summary: 'Responses that go through a proxy or CDN are not compressed.',
  citations: ['nginx.gzip.proxied', 'guide.caching'],
  practices: [],
  checklist: ['compression'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    if (!PROXIED.some((name) => nginx.byName.has(name))) return;
    for (const gzip of nginx.byName.get('gzip') ?? []) {
      const [value] = gzip.args;
      if (value?.state !== 'known' || value.value !== 'on') continue;
      if (effective(gzip.scope, 'gzip_proxied', targets.nginx).state !== 'defaulted') continue;
      const vary = effective(gzip.scope, 'gzip_vary', targets.nginx).state === 'defaulted';
      report({
        at: value,
        message:
          'Clients reach this nginx through a proxy, and without "gzip_proxied" a request with a Via header, as CloudFront and Varnish send, gets an uncompressed response. Set gzip_proxied, with gzip_vary so that caches keep both.',
        fixes: unlessGenerated(nginx, () => [
          {
            title: 'Compress for proxies too',
            kind: 'suggestion',
            edits: [
              insertAfter(nginx, gzip, ['gzip_proxied any;', ...(vary ? ['gzip_vary on;'] : [])]),
            ],
          },
        ]),
      });
    }
  },
});

/** Nobody takes the client's address from a proxy that is not there. */
const PROXIED = ['set_real_ip_from', 'real_ip_header'];
