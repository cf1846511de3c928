import type { CitationId } from '../citations';
import type { Holds, Outcome } from './questions';

/** A question of the scaling checklist. */
export interface ChecklistItem {
  /** Stable: files of ticks and rules name it. */
  readonly id: string;
  readonly text: string;
  /** The page of the guide that explains it. */
  readonly guide: CitationId;
}

/** Questions that belong together. */
export interface ChecklistGroup<Item extends ChecklistItem = ChecklistItem> {
  readonly id: string;
  readonly title: string;
  readonly items: readonly Item[];
}

/** What a person or the workspace answers; no answer is `null`. */
export type Answer = 'yes' | 'no' | 'not-applicable';

/** A place that answers an item. */
export interface Evidence {
  readonly uri: string;
  /** Relative to the project root, with slashes. */
  readonly path: string;
  /** Zero-based, as in LSP. */
  readonly line: number;
  /** What stands there, or what a rule says about it. */
  readonly message: string;
}

/** A node of the system as evidence: whether it holds what is asked, or why that cannot be told. */
export interface NodeEvidence extends Evidence {
  readonly name: string;
  readonly holds: Holds;
}

/** What the system of the files answers to a question over its nodes. */
export interface NodeAnswer {
  readonly outcome: Outcome;
  /** `3 of 4 workloads of prod request CPU and memory; web does not`. */
  readonly says: string;
  /** Each node that was asked, those that do not hold first. */
  readonly nodes: readonly NodeEvidence[];
}

/** An item with its answers. A person's tick never hides what the workspace says. */
export interface AnsweredItem extends ChecklistItem {
  readonly ticked: Answer | null;
  /** Why a person answers so; `null` where nobody says. */
  readonly reason: string | null;
  /**
   * `no` where rules report; else what the nodes of the system answer. Nothing is concluded from absence:
   * `null` where there is no node that is asked.
   */
  readonly found: Outcome | null;
  /** What the nodes answer, in a sentence; `null` where none is asked. */
  readonly says: string | null;
  /** The findings where rules report, else the nodes. */
  readonly evidence: readonly (Evidence | NodeEvidence)[];
}

/** The scaling checklist of a project. */
export interface Checklist {
  readonly root: string;
  readonly groups: readonly ChecklistGroup<AnsweredItem>[];
  /** What cannot be used in the file of ticks, with its line. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** Whether an item is done: a person says so, or the files do and no person says otherwise. */
export function isDone({ ticked, found }: AnsweredItem): boolean {
  if (ticked !== null) return ticked !== 'no';
  return found === 'yes';
}
