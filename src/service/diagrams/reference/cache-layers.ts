import { graphBuilder } from '../graph';
import { REFERENCE, type ReferenceView } from './view';

/** What a request passes on its way to the database, and where it may end early. */
export const cacheLayersReference: ReferenceView = {
  id: 'cache-layers',
  title: 'Cache layers',
  draw() {
    const graph = graphBuilder(
      'Cache layers',
      `${REFERENCE} Where a request may end before the database.`,
    );
    const client = graph.node('client', 'clients', { shape: 'rounded' });
    const browser = graph.node('browser', 'browser cache\n0 ms\nhits 95 % and more');
    const cdn = graph.node('cdn', 'CDN\n10 to 50 ms\nhits 80 to 95 %');
    const balancer = graph.node('balancer', 'load balancer');
    const application = graph.node('application', 'application\nservers');
    const cache = graph.node('cache', 'Redis or Memcached\n1 to 5 ms\nhits 70 to 85 %', {
      shape: 'store',
    });
    const replica = graph.node('replica', 'read replicas', { shape: 'store' });
    const primary = graph.node('primary', 'primary database\n20 to 100 ms', { shape: 'store' });
    graph.edge(client, browser);
    graph.edge(browser, cdn, 'miss');
    graph.edge(cdn, balancer, 'miss');
    graph.edge(balancer, application);
    graph.edge(application, cache, 'look up');
    // No database of today keeps results for itself: the guide's query cache is a use of the shared one.
    graph.edge(application, replica, 'miss: read');
    graph.edge(application, primary, 'write');
    graph.edge(primary, replica, 'replicates', true);
    return graph.build();
  },
};
