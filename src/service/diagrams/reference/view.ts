import type { Graph } from '../../contracts/graph';
import type { PracticeId } from '../../practices';
import { say } from '../words';

/** A drawing of the guide: a pattern with its figures, not of anybody's files. */
export interface ReferenceView {
  /** What `--view` calls it. */
  readonly id: string;
  readonly title: string;
  /** Draws it with the figures of the guide, or those that a workspace has set in their place. */
  draw(practice: (id: PracticeId) => number): Graph;
}

/** Says of a drawing that it shows a pattern. */
export function reference(): string {
  return say('The guide’s reference, not drawn from files.');
}
