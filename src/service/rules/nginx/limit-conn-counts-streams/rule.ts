import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { effective, effectiveText } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel, NginxServer } from '../../../languages/nginx/model';
import { parseCount } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/limit-conn-counts-streams',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Limit counts HTTP/2 requests',
  summary: 'A limit of connections that HTTP/2 counts by request.',
  citations: ['nginx.limit-conn', 'nginx.http2'],
  practices: [],
  checklist: ['rate-limit'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const addresses = new Set(
      nginx.zones
        .filter(({ kind, directive }) => kind === 'limit_conn' && isAddress(directive))
        .flatMap(({ name }) => valueOf(name) ?? []),
    );
    const seen = new Set<NginxDirective>();
    for (const { scope, server } of levelsOf(nginx)) {
      if (!speaksStreams(server, targets.nginx)) continue;
      const limits = effective(scope, 'limit_conn', targets.nginx);
      for (const directive of limits.state === 'declared' ? limits.directives : []) {
        const [zone, most] = directive.args;
        const count = most?.state === 'known' ? parseCount(most.value) : undefined;
        if (!zone || !addresses.has(valueOf(zone) ?? '') || most?.state !== 'known') continue;
        if (count === undefined || count > MOST_OF_ONE_PAGE || seen.has(directive)) continue;
        seen.add(directive);
        report({
          at: most,
          message: `In HTTP/2 and HTTP/3 each request under way counts as a connection, so a client gets no more than ${count} at once: a page with more files than that is answered with errors. Allow ${MOST_OF_ONE_PAGE} or more, or limit the rate of requests instead.`,
          related: [{ at: server, message: 'This server speaks HTTP/2 or HTTP/3.' }],
        });
      }
    }
  },
});

/** A browser asks for what a page names at once; nginx lets a connection have 128 streams. */
const MOST_OF_ONE_PAGE = 32;

function levelsOf({ servers, locations }: NginxModel) {
  return [
    ...servers.map((server) => ({ scope: server.scope, server })),
    ...locations.flatMap(({ scope, server }) => (server ? [{ scope, server }] : [])),
  ];
}

function isAddress({ args: [key] }: NginxDirective): boolean {
  return key?.state === 'known' && /^\$(?:binary_)?remote_addr$/.test(key.value);
}

function speaksStreams(
  { listens, scope, module }: NginxServer,
  version: string | undefined,
): boolean {
  if (module !== 'http') return false;
  if (listens.some(({ flags }) => flags.has('http2') || flags.has('quic'))) return true;
  return (
    listens.some(({ flags }) => flags.has('ssl')) && effectiveText(scope, 'http2', version) === 'on'
  );
}
