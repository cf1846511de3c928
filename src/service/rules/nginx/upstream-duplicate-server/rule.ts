import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import {
  appendArguments,
  removeDirective,
  replaceArgument,
  unlessGenerated,
} from '../../../languages/nginx/edits';
import type { NginxModel, NginxUpstream, UpstreamServer } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/upstream-duplicate-server',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Server listed twice',
  summary: 'An upstream lists the same server twice.',
  citations: ['nginx.upstream.server', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const upstream of nginx.upstreams) {
      if (upstream.dynamic !== null) continue;
      for (const [first, ...again] of sameServers(upstream)) {
        const last = again[again.length - 1];
        if (!first || !last) continue;
        const address = first.address.state === 'known' ? first.address.value : 'This server';
        const times = again.length === 1 ? 'twice' : `${again.length + 1} times`;
        report({
          at: last,
          message: `"${address}" is listed ${times}: it gets the share of all its lines, and when it fails, a retry may go to it again. List it once, with a weight if the share is meant.`,
          related: [first, ...again.slice(0, -1)].map((server) => ({
            at: server,
            message: 'It is listed here too.',
          })),
          fixes: unlessGenerated(nginx, () => merge(nginx, [first, ...again])),
        });
      }
    }
  },
});

/** Groups of two or more lines that name one server in one role. */
function sameServers(upstream: NginxUpstream): readonly (readonly UpstreamServer[])[] {
  const groups = new Map<string, UpstreamServer[]>();
  for (const server of upstream.servers) {
    if (server.address.state !== 'known' || server.kind === 'unknown') continue;
    if (server.parameters.some((p) => !p.known || DISTINCT.has(p.name))) continue;
    const address = server.kind === 'unix' ? server.address.value : `${server.host}:${server.port}`;
    const key = `${address} ${server.backup ? 'backup' : ''} ${server.down ? 'down' : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), server]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** Parameters that tell lines with one address apart. */
const DISTINCT: ReadonlySet<string> = new Set(['route', 'service', 'id']);

/** One line with the summed weight: the same share, and failures counted in one place. */
function merge(nginx: NginxModel, servers: readonly UpstreamServer[]): readonly Fix[] {
  const [first, ...again] = servers;
  if (!first || again.some((server) => otherParameters(server) !== otherParameters(first)))
    return [];
  const weights = servers.map((server) => weightOf(server));
  if (weights.some((weight) => weight === undefined)) return [];
  const total = weights.reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
  const { weight } = first;
  const kept =
    weight.state === 'known'
      ? replaceArgument(weight, `weight=${total}`)
      : appendArguments(first.directive, `weight=${total}`);
  const removed = again.map((server) => removeDirective(nginx, server.directive));
  const address = first.address.state === 'known' ? first.address.value : '';
  const title = `List ${address} once, with weight=${total}`;
  return [{ title, kind: 'suggestion', edits: [kept, ...removed] }];
}

function weightOf({ weight }: UpstreamServer): number | undefined {
  if (weight.state === 'known') return weight.value;
  return weight.state === 'absent' ? 1 : undefined;
}

function otherParameters({ parameters }: UpstreamServer): string {
  const others = parameters.filter((parameter) => parameter.name !== 'weight');
  return others
    .map(({ name, value }) => `${name}=${value}`)
    .sort()
    .join(' ');
}
