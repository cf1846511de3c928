import { graphBuilder } from '../graph';
import { say } from '../words';
import { type ReferenceView, reference } from './view';

/** Writes go to one database, reads to its copies, which lag behind. */
export const readReplicasReference: ReferenceView = {
  id: 'read-replicas',
  get title() {
    return say('Read replicas');
  },
  draw(practice) {
    const graph = graphBuilder(
      say('Read replicas'),
      `${reference()} ${say('Writes go to one database, reads to its copies.')}`,
    );
    const servers = [1, 2, 3].map((number) =>
      graph.node(`server ${number}`, say('application {0}', number)),
    );
    const primary = graph.node('primary', say('primary\nall writes, 20 %'), { shape: 'store' });
    const lag = say('alert over {0} s of lag', practice('database.replication-lag'));
    const replicas = ['a', 'b', 'c'].map((zone) =>
      graph.node(`replica ${zone}`, say('replica, zone {0}\n{1}', zone, lag), { shape: 'store' }),
    );
    for (const [index, server] of servers.entries()) {
      graph.edge(server, primary, say('write'));
      const own = replicas[index];
      const next = replicas[(index + 1) % replicas.length];
      if (own !== undefined) graph.edge(server, own, say('read'));
      if (next !== undefined) graph.edge(server, next, '', true);
    }
    for (const replica of replicas) {
      graph.edge(primary, replica, say('about 100 ms'), true);
    }
    graph.explain(say('dashed: copies, and reads where the nearest replica fails'));
    return graph.build();
  },
};
