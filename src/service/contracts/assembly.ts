import type { Fact, FactKind } from './fact';
import type { Report } from './finding';
import type { Span } from './span';

/**
 * Files that their system reads as one text, such as an nginx main file and all that it includes,
 * or the files of a Terraform module.
 * Document rules read the model of the whole; what they report is brought back to its file.
 */
export interface AssemblyPlan {
  /** Its files by path relative to the project root: first the one that reading begins with. */
  readonly paths: readonly string[];
  /** What the language needs to put them together; plain data, compared by value. */
  readonly joints: unknown;
}

/** What the files of a language make together. */
export interface AssemblyPlans {
  /** Those that say more than their files do one by one. */
  readonly plans: readonly AssemblyPlan[];
  /** Files that others read although nothing in them told their language. */
  readonly claims: readonly string[];
}

/** A file that is to be put together with others. */
export interface AssemblySource {
  readonly path: string;
  readonly text: string;
  /** {@link Analysis.tree} of the text. */
  readonly tree: unknown;
}

/** Where a file stands in the text of the whole. */
export interface AssembledPart {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** How often the whole reads it: what holds of it has to hold each time. */
  readonly uses: number;
  /** Whether people edit it: what a program writes it will write again. */
  readonly fixable: boolean;
}

/** Several files as one. */
export interface Assembled<Model = unknown> {
  readonly model: Model;
  /** As {@link Analysis.present}, of the whole. */
  readonly present?: (report: Report) => Report;
  readonly parts: readonly AssembledPart[];
}

/** A fact of the whole: where it stands there, and what it says under the path of its file. */
export interface AssembledFact {
  readonly kind: FactKind;
  readonly at: Span;
  fact(path: string): Fact;
}

/** The text that a system reads, its files put in where others take them in. */
export interface JoinedText {
  readonly lines: readonly JoinedLine[];
  /** What of it is not here, in sentences. */
  readonly limits: readonly string[];
}

/** A line of a joined text, and where it is written. */
export interface JoinedLine {
  readonly text: string;
  /** Relative to the project root. */
  readonly path: string;
  /** One-based. */
  readonly line: number;
}

/** How the files of a language are read together. */
export interface Assembling<Model = unknown> {
  /**
   * @param files the recognised files with {@link Analysis.joins} of each
   * @param others paths of all other files of the project
   */
  plan(
    files: readonly { readonly path: string; readonly joins: unknown }[],
    others: readonly string[],
  ): AssemblyPlans;
  /** Whether a file needs no other: it is read with those of its plan alone. */
  isWhole(joins: unknown): boolean;
  /** The files that a name of kind `include` stands for. */
  leadsTo(plan: AssemblyPlan, name: string): readonly string[];
  /** Puts files together that were planned to be; `sources` in the order of `plan.paths`. */
  assemble(plan: AssemblyPlan, sources: readonly AssemblySource[]): Assembled<Model>;
  /**
   * Facts that only the whole tells. They take the place of those of their kind that a file tells by
   * itself, where one stands at the same place.
   */
  facts?(model: Model): readonly AssembledFact[];
  /** Whether the system begins to read with a file of these joins. */
  isMain?(joins: unknown): boolean;
  /** What the system reads, as one text; `sources` in the order of `plan.paths`. */
  joined?(plan: AssemblyPlan, sources: readonly AssemblySource[]): JoinedText;
  /** What of the whole is not seen, in sentences: it takes the place of what its files say by themselves. */
  limits?(model: Model): readonly string[];
}
