import type { DiagramNode } from '../../contracts/graph';
import type { PracticeId } from '../../practices';
import { graphBuilder } from '../graph';
import { say } from '../words';
import { type ReferenceView, reference } from './view';

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
}

/** The guide's decision tree: measure, relieve the bottleneck the cheapest way first, measure again. */
export function decisionTree(practice: (id: PracticeId) => number): {
  readonly steps: readonly TreeStep[];
  readonly ways: readonly TreeWay[];
} {
  const step = (name: string, label: string, shape: TreeStep['shape'] = 'box') => ({
    ...{ name, label, shape },
  });
  const way = (from: string, to: string, label = '') => ({ from, to, label });
  return {
    steps: [
      step('measure', say('it is slow:\nmeasure and profile'), 'rounded'),
      step('where', say('where?'), 'decision'),
      step('code', say('fix queries,\nadd indexes, cache')),
      step('machine', say('a larger machine?'), 'decision'),
      step('vertical', say('scale up')),
      step('horizontal', say('scale out behind\na load balancer,\nautoscale')),
      step('database', say('reads or writes?'), 'decision'),
      step('replicas', say('read replicas\nand a cache')),
      step('pooling', say('queries, indexes,\npooling')),
      step('shards', say('shard,\nthe last resort')),
      step('network', say('CDN, smaller files,\ncompression')),
    ],
    ways: [
      way('measure', 'where'),
      way('where', 'code', say('code')),
      way('where', 'machine', say('CPU, memory')),
      way('where', 'database', say('database')),
      way('where', 'network', say('network')),
      way('machine', 'vertical', say('up to {0} a month', `$${practice('scaling.machine-cost')}`)),
      way('machine', 'horizontal', say('no')),
      way('database', 'replicas', say('reads, {0} %', practice('database.read-share'))),
      way('database', 'pooling', say('both')),
      way('database', 'shards', say('writes')),
    ],
  };
}

/** From a bottleneck to what relieves it. */
export const decisionTreeReference: ReferenceView = {
  id: 'decision-tree',
  get title() {
    return say('Decision tree');
  },
  draw(practice) {
    const { steps, ways } = decisionTree(practice);
    const graph = graphBuilder(
      say('What to do about a bottleneck'),
      `${reference()} ${say('Measure, relieve the bottleneck, measure again.')}`,
    );
    const ids = new Map(
      steps.map(({ name, label, shape }) => [name, graph.node(name, label, { shape })]),
    );
    for (const { from, to, label } of ways) {
      graph.edge(ids.get(from) ?? '', ids.get(to) ?? '', label);
    }
    graph.explain(say('after each step measure again: the bottleneck is another'));
    return graph.build();
  },
};
