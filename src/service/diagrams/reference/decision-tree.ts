import { graphBuilder } from '../graph';
import { REFERENCE, type ReferenceView } from './view';

/** From a bottleneck to what relieves it: measure first, the cheapest way first. */
export const decisionTreeReference: ReferenceView = {
  id: 'decision-tree',
  title: 'What to do about a bottleneck',
  draw(practice) {
    const graph = graphBuilder(
      'What to do about a bottleneck',
      `${REFERENCE} Measure, relieve the bottleneck, measure again.`,
    );
    const cost = `up to $${practice('scaling.machine-cost')} a month`;
    const start = graph.node('start', 'it is slow', { shape: 'rounded' });
    const measure = graph.node('measure', 'measure and profile');
    const where = graph.node('where', 'where?', { shape: 'decision' });
    const code = graph.node('code', 'fix queries,\nadd indexes, cache');
    const machine = graph.node('machine', 'a larger machine?', { shape: 'decision' });
    const vertical = graph.node('vertical', 'scale up');
    const horizontal = graph.node('horizontal', 'scale out behind\na load balancer');
    const database = graph.node('database', 'reads or writes?', { shape: 'decision' });
    const replicas = graph.node('replicas', 'read replicas\nand a cache');
    const pooling = graph.node('pooling', 'queries, indexes,\npooling');
    const shards = graph.node('shards', 'shard,\nthe last resort');
    const network = graph.node('network', 'CDN, smaller files,\ncompression');
    const solved = graph.node('solved', 'solved?', { shape: 'decision' });
    const autoscale = graph.node('autoscale', 'autoscale');
    const watch = graph.node('watch', 'keep measuring', { shape: 'rounded' });
    graph.edge(start, measure);
    graph.edge(measure, where);
    graph.edge(where, code, 'code');
    graph.edge(where, machine, 'CPU, memory');
    graph.edge(where, database, 'database');
    graph.edge(where, network, 'network');
    graph.edge(machine, vertical, cost);
    graph.edge(machine, horizontal, 'no');
    graph.edge(database, replicas, `reads, ${practice('database.read-share')} %`);
    graph.edge(database, pooling, 'both');
    graph.edge(database, shards, 'writes');
    for (const step of [code, vertical, replicas, pooling, shards, network])
      graph.edge(step, solved);
    graph.edge(horizontal, autoscale);
    graph.edge(autoscale, solved);
    graph.edge(solved, watch, 'yes');
    graph.edge(solved, measure, 'no', true);
    return graph.build();
  },
};
