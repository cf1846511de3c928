import type {
  CodeAction,
  CodeActionKind,
  CompletionItem,
  Diagnostic,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  Position,
  Range,
  TextEdit,
} from 'vscode-languageserver-types';
import type { Advice } from './advice';
import type { BuildOutput, PrintedBuild } from './build-output';
import type { BudgetPlace, Capacity } from './capacity';
import type { Answer, Checklist } from './checklist';
import type { Drawing } from './drawing';
import type { Severity } from './finding';
import type { FixKind } from './fix';
import type { Graph } from './graph';
import type { LanguageId } from './language';
import type { KnownFinding, Output, OutputFile } from './output';
import type { Cancellation } from './ports';

/** An open document as an editor holds it. */
export interface OpenDocument {
  readonly uri: string;
  /** A hint only; the content decides. */
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

/** What a file was recognised as, or why it is left alone. */
export interface Recognition {
  readonly language: LanguageId | 'configuration' | null;
  /** For people: "a HorizontalPodAutoscaler and a Deployment", or why nothing is analysed. */
  readonly description: string;
  /** What was not analysed and why. */
  readonly limits: readonly string[];
  /** `indexing` until every file of the project has been read. */
  readonly project: 'indexing' | 'complete';
  /** The builds it takes part in, by id; none until the project is complete. */
  readonly builds: readonly string[];
}

/** The findings of one text. */
export interface DocumentDiagnostics {
  readonly uri: string;
  /** The version they were computed from; stale results are dropped by the caller. */
  readonly version: number;
  readonly items: readonly Diagnostic[];
}

/** How far a review is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Files of which something is sure already, each once; what is said of them stays, and more may come. */
  readonly judged?: readonly JudgedFile[];
}

/** A file, and what is sure to be found in it; fixes are told at the end. */
export interface JudgedFile {
  readonly uri: string;
  readonly file: OutputFile;
}

/** The findings of a folder or of named files. */
export interface Review {
  /** Only recognised files, by path relative to `base`. */
  readonly output: Output;
  /** Uris of the reviewed files, in the order of `output.files`. */
  readonly uris: readonly string[];
}

/** A drawing as plain data, and as Mermaid text. */
export interface Diagram extends Graph {
  readonly mermaid: string;
}

/** Which drawing of a system is asked for. */
export interface DrawingRequest {
  /** `system`, or a view that a workspace may fill: `traffic`, `cache-layers`, …; the system where it is left out. */
  readonly view?: string;
  /** A folder of the project, by URI: what has no part in it and is not joined with what has is left out. */
  readonly within?: string;
  /** A file or folder that somebody looks at, by URI: of alternatives the one that it is part of is drawn. */
  readonly about?: string;
  /** What people have told the advisor, for the decision tree. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Left out: production, else the first that runs something; `null`: what belongs to no named one. */
  readonly environment?: string | null;
  /** Boxes at the most. */
  readonly most?: number;
  /** Folds that show their members, and boxes that are never folded, by id. */
  readonly open?: readonly string[];
  readonly keep?: readonly string[];
}

/** The drawing of a system as plain data, and as Mermaid text. */
export interface SystemDrawing extends Drawing<BudgetPlace> {
  readonly environments: readonly (string | null)[];
  /** The files that it is drawn from, by path. */
  readonly sources: readonly string[];
  /** The folds that are open: of those asked for the last ones, as far as there is room. */
  readonly open: readonly string[];
  /** Where builds start that are not drawn, since what is drawn runs the same in their place; by path. */
  readonly instead: readonly string[];
  /** Boxes before anything was folded. */
  readonly boxesInAll: number;
  readonly mermaid: string;
}

/** The environments of a project; `null` is what belongs to no named one. */
export interface Environments {
  readonly root: string;
  readonly environments: readonly (string | null)[];
}

/** A rule, as `headroom rules` lists it. */
export interface RuleSummary {
  readonly id: string;
  readonly severity: Severity;
  /** A few words, for a row of a list. */
  readonly title: string;
  readonly summary: string;
  readonly status: 'stable' | 'preview';
  /** The least intrusive kind of fix it offers. */
  readonly fix: FixKind | null;
  readonly url: string;
}

/** The outcome of applying fixes to the files of a review. */
export interface FixResult {
  /** New texts by uri; files that did not change are not listed. */
  readonly texts: ReadonlyMap<string, string>;
  /** The texts they were made from, by uri. */
  readonly before: ReadonlyMap<string, string>;
  /** Files that one fix changes: to write some of them and not the others would be half of it. */
  readonly together: readonly (readonly string[])[];
  /** The root of the project of each file, by uri; nothing outside it is to be written. */
  readonly roots: ReadonlyMap<string, string>;
  readonly applied: number;
  readonly passes: number;
}

/** What a silenced finding is silenced in: its line, its file, its place or everywhere by `headroom.yaml`. */
export type SilencingScope = 'line' | 'file' | 'place' | 'rule';

/** How a finding is to be silenced. */
export interface SilencingRequest {
  readonly rule: string;
  readonly scope: SilencingScope;
  /** Why, in words; kept where the silencing stands. */
  readonly reason: string;
}

/** How many connections a database grants, as a person tells it. */
export interface DeclaredLimit {
  readonly name: string;
  /** `unknown` where nobody knows. */
  readonly engine: string;
  readonly maxConnections: number;
  /** Kept for others: monitoring, backups, people. */
  readonly reserved: number;
}

/** What a budget says above a place that it is made of. */
export interface BudgetLens {
  readonly at: Position;
  readonly title: string;
  /** Which budget it is of: the same in every file. */
  readonly budget: string;
  /** What that comes to at the worst: `200–320 of 92`. */
  readonly worst: string;
}

/** Deterministic counts of the work done, for tests and the bench. */
export interface Counters {
  /** Parses since the start, by `uri@version`; closed files count as version 0 per content. */
  readonly parses: ReadonlyMap<string, number>;
  readonly documentRulesRun: number;
  readonly projectRulesRun: number;
  readonly filesRead: number;
  /** How often each query has been computed, by name; see `engine/query.ts`. */
  readonly queries: ReadonlyMap<string, number>;
}

/** Which documents and fixes `fix` may use. */
export interface FixOptions {
  /** Also each finding's preferred suggestion, cross-file ones one at a time. */
  readonly unsafe: boolean;
  /** Only these rules; empty means all. */
  readonly only: readonly string[];
  /** Findings that stay as they are, by their path relative to `folder`. */
  readonly known?: { readonly folder: string; readonly findings: readonly KnownFinding[] };
}

/**
 * The language service: everything the editor and the command line can ask. Results are plain data
 * in LSP types. No call rejects for what a file says; a cancelled call answers with what is at hand.
 */
export interface HeadroomService {
  /** Tells that a document is open with this text; later answers are about it. */
  open(document: OpenDocument): void;
  /** Tells that a document is no longer open; its file on disk counts again. */
  close(uri: string): void;
  /** Tells that a file has been created, changed or deleted on disk. */
  fileChanged(uri: string): void;

  /** Findings of an open document. The project is indexed in the background; see `onDidChange`. */
  diagnostics(uri: string, token: Cancellation): Promise<DocumentDiagnostics>;
  /**
   * Calls `listener` with the uris whose findings may have changed for a reason other than their
   * own text: the index is complete, another file's facts or the configuration changed.
   * @returns a function that stops it.
   */
  onDidChange(listener: (uris: readonly string[]) => void): () => void;

  /** Quick fixes and `source.fixAll.headroom`, in the order of the design. `only` as in LSP. */
  codeActions(
    uri: string,
    range: Range,
    only: readonly CodeActionKind[] | undefined,
    token: Cancellation,
  ): Promise<readonly CodeAction[]>;
  /** The edits, by uri, that silence a finding of a rule at a range; `null` where there is none. */
  silence(
    uri: string,
    range: Range,
    request: SilencingRequest,
  ): Promise<Readonly<Record<string, readonly TextEdit[]>> | null>;
  hover(uri: string, position: Position, token: Cancellation): Promise<Hover | null>;
  recognition(uri: string, token: Cancellation): Promise<Recognition>;
  completion(uri: string, position: Position): Promise<readonly CompletionItem[]>;
  documentSymbols(uri: string): Promise<readonly DocumentSymbol[]>;
  foldingRanges(uri: string): Promise<readonly FoldingRange[]>;
  /** Changes of white space only; `indent` is one level of it. */
  formatting(uri: string, indent: string): Promise<readonly TextEdit[]>;
  definition(uri: string, position: Position): Promise<readonly Location[]>;
  references(
    uri: string,
    position: Position,
    withDefinitions: boolean,
  ): Promise<readonly Location[]>;
  /** The range of the name at a position that can be given another; `null` where there is none. */
  prepareRename(uri: string, position: Position): Promise<Range | null>;
  /** The edits of a new name in all files of the project, by uri. */
  rename(
    uri: string,
    position: Position,
    newName: string,
  ): Promise<Readonly<Record<string, readonly TextEdit[]>> | null>;

  /** What there is to draw of a file, or `null`. */
  diagram(uri: string, token: Cancellation): Promise<Diagram | null>;
  /**
   * The drawing of the system of an environment, or another view of it; `null` where nobody knows the
   * environment, or no file says anything of the view.
   */
  systemDrawing(folder: string, request: DrawingRequest): Promise<SystemDrawing | null>;
  /** The views beside that of the system, by name: those that files may fill, and those of the guide. */
  diagramViews(): readonly { readonly id: string; readonly title: string }[];
  /** The guide's drawings by name, each with the figures of the practices as a folder's project sets them. */
  referenceViews(): readonly { readonly id: string; readonly title: string }[];
  referenceDiagram(view: string, folder: string): Promise<Diagram | null>;

  /**
   * Reads the projects of `uris` (files or folders), and those within them, and reports on `uris`; paths in the output are relative
   * to `base`. `only` restricts the rules reported; empty means all.
   */
  review(
    uris: readonly string[],
    options: { readonly base: string; readonly only: readonly string[] },
    token: Cancellation,
    progress?: (progress: Progress) => void,
  ): Promise<Review>;
  /** Computes fixed texts for these files or folders; writes nothing. */
  fix(uris: readonly string[], options: FixOptions, token: Cancellation): Promise<FixResult>;

  /** The root of the project a folder belongs to, and those of the projects within the folder. */
  roots(folder: string): Promise<readonly string[]>;
  /** The connection budgets of the project a folder belongs to, and the pools that are in none. */
  capacity(folder: string): Promise<Capacity>;
  /** The edits, by uri, that tell the limit of a database in the root's `headroom.yaml`; `null` where it is broken. */
  declareLimit(
    folder: string,
    limit: DeclaredLimit,
  ): Promise<Readonly<Record<string, readonly TextEdit[]>> | null>;
  /** The environments of the project a folder belongs to, the one shown unless another is chosen first. */
  environments(folder: string): Promise<Environments>;
  /**
   * What the budgets of an environment say at places of a file: above a pool, above an autoscaler.
   * `selected` tells it by the root of the project; the likeliest is taken where that has none of the name.
   */
  codeLenses(
    uri: string,
    selected?: (root: string) => string | null | undefined,
  ): Promise<readonly BudgetLens[]>;

  /** What deployment tools would apply of the project a folder belongs to, build by build. */
  builds(folder: string): Promise<readonly BuildOutput[]>;
  /** One build as it will run; the ids there are where none has this one. */
  build(folder: string, id: string): Promise<PrintedBuild | readonly string[]>;
  /**
   * The scaling checklist of the project a folder belongs to, answered where it can be: of an environment, so
   * that findings that hold in others only answer nothing; without one of all of production.
   */
  checklist(folder: string, environment?: string | null): Promise<Checklist>;
  /** The new text of the file of ticks once an item is answered, or its answer taken back. */
  tick(
    folder: string,
    item: string,
    answer: Answer | null,
    reason?: string | null,
  ): Promise<{ readonly uri: string; readonly text: string }>;

  /**
   * What the guide recommends for the project a folder belongs to, from its files and from answers
   * by question; of an environment, without one of all of production.
   */
  advise(
    folder: string,
    answers: Readonly<Record<string, string>>,
    environment?: string | null,
  ): Promise<Advice>;

  rules(): readonly RuleSummary[];
  /** The Markdown page of a rule (its id or an alias), or `undefined`. */
  explain(rule: string): Promise<string | undefined>;
  /** The configuration that holds for a file, as YAML, and where each part comes from. */
  printConfig(uri: string): Promise<string>;
  /** The text of a new `headroom.yaml` for a folder, filled with what is found there. */
  newConfiguration(folder: string): Promise<string>;
  counters(): Counters;
}
