import { defineRule } from '../../../contracts/rule';
import { insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, entryKey } from '../../../languages/nginx/effective';
import type { NginxListen, NginxModel, NginxServer } from '../../../languages/nginx/model';
import { directivesWithin, levelsWithin } from '../../../languages/nginx/within';

export default defineRule({
  id: 'nginx/quic-not-announced',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'HTTP/3 not announced',
  summary: 'A server speaks HTTP/3, and no header tells clients so.',
  citations: ['nginx.quic', 'guide.load-balancing'],
  practices: [],
  checklist: ['http2'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const server of nginx.servers) {
      const quic = server.listens.find(({ flags }) => flags.has('quic'));
      if (!quic || quic.port === null || server.module !== 'http') continue;
      const headers = effective(server.scope, 'add_header', targets.nginx);
      if (headers.state === 'unknown') continue;
      const around = headers.state === 'declared' ? headers.directives : [];
      if (
        [...around, ...directivesWithin(nginx, server.scope, 'add_header')].some((entry) =>
          ANNOUNCES.has(entryKey(entry)),
        )
      )
        continue;
      if (levelsWithin(nginx, server.scope).some(({ open }) => open !== null)) continue;
      report({
        at: quic,
        message: `Browsers try HTTP/3 only when told, by an Alt-Svc header or in DNS, and nothing here sends the header. Announce it: Alt-Svc 'h3=":${quic.port}"'.`,
        fixes: unlessGenerated(nginx, () => announce(nginx, server, quic)),
      });
    }
  },
});

const ANNOUNCES: ReadonlySet<string> = new Set(['alt-svc', '']);

/** Not where it would drop the headers of an outer level, or locations have headers of their own. */
function announce(nginx: NginxModel, { scope, listens }: NginxServer, quic: NginxListen) {
  const inside = directivesWithin(nginx, scope, 'add_header');
  if (inside.some((entry) => entry.scope !== scope)) return [];
  if (inside.length === 0 && nginx.byName.has('add_header')) return [];
  const last = inside.at(-1) ?? listens.at(-1)?.directive ?? quic.directive;
  const line = `add_header Alt-Svc 'h3=":${quic.port}"; ma=86400';`;
  const edits = [insertAfter(nginx, last, [line])];
  return [{ title: 'Announce HTTP/3 with Alt-Svc', kind: 'suggestion' as const, edits }];
}
