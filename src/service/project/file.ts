import type { NamedPlace } from '../contracts/editing';
import type { Fact } from '../contracts/fact';
import type { Report, Target } from '../contracts/finding';
import type { Analysis, Comment, Language, SyntaxProblem } from '../contracts/language';
import type { Rule } from '../contracts/rule';
import type { Span } from '../contracts/span';
import type { Failure } from '../engine/internal';
import type { LineIndex } from '../text/lines';

/**
 * What the project keeps of a recognised file: plain data. Text and model live with
 * {@link OpenedFile}, for the documents that are open or just being worked on.
 */
export interface ProjectFile {
  readonly uri: string;
  /** Relative to the project root, with slashes. */
  readonly path: string;
  readonly lines: LineIndex;
  /** Of its text, in UTF-16 units. */
  readonly length: number;
  readonly language: Language;
  readonly environment: string | null;
  readonly facts: readonly Fact[];
  readonly places: ReadonlyMap<string, Span>;
  readonly syntax: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
  readonly description: string;
  readonly limits: readonly string[];
  readonly names: readonly NamedPlace[];
  /** What it says about files it is read with. */
  readonly joins: unknown;
  /** What of the program failed on it. */
  readonly failures: readonly Failure[];
  /** What each document rule reports about it. */
  readonly reports: readonly { readonly rule: Rule; readonly reports: readonly Report[] }[];
}

/** A file with its text and model. */
export interface OpenedFile extends ProjectFile {
  readonly text: string;
  readonly analysis: Analysis;
}

/** What came of looking at a file: what it says, or why there is nothing. */
export type FileState =
  | { readonly state: 'analysed'; readonly file: ProjectFile | OpenedFile }
  | { readonly state: 'foreign'; readonly why?: string }
  | { readonly state: 'missing' }
  | { readonly state: 'skipped'; readonly why: string; readonly failure?: Failure };

/** Whether text and model are at hand. */
export function isOpened(file: ProjectFile | OpenedFile): file is OpenedFile {
  return 'analysis' in file;
}

/** The file without anything that would keep its text or its model in memory. */
export function closed({ text: _text, analysis: _analysis, ...file }: OpenedFile): ProjectFile {
  return {
    ...file,
    // Places that are looked up when asked for would keep the tree.
    places: 'plain' in file.places ? file.places : new Map(file.places),
    reports: file.reports
      .filter(({ reports }) => reports.length > 0)
      .map(({ rule, reports }) => ({ rule, reports: reports.map(settled) })),
  };
}

/** Rules hand over parts of their model as places, and fixes that are made from it later. */
export function settled({ at, related, fixes, ...report }: Report): Report {
  const made = madeNow(fixes);
  return {
    ...report,
    at: place(at),
    ...(related ? { related: related.map((other) => ({ ...other, at: place(other.at) })) } : {}),
    fixes: made,
  };
}

/** Fixes that are made already; where making them failed, whoever asks is told. */
function madeNow(fixes: Report['fixes']): NonNullable<Report['fixes']> {
  try {
    return always(fixes?.() ?? []);
  } catch (thrown) {
    return () => {
      throw thrown;
    };
  }
}

function place(target: Target): Target {
  const { path } = target;
  if (!('at' in target)) return { uri: target.uri, path };
  const { at } = target;
  return 'elsewhere' in target ? { at, path, elsewhere: target.elsewhere } : { at, path };
}

function always<T>(value: T): () => T {
  return () => value;
}
