import { isState } from '../../../text/column-names';
import type { ApplicationModel } from '../model';
import { keptWith } from '../tree';
import type { Occasion } from '../uses';
import type { Query } from './index';

/** A query by which a request reads all rows of a table, or all that are in a state. */
export interface WholeList {
  readonly query: Query;
  /** Who reads them, for people: `GET /orders`. */
  readonly reader: string;
  readonly request: Extract<Occasion, { kind: 'request' }>;
  /** What is read, for people. */
  readonly rows: string;
  /** Every row there is, or all that stay in a state: their number only grows as rows are added. */
  readonly grows: boolean;
  /** Which of them it reads, for people; empty for all. */
  readonly which: string;
  /** It stands behind functions of other files. */
  readonly isFar: boolean;
}

/** The lists without any limit that requests to a file read and send. */
export const wholeLists = keptWith((application: ApplicationModel): readonly WholeList[] =>
  application.queries.flatMap((query) => {
    // Of methods of one name the one that is given nothing gives all.
    const isGiven = query.use.arguments.length > 0;
    const whole = !query.many && !isGiven && application.givesWhole(query.use);
    if (query.declared && !application.givesList(query.use)) return [];
    const left = query.unlimited && !query.many ? statesOf(query) : undefined;
    if (!(query.many || whole || left) || query.loop || !query.isSent()) return [];
    const request = application.occasionOf(query.use);
    if (request.kind !== 'request') return [];
    // Behind services of other files, what a generic class reads is not known.
    const isFar = (request.behind ?? 0) > 0;
    if (isFar && query.subject === null) return [];
    const all = query.subject === null ? 'all rows' : `all rows of ${query.subject}`;
    const of = left ? `${all} ${left.words}` : all;
    const rows = whole ? `${of} that ${query.use.method} gives` : of;
    const grows = left?.stay ?? true;
    const reader = request.handler;
    return [{ query, reader, request, rows, grows, which: left?.words ?? '', isFar }];
  }),
);

/** The rows that a condition leaves, and whether those that it leaves now it leaves later as well. */
interface Left {
  readonly words: string;
  readonly stay: boolean;
}

/** Which rows a condition leaves that asks for a state or a text alone; nothing where it asks for more. */
function statesOf({ where }: Pick<Query, 'where'>): Left | undefined {
  if (!where || where.others.length > 0 || !where.equal.every(isState)) return undefined;
  const { texts, open, lasting = [] } = where;
  const states = [...where.states, ...where.equal];
  const stay = states.every((column) => lasting.includes(column));
  if (open)
    return { words: 'that match what is asked for (all, where that is nothing)', stay: true };
  if (texts.length > 0) return { words: `whose ${texts.join(', ')} holds what it is given`, stay };
  return states.length > 0 ? { words: `in one state (${states.join(', ')})`, stay } : undefined;
}
