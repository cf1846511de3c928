import type { ProxiedServiceFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known, unknown } from '../../contracts/field';
import { type DataNode, entryOf, itemsOf, nodeAt, textOf } from '../../syntax/data-node';
import { readYaml, type YamlData } from '../../syntax/yaml';
import { durationSeconds } from '../shared/amounts';
import { serversIn } from './proxied-servers';
import { hashComments, type ProcessText } from './statement';
import { placeOf } from './yaml';

/** The services that a file of Traefik's provider `file` names, with the rules that lead to them. */
export function traefikServices(text: string): ProcessText {
  const data = readYaml(text, { uri: '' });
  const http = entryOf(data.documents[0], 'http');
  const rules = new Map<string, string[]>();
  for (const [, router] of entriesOf(entryOf(http, 'routers'))) {
    const name = plainName(textOf(entryOf(router, 'service')) ?? '');
    rules.set(name, [...(rules.get(name) ?? []), textOf(entryOf(router, 'rule')) ?? '']);
  }
  const transports = entryOf(http, 'serversTransports');
  const statements = entriesOf(entryOf(http, 'services')).flatMap(
    ([name, service]): readonly Placed<ProxiedServiceFact>[] => {
      const balancer = entryOf(service, 'loadBalancer');
      const urls = itemsOf(entryOf(balancer, 'servers')).map((server) => entryOf(server, 'url'));
      const servers = urls.flatMap((url) => serversIn(textOf(url) ?? ''));
      const path = urls[0]?.trail[0]?.path;
      if (path === undefined || servers.length === 0) return [];
      return [
        {
          ...{ kind: 'proxied-service', proxy: 'traefik', at: placeOf(data, urls[0]), path },
          ...{ service: name, rules: rules.get(name) ?? [], servers, keeps: true },
          idle: idleOf(data, balancer, transports, path),
          readTimeout: absent(placeOf(data, balancer).end, `${path}/readTimeout`),
        },
      ];
    },
  );
  return { statements, comments: hashComments(text) };
}

function entriesOf(node: DataNode | undefined): readonly (readonly [string, DataNode])[] {
  return node?.kind === 'map' ? [...node.entries] : [];
}

/** `shop@file` is the service that a file calls `shop`. */
function plainName(name: string): string {
  return name.replace(/@.*$/, '');
}

/** How long idle connections are kept: what the transport of a service says. */
function idleOf(
  data: YamlData,
  balancer: DataNode | undefined,
  transports: DataNode | undefined,
  path: string,
): Field<number> {
  const own = `${path}/idle`;
  const named = textOf(entryOf(balancer, 'serversTransport'));
  const end = placeOf(data, balancer).end;
  if (named === undefined) return absent(end, own);
  const transport = entryOf(transports, plainName(named));
  if (!transport)
    return unknown(`the transport ${named} is not here`, placeOf(data, balancer), own);
  const written = nodeAt(transport, ['forwardingTimeouts', 'idleConnTimeout']);
  if (!written) return absent(end, own);
  const seconds = durationSeconds(textOf(written) ?? '');
  const at = placeOf(data, written);
  const there = written.trail[0]?.path ?? own;
  return seconds === undefined
    ? unknown('it cannot be read', at, there)
    : known(seconds, at, there);
}
