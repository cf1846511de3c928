import { graphBuilder } from '../graph';
import { say } from '../words';
import { type ReferenceView, reference } from './view';

const REGIONS = ['US', 'EU', 'APAC'];

/** Everything once in each region, and what the regions have in common. */
export const multiRegionReference: ReferenceView = {
  id: 'multi-region',
  get title() {
    return say('Multi-region');
  },
  draw() {
    const graph = graphBuilder(
      say('Multi-region'),
      `${reference()} ${say('Everything once a region, and one place for writes.')}`,
    );
    const client = graph.node('client', say('clients'), { shape: 'rounded' });
    const dns = graph.node('dns', say('DNS\nnearest healthy region'));
    graph.edge(client, dns);
    const stores = REGIONS.map((region, index) => {
      const servers = graph.node(`servers ${region}`, say('{0}\nbalancer and servers', region));
      const role = index === 0 ? say('primary') : say('replica');
      const store = graph.node(`store ${region}`, `${region}\n${role}`, {
        shape: 'store',
      });
      graph.edge(dns, servers);
      graph.edge(servers, store, index === 0 ? say('read, write') : say('read'));
      return { servers, store };
    });
    const [home, ...others] = stores;
    for (const { servers, store } of others) {
      if (home === undefined) continue;
      // Without a second primary each write crosses the sea once.
      graph.edge(servers, home.store, say('write'), true);
      graph.edge(home.store, store, say('replicates'), true);
    }
    graph.explain(say('dashed: from region to region'));
    return graph.build();
  },
};
