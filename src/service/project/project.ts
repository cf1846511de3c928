import type { Architecture } from '../architecture/architecture';
import { sameFacts } from '../contracts/fact';
import type { Place } from '../contracts/finding';
import {
  type Cancellation,
  type FileEntry,
  MAX_BYTES,
  type Ports,
  TOO_LARGE,
} from '../contracts/ports';
import type { Rule } from '../contracts/rule';
import type { OpenDocument } from '../contracts/service';
import type { Span } from '../contracts/span';
import { BUILT_IN, type Finding } from '../engine/finding';
import { type Failure, failureLine } from '../engine/internal';
import type { RuleSettings } from '../engine/run';
import { mayMatter } from '../languages/registry';
import { child, isWithin, relativePath } from '../text/paths';
import { createAssemblies, type Whole } from './assemblies';
import { CONFIGURATION_NAME } from './configuration';
import {
  type ConfigurationFile,
  createConfigurations,
  type EffectiveRules,
} from './configurations';
import type { FileState, OpenedFile, ProjectFile } from './file';
import { createFiles, type Files, type SkippedFile, type WorkCounters } from './files';
import { createFindings } from './findings';
import { createIgnores, GITIGNORE } from './ignores';
import { createJoined } from './joined';
import { createLinking } from './linking';
import { createLinks, isManifest } from './links';
import { createConfiguring, createNestedRoots } from './nested';
import { whySeenOnly } from './seen';

/** How many files are read between two chances for the host's other work. */
const CHUNK = 16;

/** The files of one root, what they say, and what is to be said about them. */
export interface Project {
  readonly root: string;
  /** What it is read with. */
  readonly ports: Ports;
  /** Whether a file belongs to it, and not to a project of its own within it. */
  owns(uri: string): boolean;
  /** The roots of the outermost projects within it, as far as they are known. */
  nestedRoots(): readonly string[];
  /** Whether every file has been read. */
  isComplete(): boolean;
  /** Reads what has not been read; resolves to whether the project is now complete. */
  index(token: Cancellation, progress?: (done: number, total: number) => void): Promise<boolean>;
  /** The file as it stands now: the open document, else the disk. */
  load(uri: string): Promise<FileState>;
  /** The file with its text and model, or `undefined` where it is not analysed. */
  open(uri: string): Promise<OpenedFile | undefined>;
  /** Whether what one file names may be meant in the other. */
  together(a: ProjectFile, b: ProjectFile): boolean;
  /** The files that an include of a file stands for. */
  included(file: ProjectFile, name: string): readonly ProjectFile[];
  /** The wholes that a file is read as a part of, while one of their files is open. */
  wholesOf(uri: string): readonly Whole[];
  /** What is known of a file, without looking again. */
  file(uri: string): ProjectFile | undefined;
  /** The recognised files, in the order of their paths. */
  files(): readonly ProjectFile[];
  /** The files that could not be read, with the reason. */
  skipped(): readonly SkippedFile[];
  /** Files that nothing recognised though their names say that they may be about scaling. */
  seen(): readonly SkippedFile[];
  /** Where a structural path of a file stands now. */
  spanOf(place: Place): Span | undefined;
  /** Everything to be said about a file as it stands. */
  findings(uri: string): readonly Finding[];
  /** The configuration files and the file of ticks, and what is wrong in them. */
  configurations(): readonly ConfigurationFile[];
  architecture(environment: string | null): Architecture;
  environments(): readonly (string | null)[];
  settings(): RuleSettings;
  configurationOf(uri: string): EffectiveRules;
  /** Tells that a file on disk or an open document changed. */
  changed(uri: string): void;
}

/**
 * A project over a root folder. `documents` answers with the open document of a uri, whose text
 * counts before the disk's. `onChange` is called when what open files' findings rest on has changed.
 */
export function createProject(
  root: string,
  ports: Ports,
  rules: readonly Rule[],
  documents: (uri: string) => OpenDocument | undefined,
  counters: WorkCounters,
  onChange: () => void,
): Project {
  const configurations = createConfigurations(
    root,
    new Set<string>([...rules.map(({ id }) => id), ...Object.keys(BUILT_IN)]),
    ports.configuration ?? child(root, CONFIGURATION_NAME),
  );
  const nested = createNestedRoots();
  const owns = (uri: string) => isWithin(uri, root) && !nested.holds(uri);
  let complete = false;
  /** Every file has been read once, if not yet with what others say. */
  let allRead = false;
  let indexing: Promise<boolean> | undefined;
  /** How often the project has got other bounds or another root configuration. */
  let beginnings = 0;

  /** Paths of all files met, whatever they are: a pattern of an include may mean any. */
  const paths = new Set<string>();
  const links = createLinks({
    paths: () => paths,
    isRead: (path) => files.has(child(root, path)),
    isSettled: () => allRead,
  });
  const ignores = createIgnores(root, ports.workspace.read);
  const onFailure = (failure: Failure, uri: string) =>
    ports.log(failureLine(failure, relativePath(uri, root)));
  const files: Files = createFiles({
    root,
    ports,
    rules,
    configurations,
    counters,
    documents,
    owns,
    isIgnored: (uri) => ignores.covers(uri, false),
    links,
    onFacts(before, now) {
      if (sameFacts(before, now)) return;
      joined.reset();
      if (complete) onChange();
    },
  });
  const linking = createLinking({
    root,
    links,
    files,
    paths: () => paths,
    read: files.read,
    isOpen: (uri) => documents(uri) !== undefined,
    onChange,
  });
  const assemblies = createAssemblies({
    root,
    files,
    rules,
    counters,
    settings: configurations.settings,
    paths: () => paths,
    onFailure,
  });
  const joined = createJoined({
    rules,
    files: files.all,
    databases: () => configurations.root().databases,
    paths: () => paths,
    settings: configurations.settings,
    // What was seen and not read may be what is missing elsewhere.
    isComplete: () => complete && !files.skipped().some(({ uri }) => isMissed(uri)),
    onRun: () => {
      counters.projectRulesRun++;
    },
    onFailure,
  });
  const findings = createFindings({
    rules,
    files,
    configurations,
    assemblies,
    shared: joined.reports,
    failedRules: joined.failed,
    failed(failure, uri) {
      onFailure(failure, uri);
      return failure;
    },
  });

  const configuring = createConfiguring({
    root,
    given: ports.configuration,
    nested,
    configurations,
    read: files.read,
    onEffect(effect) {
      if (effect === 'facts' && files.all().length > 0) {
        files.touchAll();
        beginAgain();
      }
      if (effect === 'bounds') {
        beginAgain();
        files.forget((uri) => !owns(uri));
        for (const path of paths) if (!owns(child(root, path))) paths.delete(path);
      }
      onChange();
    },
  });

  /** Whether a file that was not read may have had something to say; a folder always may. */
  function isMissed(uri: string): boolean {
    const path = relativePath(uri, root);
    return !paths.has(path) || mayMatter(path);
  }

  function beginAgain(): void {
    complete = false;
    beginnings++;
    joined.reset();
  }

  /** The file as it stands now, and with it what is read together with it. */
  async function load(uri: string): Promise<FileState> {
    if (!owns(uri)) return { state: 'foreign', version: null };
    const state = await loadAlone(uri);
    if (!complete) return state;
    await linking.update(uri);
    await assemble(uri);
    return files.load(uri);
  }

  async function loadAlone(uri: string): Promise<FileState> {
    const state = await files.load(uri);
    if (state.state === 'missing' && paths.delete(relativePath(uri, root))) linking.gone();
    return state;
  }

  async function assemble(but?: string): Promise<void> {
    const changed = await assemblies.update();
    if (changed.some((uri) => uri !== but && documents(uri))) onChange();
  }

  async function index(
    token: Cancellation,
    progress?: (done: number, total: number) => void,
  ): Promise<boolean> {
    await configuring.settled();
    if (complete) {
      for (const uri of files.touched()) await loadAlone(uri);
      await linking.update();
      await assemble();
      return true;
    }
    indexing ??= readAll(token, progress).finally(() => {
      indexing = undefined;
    });
    return indexing;
  }

  async function readAll(
    token: Cancellation,
    progress?: (done: number, total: number) => void,
  ): Promise<boolean> {
    const met: FileEntry[] = [];
    for await (const entry of ports.workspace.files(root, token)) {
      if (token.isCancellationRequested) return false;
      met.push(entry);
    }
    await configuring.readAll(met.map(({ uri }) => uri));
    const beginning = beginnings;
    const uris: string[] = [];
    for (const { uri, size, why } of met.filter((entry) => owns(entry.uri))) {
      if (why !== undefined) {
        files.skip(uri, why);
        continue;
      }
      paths.add(relativePath(uri, root));
      if (!configuring.concerns(uri) && mayMatter(relativePath(uri, root))) {
        if (size <= MAX_BYTES) uris.push(uri);
        else files.skip(uri, TOO_LARGE);
      }
    }
    await linking.readManifests();
    for (const [done, uri] of uris.entries()) {
      if (done % CHUNK === 0) {
        progress?.(done, uris.length);
        await ports.yieldNow();
      }
      if (token.isCancellationRequested) return false;
      await files.load(uri);
    }
    for (const uri of files.touched()) await loadAlone(uri);
    allRead = true;
    await linking.update();
    await assemblies.update();
    await configuring.settled();
    if (beginning !== beginnings) return readAll(token, progress);
    progress?.(uris.length, uris.length);
    complete = true;
    joined.reset();
    onChange();
    return true;
  }

  function fileChanged(uri: string): void {
    files.touch(uri);
    // Nobody asks about a closed file, yet others' findings may rest on it.
    if (complete && !documents(uri)) void load(uri);
  }

  return {
    root,
    ports,
    owns,
    nestedRoots: nested.all,
    isComplete: () => complete,
    index,
    load,
    open: files.open,
    together: (a, b) => sameEnvironment(a, b) && assemblies.together(a, b),
    included: assemblies.included,
    wholesOf: assemblies.wholesOf,
    file: files.get,
    files: files.all,
    skipped: files.skipped,
    seen: () =>
      [...paths].sort().flatMap((path) => {
        const why = whySeenOnly(path);
        const uri = child(root, path);
        return why === undefined || files.get(uri) ? [] : [{ uri, why }];
      }),
    spanOf: findings.spanOf,
    findings: findings.of,
    configurations: configurations.files,
    architecture: joined.architecture,
    environments: joined.environments,
    settings: configurations.settings,
    configurationOf: configurations.rulesFor,
    changed(uri) {
      if (uri.endsWith(`/${GITIGNORE}`)) {
        ignores.changed();
        files.touchAll();
        paths.clear();
        beginAgain();
        onChange();
      }
      if (configuring.concerns(uri)) configuring.changed(uri);
      else if (files.has(uri) || (owns(uri) && concerns(relativePath(uri, root)))) {
        linking.noted(uri);
        paths.add(relativePath(uri, root));
        fileChanged(uri);
      } else {
        // A folder that goes, or gets another name, is told of as one.
        for (const path of paths) {
          const inside = child(root, path);
          if (isWithin(inside, uri) && concerns(path)) this.changed(inside);
        }
        configuring.folderChanged(uri);
      }
    },
  };
}

/** Whether a file of this name can say anything, be it where others are found. */
function concerns(path: string): boolean {
  return mayMatter(path) || isManifest(path);
}

/** Files of two different environments never speak of the same thing. */
function sameEnvironment(a: ProjectFile, b: ProjectFile): boolean {
  return a.environment === null || b.environment === null || a.environment === b.environment;
}
