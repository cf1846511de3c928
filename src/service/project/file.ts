import type { Fact } from '../contracts/fact';
import type { Report } from '../contracts/finding';
import type { Analysis, Language } from '../contracts/language';
import type { Rule } from '../contracts/rule';
import type { Span } from '../contracts/span';
import type { LineIndex } from './lines';

/** What the project keeps of a recognised file. */
export interface ProjectFile {
  readonly uri: string;
  /** Relative to the project root, with slashes. */
  readonly path: string;
  /** The open document's version; `null` for a file that is read from disk. */
  readonly version: number | null;
  readonly text: string;
  readonly lines: LineIndex;
  readonly language: Language;
  readonly environment: string | null;
  readonly analysis: Analysis;
  readonly facts: readonly Fact[];
  readonly places: ReadonlyMap<string, Span>;
  /** What each document rule reports about it. */
  readonly reports: readonly { readonly rule: Rule; readonly reports: readonly Report[] }[];
}

/** What came of looking at a file: its analysis, or why there is none. */
export type FileState =
  | { readonly state: 'analysed'; readonly file: ProjectFile }
  | { readonly state: 'foreign'; readonly version: number | null }
  | { readonly state: 'missing' }
  | { readonly state: 'skipped'; readonly why: string };
