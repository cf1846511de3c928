import type { Place } from '../../contracts/finding';
import type { FactorOrigin } from '../../contracts/system';

/** How many connections a server leaves to applications. */
export interface Limit {
  /** `null` where it cannot be told. */
  readonly connections: number | null;
  readonly origin: FactorOrigin;
  /** `200 − 3`, for people. */
  readonly arithmetic: string;
  /** Where it is decided; `null` for a default, and for what is not known. */
  readonly at: Place | null;
  /** What the engine grants where nobody says anything: shown, and never the ground of a warning. */
  readonly byDefault: number | null;
  /** Why it is not known; `null` where it is. */
  readonly why: string | null;
  /** What the server grants before anything is kept out of it, where that is known. */
  readonly maximum?: number;
  /** The least and the most it can be, where it is computed from a machine's memory. */
  readonly range?: readonly [number, number];
  /** What `headroom.yaml` calls the server; `null` where it says nothing of it. */
  readonly server?: string;
}
