import type { Graph } from '../service/contracts/graph';

/** A drawing for the panel, and what it was made from. */
export interface DrawMessage {
  readonly type: 'draw';
  /** The file's name, for people. */
  readonly file: string;
  readonly uri: string;
  /** The document's version; comes back with `rendered`. */
  readonly version: number;
  readonly locked: boolean;
  readonly graph: Graph;
}

/** There is nothing to draw, and why. */
export interface NothingMessage {
  readonly type: 'nothing';
  /** The file's name; `''` where no file is followed. */
  readonly file: string;
  readonly uri: string;
  readonly locked: boolean;
  /** What is the case, and what to do: a paragraph each. */
  readonly reasons: readonly string[];
}

/** What the extension tells the panel. */
export type ToPanel = DrawMessage | NothingMessage;

/** What can be read in the drawing that the panel shows. */
export interface Rendered {
  readonly type: 'rendered';
  readonly uri: string;
  readonly version: number;
  /** The labels of the boxes. */
  readonly nodes: readonly string[];
  /** Each arrow by the labels of its ends: `clients → server shop`, `… → …: 50 %`. */
  readonly edges: readonly string[];
}

/** What the panel tells the extension. */
export type FromPanel =
  | { readonly type: 'ready' }
  | Rendered
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'lock'; readonly locked: boolean }
  | { readonly type: 'copy' }
  | { readonly type: 'save'; readonly svg: string };

/** What the panel keeps while it is hidden, and what revives it after a restart. */
export interface PanelState {
  readonly uri: string;
  readonly locked: boolean;
  readonly listShown: boolean;
}
