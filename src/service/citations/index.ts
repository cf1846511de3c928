import { aws } from './aws';
import { guide } from './guide';
import { kubernetes } from './kubernetes';
import { libraries } from './libraries';
import { nginx } from './nginx';
import { postgresql } from './postgresql';

/** A source, as it is shown to a user. */
export interface Citation {
  readonly title: string;
  /** A public page; the guide's own sections are pages of the documentation. */
  readonly url: string;
}

/** Every source once, one file a publisher. Ids read `<publisher>.<subject>`. */
export const CITATIONS = {
  ...guide,
  ...nginx,
  ...kubernetes,
  ...aws,
  ...libraries,
  ...postgresql,
} as const satisfies Record<string, Citation>;

/** The id of a source. */
export type CitationId = keyof typeof CITATIONS;

/** The source behind an id. */
export function citation(id: CitationId): Citation {
  return CITATIONS[id];
}
