import { isKnown, valueOf } from '../contracts/field';
import type { Graph } from '../contracts/graph';
import type {
  NginxModel,
  NginxPass,
  NginxServer,
  NginxUpstream,
  UpstreamServer,
} from '../languages/nginx/model';
import { graphBuilder } from './graph';
import { say } from './words';

/** More servers than this in one upstream become one box. */
const MOST_SERVERS = 12;

/** How traffic flows through an nginx file; `null` where it sends none anywhere. */
export function nginxTraffic(model: NginxModel): Graph | null {
  if (model.passes.length === 0 && model.upstreams.length === 0) return null;
  const graph = graphBuilder(
    say('nginx traffic'),
    say('From the client through nginx to the servers behind it'),
  );
  const seen = new Set<string>();
  const client = graph.node('client', say('clients'), { shape: 'rounded' });

  for (const pass of model.passes) {
    const entry = pass.server ? server(pass.server) : client;
    const location = pass.location ? locationNode(pass) : entry;
    if (location !== entry) graph.edge(entry, location);
    // Nearly all are `proxy_pass`; only another protocol is worth a word.
    const protocol = pass.kind === 'proxy' ? '' : pass.kind;
    for (const upstream of pass.upstreams) graph.edge(location, upstreamNode(upstream), protocol);
    if (pass.upstreams.length === 0 || pass.open) graph.edge(location, target(pass), protocol);
  }
  for (const upstream of model.upstreams) upstreamNode(upstream);
  if (model.upstreams.some(({ servers }) => servers.some(({ backup, down }) => backup || down))) {
    graph.explain(say('dashed: backup or down, no requests as long as others work'));
  }
  return graph.build();

  function server(of: NginxServer): string {
    const name = of.names.map((field) => valueOf(field) ?? '…').join(' ') || say('any host');
    const listens = of.listens.map(
      ({ address, flags }) => `${valueOf(address) ?? '…'}${flags.has('ssl') ? ' ssl' : ''}`,
    );
    const first = !seen.has(of.path);
    seen.add(of.path);
    const id = graph.node(of.path, say('server {0}\nlisten {1}', name, listens.join(', ') || '80'));
    if (first) graph.edge(client, id);
    return id;
  }

  function locationNode({ location }: NginxPass): string {
    if (!location) return client;
    const { modifier, pattern, path } = location;
    return graph.node(path, say('location {0}', `${modifier} ${valueOf(pattern) ?? '…'}`.trim()));
  }

  function target(pass: NginxPass): string {
    const host = isKnown(pass.host) ? pass.host.value : say('chosen by a variable');
    if (host === 'unix:') {
      const [socket] = pass.directive.args;
      const address = (socket && valueOf(socket)) ?? host;
      return graph.node(address, address.replace(/^https?:\/\//, ''));
    }
    return graph.node(
      `host ${host}:${pass.port}`,
      pass.port === null ? host : `${host}:${pass.port}`,
    );
  }

  function upstreamNode(upstream: NginxUpstream): string {
    const { name, method, keepalive, zone, servers, path } = upstream;
    const details = [
      method.kind === 'round_robin' ? say('round robin') : method.kind,
      ...(isKnown(keepalive) ? [`keepalive ${keepalive.value}`] : []),
      ...(isKnown(zone) ? [say('shared zone')] : []),
    ];
    const id = graph.node(
      path,
      say('upstream {0}\n{1}', valueOf(name) ?? '…', details.join(', ')),
      {
        shape: 'decision',
      },
    );
    if (seen.has(path)) return id;
    seen.add(path);
    const shares = sharesOf(servers);
    for (const [index, member] of servers.slice(0, MOST_SERVERS).entries()) {
      const label = `${valueOf(member.address) ?? '…'}${member.resolve ? `\n${say('re-resolved')}` : ''}`;
      const box = graph.node(member.path, member.down ? `${label}\n${say('down')}` : label, {
        tone: member.down ? 'muted' : 'normal',
      });
      graph.edge(
        id,
        box,
        member.backup ? say('backup') : (shares[index] ?? ''),
        member.backup || member.down,
      );
    }
    const more = servers.length - MOST_SERVERS;
    if (more > 0) graph.edge(id, graph.node(`${path} more`, say('{0} more servers', more)));
    return id;
  }
}

/** Each server's share of the requests, by weight; empty where a method or a value hides it. */
function sharesOf(servers: readonly UpstreamServer[]): readonly string[] {
  const weights = servers.map(({ weight, down, backup }) => {
    if (down || backup) return 0;
    return weight.state === 'absent' ? 1 : valueOf(weight);
  });
  if (weights.includes(undefined)) return [];
  const total = weights.reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
  return weights.map((weight) => (weight ? `${Math.round((100 * weight) / total)} %` : ''));
}
