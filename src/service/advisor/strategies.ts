import type { CitationId } from '../citations';
import type { Comparison } from '../contracts/advice';
import type { Given } from './given';

/** A way to scale. */
export interface Strategy {
  readonly id: string;
  readonly title: string;
  readonly compared: Comparison | null;
  readonly citations: readonly CitationId[];
  /** What to think of first, as far as it applies. */
  cautions(given: Given): readonly string[];
}

/** The ways to scale, the least intrusive first; six of them are compared by the guide. */
export const STRATEGIES: readonly Strategy[] = [
  {
    id: 'optimize',
    title: 'Make what is there faster',
    compared: null,
    citations: ['guide.scaling', 'guide.database'],
    cautions: () => [],
  },
  {
    id: 'vertical',
    title: 'Scale up: a larger machine',
    compared: compared(
      'databases, early days',
      'low',
      'the largest machine',
      'high, during the resize',
    ),
    citations: ['guide.scaling'],
    cautions: (given) => [
      ...(given.is('bottleneck', 'memory') || given.number('memory') !== undefined
        ? ['Memory that only ever fills is a leak; a larger machine then takes longer to fill.']
        : []),
      ...(given.is('bottleneck', 'cpu') || given.number('cpu') !== undefined
        ? [
            'On burstable machines (t3, t4g) look at the CPU credits first: spent credits look like load.',
          ]
        : []),
    ],
  },
  {
    id: 'caching',
    title: 'Put a cache in front of what is slow',
    compared: compared(
      'reading loads',
      'low to medium',
      'high: 80 % less database load and more',
      'none',
    ),
    citations: ['guide.caching'],
    cautions: (given) => [
      ...(given.is('cache', 'yes')
        ? [
            'There is a cache already: measure how often it has the answer, and for how long it keeps it, before there is another.',
          ]
        : []),
      ...(given.is('cache', 'no')
        ? [
            'Begin with what is read most and changes least, each key with a time after which it is gone.',
          ]
        : []),
      'When the cache is lost or emptied, the database gets the whole load at once; plan for it.',
    ],
  },
  {
    id: 'cdn',
    title: 'Serve static files from a CDN, and compress',
    compared: compared('static files, users everywhere', 'low', 'very high', 'none'),
    citations: ['guide.caching', 'guide.scaling'],
    cautions: () => [],
  },
  {
    id: 'horizontal',
    title: 'Scale out: more instances behind a load balancer, scaled by load',
    compared: compared(
      'web and API servers',
      'medium to high',
      'the next shared part, often the database',
      'low, behind a load balancer',
    ),
    citations: ['guide.scaling', 'guide.autoscaling', 'guide.load-balancing'],
    cautions: (given) => [
      ...(given.is('instances', 'no')
        ? ['Move the state out of the process first: it runs once only.']
        : []),
      ...(given.is('autoscaling', 'yes')
        ? ['It is scaled by load already: look at its maximum and its targets first.']
        : []),
      ...(given.is('database', 'no')
        ? []
        : ['What instances share, often the database, is full before there are enough of them.']),
    ],
  },
  {
    id: 'replicas',
    title: 'Add read replicas',
    compared: compared('90 reads to 10 writes', 'medium', 'high: many replicas', 'low'),
    citations: ['guide.database'],
    cautions: () => ['Replicas lag: what was just written is read from the primary.'],
  },
  {
    id: 'regions',
    title: 'Deploy in several regions',
    compared: null,
    citations: ['guide.scaling', 'guide.caching'],
    cautions: () => [
      'Either one region writes and the others read with a lag, or all write and conflicts must be resolved.',
    ],
  },
  {
    id: 'sharding',
    title: 'Shard the database, as a last resort',
    compared: compared(
      'many writes, huge data',
      'very high',
      'very high',
      'medium: migration is complex',
    ),
    citations: ['guide.database'],
    cautions: () => [
      'Try queries, indexes, a larger machine and archiving first: shards are hard to undo.',
    ],
  },
];

function compared(
  bestFor: string,
  complexity: string,
  endsAt: string,
  downtime: string,
): Comparison {
  return { bestFor, complexity, endsAt, downtime };
}
