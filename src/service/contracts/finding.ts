import type { CitationId } from '../citations';
import type { Located } from './field';
import type { Fix } from './fix';

/** How much a finding matters; see invariant 6 of the design for what each may claim. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** From most to least severe. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Whether `severity` is `threshold` or worse. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** A place in some file of the project, named by its structure and resolved late. */
export interface Place {
  readonly uri: string;
  readonly path: string;
}

/** A place in the text of another file, as it stands; `elsewhere` is its uri. */
export interface Elsewhere extends Located {
  readonly elsewhere: string;
}

/** Where a rule points: at its own document's text, or at a place the project knows. */
export type Target = Located | Place | Elsewhere;

/** Another place that belongs to the finding, and what it says there. */
export interface Related {
  readonly at: Target;
  readonly message: string;
  /** It makes the finding as much as the place that is reported: in a build the last layer's has it. */
  readonly decides?: boolean;
}

/** What a rule hands to the engine. */
export interface Report {
  readonly at: Target;
  /** The fact with its actual value, the consequence, and what to do. */
  readonly message: string;
  /** Only where this case is milder or graver than the rule's default. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** Made only when somebody asks. The first `safe` or `suggestion` fix is the preferred one. */
  readonly fixes?: () => readonly Fix[];
  /** What the finding is about, where `defersTo` should match on more than the place. */
  readonly subject?: string;
  /**
   * What of it is wrong, where that is not the value: that the key is there, or the form in which the
   * value is written. In a build it stands where that was decided.
   */
  readonly decidedBy?: 'key' | 'form';
  /** The path in the same file where what is missing would stand. */
  readonly missing?: string;
  /** Sources of this case, on top of the rule's own. */
  readonly citations?: readonly CitationId[];
}
