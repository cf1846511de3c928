import type { Place } from './finding';

/** How something stands to a question: what cannot be told is neither. */
export type Holds = 'yes' | 'no' | 'unknown';

/** One node of the system as a question finds it. */
export interface Standing {
  /** As people call it: `web`. */
  readonly name: string;
  readonly holds: Holds;
  /** What decides it, or where the link stands that is missing. */
  readonly at: Place;
  /** What stands there; of what cannot be told the link that is missing. */
  readonly says: string;
}

/** Whether a question is answered with yes by each of its nodes, or by one of them. */
export type Quantifier = 'every' | 'some';

/**
 * What a question came to. `partly`: some nodes hold and others do not; `unknown`: none is known not to hold,
 * and of one at least it cannot be told.
 */
export type Outcome = 'yes' | 'no' | 'partly' | 'unknown';

/** The outcome of a question over nodes; `null` where there is none of them. */
export function outcomeOf(
  quantifier: Quantifier,
  standings: readonly { readonly holds: Holds }[],
): Outcome | null {
  const count = (wanted: Holds) => standings.filter(({ holds }) => holds === wanted).length;
  const [yes, no, unknown] = [count('yes'), count('no'), count('unknown')];
  if (standings.length === 0) return null;
  if (quantifier === 'some') return yes > 0 ? 'yes' : unknown > 0 ? 'unknown' : 'no';
  if (no > 0) return yes > 0 ? 'partly' : 'no';
  return unknown > 0 ? 'unknown' : 'yes';
}
