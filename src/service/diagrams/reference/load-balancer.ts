import { graphBuilder } from '../graph';
import { REFERENCE, type ReferenceView } from './view';

/** From a name to a server that answers: DNS, layers 7 and 4, health checks. */
export const loadBalancerReference: ReferenceView = {
  id: 'load-balancer',
  title: 'Load balancer',
  draw(practice) {
    const graph = graphBuilder(
      'Load balancer',
      `${REFERENCE} From a name to a server that answers.`,
    );
    const client = graph.node('client', 'clients', { shape: 'rounded' });
    const dns = graph.node('dns', 'DNS\nby place and health');
    const http = graph.node('http', 'layer 7\nHTTP, by path');
    const tcp = graph.node('tcp', 'layer 4\nTCP and UDP');
    const checks = graph.node(
      'checks',
      `health checks\nevery ${practice('load-balancing.health-check-interval')} s\nout after ${practice('load-balancing.health-check-failures')}`,
      { shape: 'decision' },
    );
    const servers = [1, 2, 3].map((number) => graph.node(`server ${number}`, `server ${number}`));
    const failed = graph.node('failed', 'server 4\nfails its check', { tone: 'muted' });
    graph.edge(client, dns);
    graph.edge(dns, http);
    graph.edge(dns, tcp);
    // One balancer has one method; several shares of several methods cannot be added up.
    for (const server of servers) graph.edge(http, server, 'by turn');
    graph.edge(http, failed, 'none', true);
    for (const server of [...servers, failed]) graph.edge(checks, server, '', true);
    graph.edge(checks, http, 'takes it out', true);
    const [first] = servers;
    if (first !== undefined) graph.edge(tcp, first, 'streams', true);
    return graph.build();
  },
};
