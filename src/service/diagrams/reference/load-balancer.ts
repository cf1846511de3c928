import { graphBuilder } from '../graph';
import { say } from '../words';
import { type ReferenceView, reference } from './view';

/** From a name to a server that answers: DNS, layers 7 and 4, health checks. */
export const loadBalancerReference: ReferenceView = {
  id: 'load-balancer',
  get title() {
    return say('Load balancer');
  },
  draw(practice) {
    const graph = graphBuilder(
      say('Load balancer'),
      `${reference()} ${say('From a name to a server that answers.')}`,
    );
    const client = graph.node('client', say('clients'), { shape: 'rounded' });
    const dns = graph.node('dns', say('DNS\nby place and health'));
    const http = graph.node('http', say('layer 7\nHTTP, by path'));
    const tcp = graph.node('tcp', say('layer 4\nTCP and UDP'));
    const checks = graph.node(
      'checks',
      say(
        'health checks\nevery {0} s\nout after {1}',
        practice('load-balancing.health-check-interval'),
        practice('load-balancing.health-check-failures'),
      ),
      { shape: 'decision' },
    );
    const servers = [1, 2, 3].map((number) =>
      graph.node(`server ${number}`, say('server {0}', number)),
    );
    const failed = graph.node('failed', say('server 4\nfails its check'), { tone: 'muted' });
    graph.edge(client, dns);
    graph.edge(dns, http);
    graph.edge(dns, tcp);
    // One balancer has one method; several shares of several methods cannot be added up.
    for (const server of servers) graph.edge(http, server, say('by turn'));
    graph.edge(http, failed, say('none'), true);
    for (const server of [...servers, failed]) graph.edge(checks, server, '', true);
    graph.edge(checks, http, say('takes it out'), true);
    const [first] = servers;
    if (first !== undefined) graph.edge(tcp, first, say('streams'));
    graph.explain(say('dashed: checks, and what gets no requests'));
    return graph.build();
  },
};
