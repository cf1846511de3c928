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
    const reads = practice('database.read-share');
    const primary = graph.node('primary', `primary\nall writes, ${100 - reads} %`, {
      shape: 'store',
    });
    const replicas = ['a', 'b', 'c'].map((zone) =>
      graph.node(`replica ${zone}`, `replica, zone ${zone}\nreads`, { shape: 'store' }),
    );
    for (const [index, server] of servers.entries()) {
      graph.edge(server, primary, 'write');
      const own = replicas[index];
      const next = replicas[(index + 1) % replicas.length];
      if (own !== undefined) graph.edge(server, own, 'read');
      if (next !== undefined) graph.edge(server, next, '', true);
    }
    for (const replica of replicas) {
      graph.edge(primary, replica, `lags ${practice('database.replication-lag')} ms`, true);
    }
    return graph.build();
  },
};
