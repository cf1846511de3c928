import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { appendArguments, insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import { effectiveText, isSeenWhole } from '../../../languages/nginx/effective';
import type { NginxListen, NginxModel, NginxServer } from '../../../languages/nginx/model';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/http2-missing',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'HTTP/2 missing',
  summary: 'A public TLS port speaks HTTP/1.1 only.',
  citations: ['nginx.http2', 'nginx.core.listen', 'guide.load-balancing'],
  practices: [],
  checklist: ['http2'],
  fixes: ['suggestion', 'guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const [port, sockets] of publicSockets(nginx)) {
      const [first] = sockets;
      if (!first || sockets.some((socket) => isModern(socket, targets.nginx))) continue;
      report({
        at: first.listen,
        message: `Clients of port ${port} speak HTTP/1.1: browsers open up to six TLS connections each, and a page's files queue on them. Turn on HTTP/2.`,
        fixes: unlessGenerated(nginx, () => turnOn(nginx, sockets, targets.nginx)),
      });
    }
  },
});

interface Socket {
  readonly server: NginxServer;
  readonly listen: NginxListen;
}

/** The TLS sockets of the ports that browsers use, whole configurations only. */
function publicSockets(nginx: NginxModel): ReadonlyMap<number, readonly Socket[]> {
  const ports = new Map<number, Socket[]>();
  for (const server of nginx.servers) {
    if (server.module !== 'http') continue;
    // What is not seen of one server may turn it on for the socket of all.
    if (!isSeenWhole(server.scope)) return new Map();
    for (const listen of server.listens) {
      if (listen.address.state !== 'known') return new Map();
      if (listen.flags.has('quic')) return new Map();
      if (!listen.flags.has('ssl') || listen.port === null || !/443$/.test(`${listen.port}`))
        continue;
      ports.set(listen.port, [...(ports.get(listen.port) ?? []), { server, listen }]);
    }
  }
  return ports;
}

/** It speaks more than HTTP/1.1, or its clients are no browsers. */
function isModern({ server, listen }: Socket, version: string | undefined): boolean {
  if (['http2', 'spdy', 'proxy_protocol'].some((flag) => listen.flags.has(flag))) return true;
  return ['http2', 'ssl_verify_client'].some(
    (name) => effectiveText(server.scope, name, version) !== 'off',
  );
}

/** The directive came with 1.25.1; before, it is a word of `listen`. */
function turnOn(
  nginx: NginxModel,
  sockets: readonly Socket[],
  version: string | undefined,
): readonly Fix[] {
  const older = olderThan(version, '1.25.1');
  const kind = older === undefined ? 'guided' : 'suggestion';
  const from = older === undefined ? 'HTTP/1.1 → HTTP/2 ' : '';
  const servers = new Map(sockets.map(({ server, listen }) => [server, listen]));
  const directive: Fix = {
    title: `Turn on HTTP/2: ${from}with "http2 on" (nginx 1.25.1 and newer)`,
    kind,
    edits: [...servers.values()].map((listen) =>
      insertAfter(nginx, listen.directive, ['http2 on;']),
    ),
  };
  const word: Fix = {
    title: `Turn on HTTP/2: ${from}with "listen … http2" (before nginx 1.25.1)`,
    kind,
    edits: sockets.map(({ listen }) => appendArguments(listen.directive, 'http2')),
  };
  if (older === undefined) return [directive, word];
  return older ? [word] : [directive];
}
