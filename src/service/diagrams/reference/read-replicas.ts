import { graphBuilder } from '../graph';
import { REFERENCE, type ReferenceView } from './view';

/** Writes go to one database, reads to its copies, which lag behind. */
export const readReplicasReference: ReferenceView = {
  id: 'read-replicas',
  title: 'Read replicas',
  draw(practice) {
    const graph = graphBuilder(
      'Read replicas',
      `${REFERENCE} Writes go to one database, reads to its copies.`,
    );
    const servers = [1, 2, 3].map((number) =>
      graph.node(`server ${number}`, `application ${number}`),
    );
    const primary = graph.node('primary', 'primary\nall writes, 20 %', { shape: 'store' });
    const lag = `alert over ${practice('database.replication-lag')} s of lag`;
    const replicas = ['a', 'b', 'c'].map((zone) =>
      graph.node(`replica ${zone}`, `replica, zone ${zone}\n${lag}`, { shape: 'store' }),
    );
    for (const [index, server] of servers.entries()) {
      graph.edge(server, primary, 'write');
      const own = replicas[index];
      const next = replicas[(index + 1) % replicas.length];
      if (own !== undefined) graph.edge(server, own, 'read');
      if (next !== undefined) graph.edge(server, next, '', true);
    }
    for (const replica of replicas) {
      graph.edge(primary, replica, 'about 100 ms', true);
    }
    return graph.build();
  },
};
