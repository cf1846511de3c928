import { type Field, type Known, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { insertAfter, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxModel } from '../../../languages/nginx/model';

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
      const header = headerIn(nginx, key);
      const evasion = header && EVASIONS.get(header.value);
      if (!header || evasion === undefined) continue;
      const isMapped = header !== key;
      report({
        at: key,
        message: `The limit counts by ${isMapped ? `${key.value}, which a map sets to ${header.value}` : key.value}. ${evasion}. Take the address with the real-ip module, and count by $binary_remote_addr.`,
        ...(isMapped ? { related: [{ at: header, message: 'The header' }] } : {}),
        fixes: unlessGenerated(nginx, () => {
          const isTaken = nginx.byName.has('set_real_ip_from');
          const proxy = isTaken ? '' : ', taken from your proxy (put its address for 192.0.2.10)';
          const reload = isMapped
            ? ''
            : '; a reload refuses another key for a zone: restart nginx, or rename the zone';
          const lines = ['set_real_ip_from 192.0.2.10;', 'real_ip_header X-Forwarded-For;'];
          return [
            {
              title: `Count by ${header.value} → $binary_remote_addr${proxy}${reload}`,
              kind: 'guided',
              edits: [
                replaceArgument(header, '$binary_remote_addr'),
                ...(isTaken ? [] : [insertAfter(nginx, directive, lines)]),
              ],
            },
          ];
        }),
      });
    }
  },
});

/**
 * The header that a key is: itself, or what a row of a `map` makes of it. Rows for addresses that a `geo` lists are
 * left alone: these may be the proxies whose header is believed.
 */
function headerIn(nginx: NginxModel, key: Known<string>): Known<string> | undefined {
  if (EVASIONS.has(key.value)) return key;
  for (const { source, variable, rows } of nginx.maps) {
    if (valueOf(variable) !== key.value) continue;
    const listed = listedBy(nginx, source);
    for (const { words } of rows) {
      const [matched, value] = words;
      if (matched?.state !== 'known' || value?.state !== 'known') continue;
      if (EVASIONS.has(value.value) && !listed(matched.value)) return value;
    }
  }
  return undefined;
}

/** Whether a value is one that a `geo` gives to the addresses it lists, and to no others. */
function listedBy(nginx: NginxModel, source: Field<string>): (value: string) => boolean {
  const geo = (nginx.byName.get('geo') ?? []).find(({ args }) => {
    const name = args.at(-1);
    return name !== undefined && valueOf(name) === valueOf(source);
  });
  if (!geo) return () => false;
  const others = geo.rows.find(({ words: [name] }) => name && valueOf(name) === 'default');
  const unlisted = (others?.words[1] && valueOf(others.words[1])) ?? '';
  return (value) => value !== 'default' && value !== unlisted;
}

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
