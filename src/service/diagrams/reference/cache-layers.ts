import { graphBuilder } from '../graph';
import { say } from '../words';
import { type ReferenceView, reference } from './view';

/** What a request passes on its way to the database, and where it may end early. */
export const cacheLayersReference: ReferenceView = {
  id: 'cache-layers',
  get title() {
    return say('Cache layers');
  },
  draw() {
    const graph = graphBuilder(
      say('Cache layers'),
      `${reference()} ${say('Where a request may end before the database.')}`,
    );
    const client = graph.node('client', say('clients'), { shape: 'rounded' });
    const browser = graph.node('browser', say('browser cache\n0 ms, hits over 95 %'));
    const cdn = graph.node('cdn', say('CDN\n10–50 ms, hits 80–95 %'));
    const balancer = graph.node('balancer', say('load balancer'));
    const application = graph.node('application', say('application'));
    const cache = graph.node('cache', say('Redis or Memcached\n1–5 ms, hits 70–85 %'), {
      shape: 'store',
    });
    const replica = graph.node('replica', say('read replicas'), { shape: 'store' });
    const primary = graph.node('primary', say('primary database\n20–100 ms'), {
      shape: 'store',
    });
    graph.edge(client, browser);
    graph.edge(browser, cdn, say('miss'));
    graph.edge(cdn, balancer, say('miss'));
    graph.edge(balancer, application);
    graph.edge(application, cache, say('look up'));
    // No database of today keeps results for itself: the guide's query cache is a use of the shared one.
    graph.edge(application, replica, say('miss: read'));
    graph.edge(application, primary, say('write'));
    graph.edge(primary, replica, say('replicates'), true);
    graph.explain(say('dashed: copies'));
    return graph.build();
  },
};
