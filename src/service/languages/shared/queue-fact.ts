import type { QueueAppFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent } from '../../contracts/field';
import type { Span } from '../../contracts/span';

/** A queue of which nothing is said yet. */
export function emptyQueue(library: QueueAppFact['library'], at: Span): Placed<QueueAppFact> {
  const none = (key: string) => absent(at.end, `/queue/${key}`);
  return {
    kind: 'queue-app',
    at,
    path: '/queue',
    library,
    broker: none('broker'),
    concurrency: none('concurrency'),
    processes: none('processes'),
    timeLimit: none('time-limit'),
    softTimeLimit: none('soft-time-limit'),
    acksLate: none('acks-late'),
    visibilityTimeout: none('visibility-timeout'),
    schedule: [],
  };
}
