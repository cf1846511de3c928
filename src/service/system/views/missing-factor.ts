import type { Place } from '../../contracts/finding';

/** A factor of a budget that cannot be told. */
export interface MissingFactor {
  readonly factor: string;
  readonly why: string;
  readonly at: Place | null;
}
