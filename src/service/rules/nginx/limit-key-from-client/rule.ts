import { defineRule } from '../../../contracts/rule';
import { insertAfter, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';

export default defineRule({
  id: 'nginx/limit-key-from-client',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Limit by a forgeable header',
  summary: 'A limit counts by a header that clients can write.',
  citations: ['nginx.limit-req', 'nginx.limit-conn', 'nginx.realip'],
  practices: [],
  checklist: ['rate-limit'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const { kind, directive } of nginx.zones) {
      const [key] = directive.args;
      if ((kind !== 'limit_req' && kind !== 'limit_conn') || key?.state !== 'known') continue;
      const evasion = EVASIONS.get(key.value);
      if (evasion === undefined) continue;
      report({
        at: key,
        message: `The limit counts by ${key.value}. ${evasion}. Take the address with the real-ip module, and count by $binary_remote_addr.`,
        fixes: unlessGenerated(nginx, () => {
          const isTaken = nginx.byName.has('set_real_ip_from');
          const proxy = isTaken ? '' : ', taken from your proxy (put its address for 192.0.2.10)';
          const lines = ['set_real_ip_from 192.0.2.10;', 'real_ip_header X-Forwarded-For;'];
          return [
            {
              title: `Count by ${key.value} → $binary_remote_addr${proxy}; a reload refuses another key for a zone: restart nginx, or rename the zone`,
              kind: 'guided',
              edits: [
                replaceArgument(key, '$binary_remote_addr'),
                ...(isTaken ? [] : [insertAfter(nginx, directive, lines)]),
              ],
            },
          ];
        }),
      });
    }
  },
});

/** Proxies add to X-Forwarded-For and keep what a client has sent; how that gets past a limit. */
const EVASIONS: ReadonlyMap<string, string> = new Map([
  [
    '$http_x_forwarded_for',
    'Proxies keep what a client writes into that header, so each new value starts a count of its own; and a request without it is not counted at all',
  ],
  [
    '$proxy_add_x_forwarded_for',
    'It begins with what the client writes into X-Forwarded-For, so each new value starts a count of its own',
  ],
]);
