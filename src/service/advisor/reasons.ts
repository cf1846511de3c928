import type { PracticeId } from '../practices';
import type { Given } from './given';

/** A row of the decision matrix, or a leaf of the decision tree: where it leads, and why. */
export interface Reason {
  readonly strategies: readonly string[];
  readonly cost: string | null;
  /** In words, where it holds. */
  because(given: Given): string | undefined;
}

/** The decision matrix, seven situations, and below it the leaves of the decision tree. */
export const REASONS: readonly Reason[] = [
  row(['optimize'], 'none to low', (given) =>
    above(
      given,
      'response-time',
      'scaling.response-time',
      's',
      (value, figure) =>
        `Responses take ${value}, more than ${figure}: queries that run once a row and missing indexes are the usual reason`,
    ),
  ),
  row(['vertical', 'horizontal'], 'low to medium', (given) =>
    above(
      given,
      'cpu',
      'autoscaling.cpu-overload',
      ' %',
      (value, figure) =>
        `CPU stays at ${value}, above ${figure}: a larger machine first, then more of them`,
    ),
  ),
  row(['vertical'], 'low', (given) =>
    above(
      given,
      'memory',
      'scaling.memory-overload',
      ' %',
      (value, figure) => `Memory is ${value} full, above ${figure}: more of it is quick`,
    ),
  ),
  row(['replicas', 'caching'], 'medium', (given) => {
    if (!given.is('bottleneck', 'database')) return undefined;
    if (given.is('database-load', 'writes') || given.is('database-load', 'balanced'))
      return undefined;
    const share = `${given.practice('database.read-share')} %`;
    return given.is('database-load', 'reads')
      ? 'The database is the bottleneck, and mostly reads: replicas take reads away, a cache keeps answers'
      : `The database is the bottleneck: where ${share} of the load are reads, replicas take them away and a cache keeps answers`;
  }),
  row(['horizontal'], 'medium', (given) =>
    given.is('traffic', 'spikes')
      ? 'Traffic comes in spikes: instances come and go with demand'
      : undefined,
  ),
  row(['regions'], 'high', (given) =>
    given.is('users', 'far')
      ? 'Users far away wait: serve each from the nearest region'
      : undefined,
  ),
  row(['horizontal', 'cdn'], 'medium to high', (given) =>
    above(
      given,
      'growth',
      'scaling.growth',
      ' %',
      (value, figure) =>
        `The load grows by ${value} a month, more than ${figure}: prepare for exponential growth`,
    ),
  ),
  row(['optimize'], null, (given) =>
    given.is('bottleneck', 'code')
      ? 'Code or queries are the bottleneck: no repeated queries, indexes, and results that are kept'
      : undefined,
  ),
  row(['vertical'], null, (given) => {
    const part = machinePart(given);
    if (!part || given.is('can-grow', 'no')) return undefined;
    const price = `$${given.practice('scaling.machine-cost')} a month`;
    return given.is('can-grow', 'yes')
      ? `${part} is the bottleneck and the machine can grow`
      : `${part} is the bottleneck: let the machine grow if that costs less than ${price}`;
  }),
  row(['horizontal'], null, (given) => {
    const part = machinePart(given);
    if (!part || given.is('can-grow', 'yes')) return undefined;
    return given.is('can-grow', 'no')
      ? `${part} is the bottleneck and the machine cannot grow: add instances, and scale them by load`
      : `${part} is the bottleneck: add instances if the machine cannot grow`;
  }),
  row(['optimize'], null, (given) =>
    given.is('database-load', 'balanced') && given.is('bottleneck', 'database')
      ? 'The database reads and writes: better queries, indexes and connection pools'
      : undefined,
  ),
  row(['sharding'], null, (given) =>
    given.is('database-load', 'writes') && given.is('bottleneck', 'database')
      ? 'The database mostly writes, which replicas do not take away'
      : undefined,
  ),
  row(['cdn'], null, (given) =>
    given.is('bottleneck', 'network')
      ? 'The network is the bottleneck: a CDN, smaller files, compression'
      : undefined,
  ),
];

function row(
  strategies: readonly string[],
  cost: string | null,
  because: Reason['because'],
): Reason {
  return { strategies, cost, because };
}

function above(
  given: Given,
  question: string,
  practice: PracticeId,
  unit: string,
  words: (value: string, figure: string) => string,
): string | undefined {
  const value = given.number(question);
  const figure = given.practice(practice);
  if (value === undefined || value <= figure) return undefined;
  return words(`${value}${unit}`, `${figure}${unit}`);
}

function machinePart(given: Given): string | undefined {
  if (given.is('bottleneck', 'cpu')) return 'CPU';
  return given.is('bottleneck', 'memory') ? 'Memory' : undefined;
}
