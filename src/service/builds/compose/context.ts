import type { BuildFault, BuildSources } from '../../contracts/build';

/** What is noted while files are read: which took part, and what could not be. */
export interface Notes {
  readonly files: Set<string>;
  readonly limits: string[];
  /** What compose stops at. */
  readonly faults: BuildFault[];
}

/** What files are read with. */
export interface LoadContext {
  readonly sources: BuildSources;
  readonly notes: Notes;
}
