import type { Place, Severity } from './finding';

/** What a box stands for; a fold has the kind of its members. */
export type BoxKind =
  | 'clients'
  | 'edge'
  /** One way through an edge. */
  | 'route'
  /** What decides: a metric, a health check, a question. */
  | 'signal'
  | 'service'
  | 'worker'
  | 'pooler'
  | 'database'
  | 'cache'
  | 'external';

/** A figure of a box with the place that decides it. */
export interface BoxFigure<At = Place> {
  readonly text: string;
  readonly at: At | null;
}

/** A finding at a place of a box. */
export interface BoxFinding<At = Place> {
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  readonly at: At | null;
}

/** Boxes that belong together, drawn within a frame: members of a fold that is open, or what is deployed together. */
export interface DrawingGroup {
  readonly id: string;
  readonly title: string;
  /** The boxes in it, by id. */
  readonly boxes: readonly string[];
  /** Whether it is a fold that was opened, and can be closed. */
  readonly isFold: boolean;
}

/** How many run, from least to most; `null` where that cannot be told. */
export interface BoxSize {
  readonly least: number | null;
  readonly most: number | null;
  /** `pods`, `tasks`. */
  readonly noun: string;
  /** Which of them nobody wrote: they hold by default. */
  readonly unwritten?: readonly ('least' | 'most')[];
}

/** A box of the drawing of a system. */
export interface DrawingBox<At = Place> {
  /** Made from what it stands for, never from its order. */
  readonly id: string;
  readonly kind: BoxKind;
  /** One to three lines of at most 22 characters; marks of its state stand before the first. */
  readonly lines: readonly string[];
  /** The same lines as long as they are, for tooltip, inspector and outline. */
  readonly whole: readonly string[];
  readonly errors: number;
  readonly warnings: number;
  /**
   * `over`: more can be open than is granted; `unknown`: the number that decides is not known; `off`:
   * none of it runs; `optional`: it runs under a condition alone.
   */
  readonly state: 'normal' | 'over' | 'unknown' | 'off' | 'optional';
  /** What it is deployed with: a chart, a project, a folder. */
  readonly unit: string | null;
  readonly size: BoxSize | null;
  readonly at: At | null;
  readonly figures: readonly BoxFigure<At>[];
  /** The gravest first; of what leaves the service a few of them. */
  readonly findings: readonly BoxFinding<At>[];
  /** The database that it is, where nobody has said how many connections that grants. */
  readonly undeclared: { readonly name: string; readonly engine: string } | null;
  /** The boxes that it stands for; none for one that is no fold. */
  readonly members: readonly DrawingBox<At>[];
}

/** An arrow of the drawing of a system. */
export interface DrawingArrow<At = Place> {
  readonly from: string;
  readonly to: string;
  /** At most 8 characters; empty for arrows that say nothing. */
  readonly label: string;
  /**
   * `ambiguous`: to each that may be meant; `over`: it fills a store that is over its limit; `taken`: the
   * way that the answers lead.
   */
  readonly kind: 'stated' | 'inferred' | 'ambiguous' | 'over' | 'taken';
  /** Connections at the worst; `null` where none are counted. */
  readonly count: number | null;
  /** The pool or the route that it stands for. */
  readonly at: At | null;
}

/** The drawing of the system of one environment. */
export interface Drawing<At = Place> {
  readonly environment: string | null;
  readonly title: string;
  readonly description: string;
  readonly boxes: readonly DrawingBox<At>[];
  readonly arrows: readonly DrawingArrow<At>[];
  readonly groups: readonly DrawingGroup[];
  /** What the marks mean that occur, in a few words each. */
  readonly legend: readonly string[];
}
