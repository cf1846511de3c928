import type { Located } from '../../../contracts/field';
import type { Span } from '../../../contracts/span';
import type { Handles } from '../handle';
import { LIBRARIES } from '../libraries/all';
import type { Region, Use, Uses } from '../uses';
import { ANSWERS, isSent } from './answers';
import { type Found, knownIn, type Mapper } from './found';
import { loopOf } from './loops';
import { model, springData } from './mappers';
import { django } from './python';
import { statement } from './statements';
import { bindingsOf, ent, entityManager, repository, sqlc } from './typed';

/** A statement or an ORM call that reaches a database. */
export interface Query extends Located, Found {
  readonly use: Use;
  /** What it reads is the answer to a request. */
  isSent(): boolean;
  /** The loop that runs it once for each item. */
  readonly loop: Region | null;
}

/** Those of one library stand with it; here is what several have in common, or what is no library of pools. */
const MAPPERS: readonly Mapper[] = [
  ...[statement, repository, entityManager],
  ...LIBRARIES.flatMap(({ queries }) => queries ?? []),
  ...[model, django, springData, sqlc, ent],
];

/** Finds what reaches a database, by handles and by forms that only one library has. */
export function readQueries(uses: Uses, handles: Handles, text: string): readonly Query[] {
  const queries: Query[] = [];
  const known = knownIn(uses, handles, bindingsOf(uses));
  const answers = uses.all.filter(({ method }) => ANSWERS.test(method));
  for (const use of uses.all) {
    const found = firstOf(use, known);
    if (!found) continue;
    const path = `/queries/${queries.length}`;
    queries.push({
      at: headOfChain(use, text),
      path,
      use,
      ...found,
      loop: loopOf(use, uses, text),
      isSent: () => isSent(use, answers),
    });
  }
  return queries;
}

/**
 * Where people look for a call: its name, or of a chain over several lines the line on which it begins, above which a
 * comment that is about it stands.
 */
export function headOfChain({ at, methodAt }: Use, text: string): Span {
  const end = text.indexOf('\n', at.start);
  return end < 0 || end > methodAt.start
    ? methodAt
    : { start: at.start, end: at.start + text.slice(at.start, end).trimEnd().length };
}

/** The queries that lie within a stretch; they stand in the order of the text. */
export function queriesIn(queries: readonly Query[], stretch: Span): readonly Query[] {
  let from = 0;
  for (let to = queries.length; from < to; ) {
    const middle = (from + to) >> 1;
    if ((queries[middle] as Query).use.at.start < stretch.start) from = middle + 1;
    else to = middle;
  }
  const found: Query[] = [];
  for (let index = from; index < queries.length; index++) {
    const query = queries[index] as Query;
    if (query.use.at.start >= stretch.end) break;
    if (query.use.at.end <= stretch.end) found.push(query);
  }
  return found;
}

function firstOf(use: Use, known: Parameters<Mapper>[1]): Found | undefined {
  for (const mapper of MAPPERS) {
    const found = mapper(use, known);
    if (found) return found;
  }
  return undefined;
}
