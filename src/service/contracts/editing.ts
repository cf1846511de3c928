import type { Span } from './span';

/** What is worth knowing about a place, as Markdown, and the stretch it is about. */
export interface Description {
  readonly at: Span;
  readonly markdown: string;
}

/** Writes where an offset of a model's text is, as Markdown that leads there: `line 3`. */
export type WritePlace = (offset: number) => string;

/**
 * A place where a name is given or used: an `upstream`, a cache zone, a `map` variable. Kept for
 * closed files as well, so that a name can be followed through the whole project.
 */
export interface NamedPlace {
  /** What is named, such as `upstream`; a name means the same only within its kind. */
  readonly kind: string;
  readonly name: string;
  readonly role: 'definition' | 'use';
  /** The name itself, without what surrounds it. */
  readonly at: Span;
}

/** Something that can be written at the cursor. */
export interface Proposal {
  readonly label: string;
  readonly kind: 'directive' | 'block' | 'property' | 'value' | 'variable' | 'name' | 'snippet';
  /** One line beside the label. */
  readonly detail: string;
  /** Markdown, or nothing. */
  readonly documentation: string;
  /** What it replaces: the word under the cursor. */
  readonly replaces: Span;
  /** With `${1:…}` placeholders where the kind is `snippet`, else as it stands. */
  readonly newText: string;
}

/** An entry of a file's outline. */
export interface OutlineItem {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'block' | 'object' | 'group' | 'property' | 'function';
  readonly at: Span;
  /** The name within it. */
  readonly nameAt: Span;
  readonly children: readonly OutlineItem[];
}
