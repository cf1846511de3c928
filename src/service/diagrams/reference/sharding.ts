import { graphBuilder } from '../graph';
import { say } from '../words';
import { type ReferenceView, reference } from './view';

const SHARDS = 4;

/** Rows spread over databases by a key: by its remainder, which is no range of it. */
export const shardingReference: ReferenceView = {
  id: 'sharding',
  get title() {
    return say('Sharding');
  },
  draw() {
    const graph = graphBuilder(
      say('Sharding'),
      `${reference()} ${say('Rows spread over databases by a key.')}`,
    );
    const client = graph.node('client', say('clients'), { shape: 'rounded' });
    const router = graph.node('router', say('router\nkey modulo {0}', SHARDS), {
      shape: 'decision',
    });
    graph.edge(client, router);
    for (let shard = 0; shard < SHARDS; shard++) {
      const primary = graph.node(`shard ${shard}`, say('shard {0}\nprimary', shard), {
        shape: 'store',
      });
      const replica = graph.node(`replica ${shard}`, say('replica of\nshard {0}', shard), {
        shape: 'store',
      });
      // The guide labels its shards with ranges; what a remainder picks is every fourth key.
      graph.edge(router, primary, say('remainder {0}', shard));
      graph.edge(primary, replica, say('replicates'), true);
    }
    graph.explain(say('dashed: copies'));
    return graph.build();
  },
};
