import type { BudgetPlace } from '../service/contracts/capacity';
import type { Drawing } from '../service/contracts/drawing';
import type { Graph } from '../service/contracts/graph';

/** What the panel wants to see; it keeps this over restarts and says it with `ready` and `ask`. */
export interface Wish {
  /** `null`: what fits the file best. */
  readonly view: string | null;
  /** The folds that show their members, the one opened last at the end. */
  readonly open: readonly string[];
  /** How many boxes there is room for. */
  readonly most: number;
  /** The box that was chosen by hand, which no later fold takes in. */
  readonly chosen: string | null;
}

/** A view that can be chosen. */
export interface ViewChoice {
  readonly id: string;
  readonly title: string;
}

/** What is drawn: the system, or the graph of a file or of the guide. */
export type Content =
  | { readonly kind: 'system'; readonly drawing: Drawing<BudgetPlace> }
  | { readonly kind: 'graph'; readonly graph: Graph };

/** A drawing for the panel, and what it was made from. */
export interface DrawMessage {
  readonly type: 'draw';
  /** The file's name, for people. */
  readonly file: string;
  readonly uri: string;
  /** The document's version; comes back with `rendered`. */
  readonly version: number;
  readonly locked: boolean;
  readonly view: string;
  readonly views: readonly ViewChoice[];
  readonly environment: string | null;
  readonly environments: readonly (string | null)[];
  /** What the drawing is of, and how much of it is folded. */
  readonly note: string;
  /** The box of the place where the cursor is. */
  readonly selected: string | null;
  /** What boxes say since edits that are not saved: before → after. */
  readonly changes: readonly { readonly id: string; readonly text: string }[];
  readonly content: Content;
}

/** There is nothing to draw, and why. */
export interface NothingMessage {
  readonly type: 'nothing';
  /** The file's name; `''` where no file is followed. */
  readonly file: string;
  readonly uri: string;
  readonly locked: boolean;
  readonly views: readonly ViewChoice[];
  /** In place of "Nothing to draw": that it is still being read. */
  readonly title?: string;
  /** What is the case, and what to do: a paragraph each. */
  readonly reasons: readonly string[];
  /** What helps, where one thing does. */
  readonly action?: { readonly title: string; readonly command: string };
}

/** The cursor stands where a box is decided; the drawing stays as it is. */
export interface SelectMessage {
  readonly type: 'select';
  readonly id: string;
}

/** What the extension tells the panel. */
export type ToPanel = DrawMessage | NothingMessage | SelectMessage;

/** What can be read in the drawing that the panel shows. */
export interface Rendered {
  readonly type: 'rendered';
  readonly uri: string;
  readonly version: number;
  readonly view: string;
  /** `none`: it was drawn already; `text`: only texts were replaced; `layout`: it was drawn anew. */
  readonly path: 'none' | 'text' | 'layout';
  readonly milliseconds: number;
  /** The labels of the boxes. */
  readonly nodes: readonly string[];
  /** Each arrow by the labels of its ends: `clients → server shop`, `… → …: 50 %`. */
  readonly edges: readonly string[];
}

/** What the panel tells the extension. */
export type FromPanel =
  | { readonly type: 'ready'; readonly wish: Wish }
  | { readonly type: 'ask'; readonly wish: Wish }
  /** It holds from the next drawing on; the one that is shown stays. */
  | { readonly type: 'chosen'; readonly wish: Wish }
  /** Selects it for all that is shown of the project. */
  | { readonly type: 'environment'; readonly environment: string | null }
  | Rendered
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'lock'; readonly locked: boolean }
  | { readonly type: 'reveal'; readonly at: BudgetPlace; readonly focus: boolean }
  | { readonly type: 'act'; readonly command: string }
  /** Tells how many connections a database grants. */
  | { readonly type: 'tell-limit'; readonly name: string; readonly engine: string }
  | { readonly type: 'copy'; readonly fenced: boolean }
  /** `content` is the text of an SVG, or the Base64 of a PNG. */
  | { readonly type: 'save'; readonly format: 'svg' | 'png'; readonly content: string };

/** What the panel keeps while it is hidden, and what revives it after a restart. */
export interface PanelState {
  readonly version: 2;
  readonly uri: string;
  readonly locked: boolean;
  readonly listShown: boolean;
  readonly wish: Wish;
  readonly selected: string | null;
  /** What was shown last, drawn at once when the panel is shown again. */
  readonly last: DrawMessage | null;
  /** Where the view stood, unless it fitted the panel. */
  readonly place: { readonly x: number; readonly y: number; readonly scale: number } | null;
}
