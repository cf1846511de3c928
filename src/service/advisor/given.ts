import type { PracticeId } from '../practices';

/** What is known when advice is given. */
export interface Given {
  /** Whether a question has this answer. */
  is(question: string, answer: string): boolean;
  /** The number a question is answered with. */
  number(question: string): number | undefined;
  practice(id: PracticeId): number;
  /** Whether the answers lead to a strategy. */
  leadsTo(strategy: string): boolean;
}
