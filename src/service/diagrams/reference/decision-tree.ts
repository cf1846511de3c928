import type { DiagramNode } from '../../contracts/graph';
import type { PracticeId } from '../../practices';
import { graphBuilder } from '../graph';
import { REFERENCE, type ReferenceView } from './view';

/** A step of the tree; `name` is what the ways and the advisor call it. */
export interface TreeStep {
  readonly name: string;
  readonly label: string;
  readonly shape: DiagramNode['shape'];
}

/** From one step to another, where the answer is `label`. */
export interface TreeWay {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly back: boolean;
}

/** The guide's decision tree: measure, relieve the bottleneck the cheapest way first, measure again. */
export function decisionTree(practice: (id: PracticeId) => number): {
  readonly steps: readonly TreeStep[];
  readonly ways: readonly TreeWay[];
} {
  const step = (name: string, label: string, shape: TreeStep['shape'] = 'box') => ({
    ...{ name, label, shape },
  });
  const way = (from: string, to: string, label = '', back = false) => ({ from, to, label, back });
  return {
    steps: [
      step('start', 'it is slow', 'rounded'),
      step('measure', 'measure and profile'),
      step('where', 'where?', 'decision'),
      step('code', 'fix queries,\nadd indexes, cache'),
      step('machine', 'a larger machine?', 'decision'),
      step('vertical', 'scale up'),
      step('horizontal', 'scale out behind\na load balancer'),
      step('database', 'reads or writes?', 'decision'),
      step('replicas', 'read replicas\nand a cache'),
      step('pooling', 'queries, indexes,\npooling'),
      step('shards', 'shard,\nthe last resort'),
      step('network', 'CDN, smaller files,\ncompression'),
      step('solved', 'solved?', 'decision'),
      step('autoscale', 'autoscale'),
      step('watch', 'keep measuring', 'rounded'),
    ],
    ways: [
      way('start', 'measure'),
      way('measure', 'where'),
      way('where', 'code', 'code'),
      way('where', 'machine', 'CPU, memory'),
      way('where', 'database', 'database'),
      way('where', 'network', 'network'),
      way('machine', 'vertical', `up to $${practice('scaling.machine-cost')} a month`),
      way('machine', 'horizontal', 'no'),
      way('database', 'replicas', `reads, ${practice('database.read-share')} %`),
      way('database', 'pooling', 'both'),
      way('database', 'shards', 'writes'),
      ...['code', 'vertical', 'replicas', 'pooling', 'shards', 'network'].map((from) =>
        way(from, 'solved'),
      ),
      way('horizontal', 'autoscale'),
      way('autoscale', 'solved'),
      way('solved', 'watch', 'yes'),
      way('solved', 'measure', 'no', true),
    ],
  };
}

/** From a bottleneck to what relieves it. */
export const decisionTreeReference: ReferenceView = {
  id: 'decision-tree',
  title: 'Decision tree',
  draw(practice) {
    const { steps, ways } = decisionTree(practice);
    const graph = graphBuilder(
      'What to do about a bottleneck',
      `${REFERENCE} Measure, relieve the bottleneck, measure again.`,
    );
    const ids = new Map(
      steps.map(({ name, label, shape }) => [name, graph.node(name, label, { shape })]),
    );
    for (const { from, to, label, back } of ways) {
      graph.edge(ids.get(from) ?? '', ids.get(to) ?? '', label, back);
    }
    return graph.build();
  },
};
