import type { Architecture } from '../architecture/architecture';
import type { Build } from '../contracts/build';
import type { Place } from '../contracts/finding';
import type { Cancellation, Ports } from '../contracts/ports';
import type { OpenDocument } from '../contracts/service';
import type { Span } from '../contracts/span';
import type { Finding } from '../engine/finding';
import type { RuleSettings } from '../engine/run';
import type { FileInUnit } from './compilationUnits';
import type { ConfigurationFile, EffectiveRules } from './configSet';
import type { FileState, OpenedFile, ProjectFile } from './file';
import type { IndexProgress, SkippedFile } from './indexing';
import type { JoinedRoot } from './joinedTexts';

/**
 * The files of one root, what they say, and what is to be said about them. What is not a promise is
 * a query: it is asked within {@link Project.ask}, which reads what is missing and asks again.
 */
export interface Project {
  readonly root: string;
  /** What it is read with. */
  readonly ports: Ports;
  /** The answer of a goal that does nothing but ask; `otherwise` where it was cancelled. */
  ask<T>(goal: () => T, otherwise: T, token?: Cancellation): Promise<T>;
  /** Reads what has not been read; resolves to whether the project is now complete. */
  index(token: Cancellation, progress?: IndexProgress): Promise<boolean>;
  /** Whether every file has been read. */
  isComplete(): boolean;
  /** Whether a file belongs to it, and not to a project of its own within it. */
  owns(uri: string): boolean;
  /** The roots of the outermost projects within it. */
  nestedRoots(): readonly string[];
  /** What came of looking at a file. */
  state(uri: string): FileState;
  /** A recognised file. */
  file(uri: string): ProjectFile | undefined;
  /** The file with its text and model, or `undefined` where it is not analysed. */
  opened(uri: string): OpenedFile | undefined;
  /** The recognised files, in the order of their paths. */
  files(): readonly ProjectFile[];
  /** The files that could not be read, with the reason. */
  skipped(): readonly SkippedFile[];
  /** What is seen and not reviewed: files whose names say that they may be about scaling, builds over the limit. */
  seen(): readonly SkippedFile[];
  /** Whether what one file names may be meant in the other. */
  together(a: ProjectFile, b: ProjectFile): boolean;
  /** The files that an include of a file stands for. */
  included(file: ProjectFile, name: string): readonly ProjectFile[];
  /** The units that a file is read as a part of, while one of their files is open. */
  unitsOf(uri: string): readonly FileInUnit[];
  /** The place in a file that decides what stands at a place of a build; any other place as it is. */
  home(place: Place): Place;
  /** Where a structural path of a file stands now. */
  spanOf(place: Place): Span | undefined;
  /** What is sure to be said about a file that has been read, before all is known. */
  early(uri: string): readonly Finding[];
  /** Everything to be said about a file as it stands. */
  findings(uri: string): readonly Finding[];
  /** The configuration files and the file of ticks, and what is wrong in them. */
  configurations(): readonly ConfigurationFile[];
  /** What of a file is not seen, in sentences; where its own text counts no more, or others are read with it, less. */
  limitsOf(file: Pick<ProjectFile, 'uri' | 'limits'>): readonly string[];
  /** What deployment tools would apply. */
  builds(): readonly Build[];
  /** What servers read that begin with one file and take others in. */
  joinedTexts(): readonly JoinedRoot[];
  architecture(environment: string | null): Architecture;
  environments(): readonly (string | null)[];
  /** The environments that the root's configuration names, in its order. */
  environmentOrder(): readonly string[];
  settings(): RuleSettings;
  configurationOf(uri: string): EffectiveRules;
  /** Takes note of what has been answered about a document; see `onChange`. */
  answered(uri: string, findings: readonly Finding[]): void;
  /**
   * Tells that a file on disk or an open document changed. `isEdited`: somebody has given a document
   * another text, and will ask about it; of the disk below an open document nobody asks.
   */
  changed(uri: string, isEdited?: boolean): void;
}

/** What a project is told of the editor, and what it tells. */
export interface Surface {
  /** The open document of a uri; its text counts before the disk's. */
  document(uri: string): OpenDocument | undefined;
  /** The open documents beneath the root. */
  openUris(): readonly string[];
  /** Called when the project is complete, and with the documents of which something else is said. */
  onChange(uris: readonly string[]): void;
}
