import { graphBuilder } from '../graph';
import { REFERENCE, type ReferenceView } from './view';

const SHARDS = 4;

/** Rows spread over databases by a key: by its remainder, which is no range of it. */
export const shardingReference: ReferenceView = {
  id: 'sharding',
  title: 'Sharding',
  draw() {
    const graph = graphBuilder('Sharding', `${REFERENCE} Rows spread over databases by a key.`);
    const client = graph.node('client', 'clients', { shape: 'rounded' });
    const router = graph.node('router', `router\nkey modulo ${SHARDS}`, { shape: 'decision' });
    graph.edge(client, router);
    for (let shard = 0; shard < SHARDS; shard++) {
      const primary = graph.node(`shard ${shard}`, `shard ${shard}\nprimary`, { shape: 'store' });
      const replica = graph.node(`replica ${shard}`, `replica of\nshard ${shard}`, {
        shape: 'store',
      });
      // The guide labels its shards with ranges; what a remainder picks is every fourth key.
      graph.edge(router, primary, `remainder ${shard}`);
      graph.edge(primary, replica, 'replicates', true);
    }
    return graph.build();
  },
};
