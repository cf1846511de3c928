import type { Evidence, NodeEvidence } from './checklist';

/** A question of the advisor; it takes one of `options`, or a number of `unit`. */
export interface Question {
  /** As `--answer` spells it. */
  readonly id: string;
  readonly text: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly unit: string | null;
}

/** A question with what is known about it. */
export interface AnsweredQuestion extends Question {
  /** `null` where nobody has answered. */
  readonly answer: string | null;
  /** Who did; a person's answer counts before the workspace's. */
  readonly from: 'you' | 'workspace' | null;
  /** What the nodes of the system answer, in a sentence; `null` where none is asked. */
  readonly says: string | null;
  /** The nodes that were asked. */
  readonly evidence: readonly NodeEvidence[];
}

/** A way to scale that the answers lead to. */
export interface Recommendation {
  readonly strategy: string;
  readonly title: string;
  /** Why, each with its cost where the guide gives one. */
  readonly because: readonly string[];
  /** What to think of first. */
  readonly cautions: readonly string[];
  /** What of it is there already, or where to begin. */
  readonly evidence: readonly Evidence[];
  /** The guide's comparison of strategies; `null` for what it does not compare. */
  readonly compared: Comparison | null;
  readonly sources: readonly { readonly title: string; readonly url: string }[];
}

/** A row of the guide's comparison of strategies. */
export interface Comparison {
  readonly bestFor: string;
  readonly complexity: string;
  readonly endsAt: string;
  readonly downtime: string;
}

/** What the guide recommends for a project, as far as it is known. */
export interface Advice {
  readonly root: string;
  /** In a sentence: whether to scale, and what to do first. */
  readonly verdict: string;
  /** The way through the decision tree, from the top. */
  readonly way: readonly string[];
  /** The least intrusive first. */
  readonly recommendations: readonly Recommendation[];
  /** The questions that matter for these answers, the answered ones included. */
  readonly questions: readonly AnsweredQuestion[];
}
