import type { Range, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Advice } from '../service/contracts/advice';
import type { BuildOutput, PrintedBuild } from '../service/contracts/build-output';
import type { Capacity } from '../service/contracts/capacity';
import type { Answer, Checklist } from '../service/contracts/checklist';
import type { Listing, ReadResult } from '../service/contracts/ports';
import type {
  Counters,
  DeclaredLimit,
  Diagram,
  DrawingRequest,
  Progress,
  Recognition,
  Review,
  RuleSummary,
  SilencingRequest,
  SystemDrawing,
} from '../service/contracts/service';
import type { SelectedEnvironment } from './selection';

/** What a client may say of itself in `initializationOptions`; every part can be left out. */
export interface InitializationOptions {
  /**
   * `server`: the server reads files by itself, from the disk. `client`: all files are asked of the
   * client, by `headroom/readFile` and its like. `both`: those on the disk are read by the server,
   * those of other schemes asked of the client.
   */
  readonly files?: 'server' | 'client' | 'both';
  /** Commands of the client that actions and lenses may name: `headroom.copy`, `headroom.explainRule`,
   * `headroom.ignore` (in place of an action for each way to silence a finding), `headroom.showBudget`. */
  readonly commands?: readonly string[];
  /** The schemes of documents that what is registered with the client is for; all where it is left out. */
  readonly schemes?: readonly string[];
  /** `push`: diagnostics are published even where the client could ask for them. */
  readonly diagnostics?: 'push';
  /** Whether it listens to notifications of ours. */
  readonly notifications?: boolean;
  /** Words of drawings in the user's language, by how they are in English; English where they are left out. */
  readonly words?: Readonly<Record<string, string>>;
  /** The environment that is selected of a project, by its root, as the client kept it. */
  readonly environments?: Readonly<Record<string, string | null>>;
}

/** Requests beside the standard ones, from the client to the server: what goes in and what comes out. */
export interface ServerRequests {
  /** What a file was recognised as, or why it is left alone. */
  'headroom/recognition': { params: { uri: string }; result: Recognition };
  /** What there is to draw of a file, as a graph and as Mermaid. */
  'headroom/diagram': { params: { uri: string }; result: (Diagram & AsRead) | null };
  /** The drawing of the system that a file or a folder is part of; `null` where nobody knows the environment. */
  'headroom/systemDrawing': {
    params: { uri: string } & DrawingRequest;
    result: (SystemDrawing & AsRead & { readonly changes: readonly DrawingChange[] }) | null;
  };
  /** What deployment tools would apply of a project, build by build. */
  'headroom/builds': {
    params: { folder: string };
    result: { readonly root: string; readonly builds: readonly BuildOutput[] };
  };
  /** One build as it will run; `null` where there is none of this id. */
  'headroom/build': { params: { folder: string; id: string }; result: PrintedBuild | null };
  /** The environments of a project, and the one that drawing, budget, lenses and checklist are of. */
  'headroom/environments': { params: { folder: string }; result: SelectedEnvironment };
  /** Selects another one; what is shown of the project is told to have changed. */
  'headroom/selectEnvironment': {
    params: { folder: string; environment: string | null };
    result: SelectedEnvironment;
  };
  /** The views beside that of the system, by name: those that files may fill, and those of the guide. */
  'headroom/views': {
    params: object;
    result: readonly { readonly id: string; readonly title: string }[];
  };
  /** One of them, with the figures of the project that a file or a folder is part of. */
  'headroom/referenceDiagram': { params: { view: string; uri: string }; result: Diagram | null };
  /**
   * Reads every file beneath `uris` and reports on them as `headroom check --format json` does, paths
   * relative to `base`. With `publish` the findings of closed files are published too, and kept up to
   * date. Progress comes as `$/progress` where `workDoneToken` is given.
   */
  'headroom/review': {
    params: {
      uris: readonly string[];
      base: string;
      only?: readonly string[];
      publish?: boolean;
      workDoneToken?: string | number;
    };
    result: Review;
  };
  /** The root of the project a folder belongs to, and those of the projects within it. */
  'headroom/roots': { params: { folder: string }; result: readonly string[] };
  /** The connection budgets of a project. */
  'headroom/capacity': { params: { folder: string }; result: Capacity };
  /** The checklist of a project, with the page that explains each item by its `guide`. */
  'headroom/checklist': { params: { folder: string }; result: ExplainedChecklist };
  /** The checklist of a project as a Markdown page. */
  'headroom/checklistText': { params: { folder: string }; result: string };
  /** The new text of the file of ticks once an item is answered; nothing is written. */
  'headroom/tick': {
    params: { folder: string; item: string; answer: Answer | null; reason?: string | null };
    result: { readonly uri: string; readonly text: string };
  };
  /** What the guide recommends, and the same as a Markdown page. */
  'headroom/advise': {
    params: { folder: string; answers: Readonly<Record<string, string>> };
    result: { readonly advice: Advice; readonly page: string };
  };
  /** What is wrong with an answer to a question of the advisor, or `null`. */
  'headroom/checkAnswer': {
    params: { question: string; answer: string };
    result: string | null;
  };
  /** The edit that silences a finding of a rule at a range, with the reason; `null` where there is none. */
  'headroom/silence': {
    params: { uri: string; range: Range } & SilencingRequest;
    result: WorkspaceEdit | null;
  };
  /** The edit of `headroom.yaml` that tells the limit of a database; `null` where that file is broken. */
  'headroom/declareLimit': {
    params: { folder: string } & DeclaredLimit;
    result: WorkspaceEdit | null;
  };
  /**
   * What would mend a rule's findings in folders: safe fixes and preferred suggestions, none that is
   * guided. Nothing is written.
   */
  'headroom/fixRule': {
    params: { folders: readonly string[]; rule: string };
    result: { readonly applied: number; readonly edit: WorkspaceEdit };
  };
  /** Every rule. */
  'headroom/rules': { params: object; result: readonly RuleSummary[] };
  /** The Markdown page of a rule, or `null` where there is none. */
  'headroom/explain': { params: { rule: string }; result: string | null };
  /** The text of a new `headroom.yaml` for a folder; nothing is written. */
  'headroom/newConfiguration': { params: { folder: string }; result: string };
  /** What work has been done since the start, for tests and for reports of slowness. */
  'headroom/counters': { params: object; result: CountersReport };
}

/** How much of a drawing could be read. */
export interface AsRead {
  /** Open files of the project that cannot be read at the moment, by path. */
  readonly unreadable: readonly string[];
  /** Whether the drawing is the last one before the file that is being typed into could not be read. */
  readonly isLast: boolean;
}

/** What a box of a drawing says since an edit that is not saved: `shop: 200–320 of 92 → 90–140 of 92`. */
export interface DrawingChange {
  readonly id: string;
  readonly text: string;
}

/** A checklist and the pages of the guide that its items name. */
export interface ExplainedChecklist extends Checklist {
  readonly guides: Readonly<Record<string, { readonly title: string; readonly url: string }>>;
}

/** Counters as JSON has them. */
export interface CountersReport extends Omit<Counters, 'parses'> {
  readonly parses: Readonly<Record<string, number>>;
}

/** Notifications of ours from the server to the client. */
export interface ServerNotifications {
  /**
   * What is said of the project may be another now: the index is complete, a file or the
   * configuration changed. `uris` are the open documents concerned.
   */
  'headroom/didChange': { readonly uris: readonly string[] };
  /** The findings of a document have been looked for; how many there are and how long it took. */
  'headroom/didAnalyse': {
    readonly uri: string;
    readonly findings: number;
    readonly milliseconds: number;
  };
}

/** Requests of ours from the server to a client that reads files for it; 32 are under way at most. */
export interface ClientRequests {
  'headroom/readFile': { params: { uri: string }; result: ReadResult };
  /** What is in a folder, or why it cannot be listed. Links to folders are left out. */
  'headroom/readDirectory': { params: { uri: string }; result: Listing };
  /** Whether a file or folder is there. */
  'headroom/exists': { params: { uri: string }; result: boolean };
  /** A file that ships beside the program, for a server that has no disk. Not over JSON. */
  'headroom/readAsset': { params: { name: string }; result: Uint8Array };
}

/** The value of a `$/progress` of `headroom/review`, as in the standard; the share is in the message. */
export interface ReviewProgress {
  readonly kind: 'begin' | 'report' | 'end';
  readonly title?: string;
  readonly message?: string;
  readonly percentage?: number;
  /** What is sure already, while the rest is judged. */
  readonly judged?: Progress['judged'];
}

/** How far a review is, as a progress message. */
export function progressMessage({ done, total }: Progress): string {
  return `${done} of ${total} files`;
}
