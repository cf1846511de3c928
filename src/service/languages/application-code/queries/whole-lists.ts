import type { ApplicationModel } from '../model';
import { keptWith } from '../tree';
import { inside, type Occasion } from '../uses';
import { isState } from './few-values';
import type { Query } from './index';

/** A query by which a request reads all rows of a table, or all that are in a state. */
export interface WholeList {
  readonly query: Query;
  /** Who reads them, for people: `GET /orders`. */
  readonly reader: string;
  readonly request: Extract<Occasion, { kind: 'request' }>;
  /** What is read, for people. */
  readonly rows: string;
  /** Every row there is, whatever it says. */
  readonly all: boolean;
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
    const of = left ? `${all} ${left}` : all;
    const rows = whole ? `${of} that ${query.use.method} gives` : of;
    // Which of several methods of one name a request comes to is not told.
    const around = application.functions.filter(({ node }) => inside(query.use.at, node.span));
    const { owner, name } = around.at(-1) ?? { owner: null, name: '' };
    const alike = application.functions.filter(
      (other) => other.owner === owner && other.name === name && owner !== null,
    );
    const isOverloaded = application.grammar === 'java' && alike.length > 1;
    const reader = isOverloaded
      ? `${name}, which requests come to such as ${request.handler},`
      : request.handler;
    return [{ query, reader, request, rows, all: !left && !isOverloaded, isFar }];
  }),
);

/** Which rows a condition leaves that asks for a state or a text alone; nothing where it asks for more. */
function statesOf({ where }: Pick<Query, 'where'>): string | undefined {
  if (!where || where.others.length > 0 || !where.equal.every(isState)) return undefined;
  const { texts, open } = where;
  const states = [...where.states, ...where.equal];
  if (open) return 'that match what is asked for (all, where that is nothing)';
  if (texts.length > 0) return `whose ${texts.join(', ')} holds what it is given`;
  return states.length > 0 ? `in one state (${states.join(', ')})` : undefined;
}
