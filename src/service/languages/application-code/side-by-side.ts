import type { ConcurrentQueriesFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import type { EntrySource } from './entries/entry';
import type { Grammar } from './grammars';
import { inside, type Use } from './uses';

/** Calls that begin all they are given before they wait for any. */
const ALL = /^(?:all|allSettled)$/;
/** Calls of pools and of ORMs that take a connection for one statement. */
const QUERY =
  /^(?:query|execute|\$(?:query|execute)Raw(?:Unsafe)?|find(?:Many|Unique|First|One|All|By|AndCountAll|AndCount)\w*|groupBy|aggregate|upsert|(?:create|update|delete)Many)$/;
/** What a connection that is held is called: its statements wait for each other. */
const HELD = /client|conn|trx|\btx\b|manager|session|apollo/i;

/** Where a file of JavaScript makes several statements at once, each on a connection of its own. */
export function concurrentQueries(
  { uses }: EntrySource,
  grammar: Grammar,
): readonly { readonly fact: ConcurrentQueriesFact; readonly at: Span }[] {
  if (grammar !== 'typescript' && grammar !== 'tsx') return [];
  const together = uses.all.filter(
    ({ receiver, method }) => receiver === 'Promise' && ALL.test(method),
  );
  if (together.length === 0) return [];
  const isQuery = ({ receiver, method }: Use) =>
    receiver !== '' && QUERY.test(method) && !HELD.test(receiver);
  const found = together.find(({ at, methodAt }) =>
    uses.all.some((use) => use.at.start > methodAt.end && inside(use.at, at) && isQuery(use)),
  );
  const fact = { kind: 'concurrent-queries', path: '/concurrentQueries' } as const;
  return found ? [{ fact, at: found.methodAt }] : [];
}
