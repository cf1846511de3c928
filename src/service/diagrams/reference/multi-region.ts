import { graphBuilder } from '../graph';
import { REFERENCE, type ReferenceView } from './view';

const REGIONS = ['US', 'EU', 'APAC'];

/** Everything once in each region, and what the regions have in common. */
export const multiRegionReference: ReferenceView = {
  id: 'multi-region',
  title: 'Multi-region',
  draw() {
    const graph = graphBuilder(
      'Multi-region',
      `${REFERENCE} Everything once a region, and one place for writes.`,
    );
    const client = graph.node('client', 'clients', { shape: 'rounded' });
    const dns = graph.node('dns', 'DNS\nnearest healthy region');
    graph.edge(client, dns);
    const stores = REGIONS.map((region, index) => {
      const servers = graph.node(`servers ${region}`, `${region}\nbalancer and servers`);
      const role = index === 0 ? 'primary' : 'replica';
      const store = graph.node(`store ${region}`, `${region}\n${role}`, { shape: 'store' });
      graph.edge(dns, servers);
      graph.edge(servers, store, index === 0 ? 'read, write' : 'read');
      return { servers, store };
    });
    const [home, ...others] = stores;
    for (const { servers, store } of others) {
      if (home === undefined) continue;
      // Without a second primary each write crosses the sea once.
      graph.edge(servers, home.store, 'write', true);
      graph.edge(home.store, store, 'replicates', true);
    }
    return graph.build();
  },
};
