import type { Located } from '../../contracts/field';
import type { Query } from './queries';
import { encloses, functionOf } from './uses';

/** A read from a replica of what the same function has just written elsewhere. */
export interface StaleRead extends Located {
  readonly read: Query;
  readonly write: Query;
}

/** What a file does with read replicas, as far as their names say that they are some. */
export interface Replicas {
  readonly writes: readonly Query[];
  readonly staleReads: readonly StaleRead[];
}

/** Names by which people tell a replica from the primary, as a word of its own. */
const REPLICA =
  /(?:^|[._$]|[a-z](?=[A-Z]))(?:[rR]eplicas?|[rR]eadReplica|[rR]eader|[rR]eadOnly|[rR]eadPool|[sS]lave|[sS]econdary|[fF]ollower)(?![a-z])/;

/** Finds what goes to a replica and should not. */
export function readReplicas(queries: readonly Query[]): Replicas {
  const onReplica = queries.filter(({ use }) => isReplica(use.receiver));
  const staleReads: StaleRead[] = [];
  const writesOf = new Map<string, Query[]>();
  for (const query of queries) {
    if (query.kind !== 'write' || query.subject === null || isReplica(query.use.receiver)) continue;
    const subject = query.subject.toLowerCase();
    writesOf.set(subject, [...(writesOf.get(subject) ?? []), query]);
  }
  for (const read of onReplica) {
    if (read.kind !== 'read' || read.subject === null) continue;
    const write = writesOf.get(read.subject.toLowerCase())?.find((query) => precedes(query, read));
    if (!write) continue;
    const path = `/staleReads/${staleReads.length}`;
    staleReads.push({ at: read.at, path, read, write });
  }
  return { writes: onReplica.filter(({ kind }) => kind === 'write'), staleReads };
}

/** Whether a receiver is called a replica. */
export function isReplica(receiver: string): boolean {
  const handle = withoutArguments(receiver).split('.');
  return handle.some((part) => REPLICA.test(part));
}

/** What a chain of calls begins with, to say it in a message: `replica` of `replica('users').where(…)`. */
export function handleOf(receiver: string): string {
  return /^[\w$.]+(?=\((['"`]))/.exec(receiver)?.[0] ?? receiver;
}

/** `a.b(…).c(…)` without what stands in parentheses. */
function withoutArguments(receiver: string): string {
  let depth = 0;
  let plain = '';
  for (const character of receiver) {
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) plain += character;
  }
  return plain;
}

function precedes(write: Query, read: Query): boolean {
  return (
    write.use.at.end < read.use.at.start &&
    functionOf(write.use) === functionOf(read.use) &&
    encloses(write.use.region, read.use.region)
  );
}
