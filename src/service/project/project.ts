import type { Architecture } from '../architecture/architecture';
import { changedKinds } from '../contracts/fact';
import type { Place, Target } from '../contracts/finding';
import type { Assets, Cancellation, Ports } from '../contracts/ports';
import type { Rule } from '../contracts/rule';
import type { OpenDocument } from '../contracts/service';
import type { Span } from '../contracts/span';
import { BUILT_IN, builtIn, type Finding } from '../engine/finding';
import { defer, locate, type RuleSettings } from '../engine/run';
import { applySuppressions } from '../engine/suppress';
import { mayMatter } from '../languages/registry';
import { createAssemblies, type Whole } from './assemblies';
import { CONFIGURATION_NAME } from './configuration';
import {
  type ConfigurationFile,
  createConfigurations,
  type EffectiveRules,
  isConfiguration,
} from './configurations';
import type { FileState, OpenedFile, ProjectFile } from './file';
import { createFiles, type WorkCounters } from './files';
import { createJoined } from './joined';
import { child, isWithin, relativePath } from './paths';

/** Files above this size, in bytes, are not analysed; they are data, not configuration. */
const SIZE_LIMIT = 5_000_000;

/** How many files are read between two chances for the host's other work. */
const CHUNK = 16;

/** The files of one root, what they say, and what is to be said about them. */
export interface Project {
  readonly root: string;
  readonly assets: Assets;
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
  skipped(): readonly { readonly uri: string; readonly why: string }[];
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
  const ownConfigurationUri = child(root, CONFIGURATION_NAME);
  const rootConfigurationUri = ports.configuration ?? ownConfigurationUri;
  const configurations = createConfigurations(
    root,
    new Set<string>([...rules.map(({ id }) => id), ...Object.keys(BUILT_IN)]),
    rootConfigurationUri,
  );
  let complete = false;
  let indexing: Promise<boolean> | undefined;

  const files = createFiles({
    root,
    ports,
    rules,
    configurations,
    counters,
    documents,
    onFacts(before, now) {
      const kinds = changedKinds(before, now);
      if (kinds.size === 0) return;
      joined.changed(kinds);
      if (complete) onChange();
    },
  });
  /** Paths of all files met, whatever they are: a pattern of an include may mean any. */
  const paths = new Set<string>();
  const assemblies = createAssemblies({
    root,
    files,
    rules,
    counters,
    settings: configurations.settings,
    paths: () => paths,
  });
  const joined = createJoined({
    rules,
    files: files.all,
    databases: () => configurations.root().databases,
    settings: configurations.settings,
    isComplete: () => complete,
    onRun: () => {
      counters.projectRulesRun++;
    },
  });

  async function readConfigurationFile(uri: string): Promise<void> {
    const result = await files.read(uri);
    const effect = configurations.take(uri, result.state === 'read' ? result.text : undefined);
    if (effect === 'nothing') return;
    if (effect === 'facts' && files.all().length > 0) {
      files.touchAll();
      joined.reset();
      complete = false;
    }
    onChange();
  }

  /** The file as it stands now, and with it what is read together with it. */
  async function load(uri: string): Promise<FileState> {
    const state = await files.load(uri);
    if (state.state === 'missing') paths.delete(relativePath(uri, root));
    if (complete) await assemble(uri);
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
    if (complete) {
      for (const uri of files.touched()) await files.load(uri);
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
    await readConfigurationFile(rootConfigurationUri);
    const uris: string[] = [];
    for await (const { uri, size } of ports.workspace.files(root, token)) {
      if (token.isCancellationRequested) return false;
      paths.add(relativePath(uri, root));
      if (isConfiguration(uri, root)) {
        if (uri !== rootConfigurationUri && uri !== ownConfigurationUri) {
          await readConfigurationFile(uri);
        }
      } else if (mayMatter(relativePath(uri, root))) {
        if (size <= SIZE_LIMIT) uris.push(uri);
        else files.skip(uri, `larger than ${SIZE_LIMIT / 1e6} MB`);
      }
    }
    for (const [done, uri] of uris.entries()) {
      if (done % CHUNK === 0) {
        progress?.(done, uris.length);
        await ports.yieldNow();
      }
      if (token.isCancellationRequested) return false;
      await files.load(uri);
    }
    await assemblies.update();
    progress?.(uris.length, uris.length);
    complete = true;
    joined.reset();
    onChange();
    return true;
  }

  function placeOf(target: Target, own: ProjectFile | null) {
    if ('at' in target) {
      const uri = 'elsewhere' in target ? target.elsewhere : own?.uri;
      return uri === undefined ? undefined : { uri, at: target.at };
    }
    const at =
      files.get(target.uri)?.places.get(target.path) ??
      configurations.placeOf(target.uri, target.path);
    return at && { uri: target.uri, at };
  }

  /** What project rules say, once each: environments that share files say the same of them. */
  function projectFindings(): readonly Finding[] {
    const found = new Map<string, Finding>();
    for (const { rule, reports } of joined.reports()) {
      for (const finding of locate(rule, reports, (target) => placeOf(target, null))) {
        const same = `${finding.rule}\n${finding.uri}\n${finding.path}`;
        if (!found.has(same)) found.set(same, finding);
      }
    }
    return [...found.values()];
  }

  function findings(uri: string): readonly Finding[] {
    const file = files.get(uri);
    if (!file) return [];
    const own = (assemblies.reportsOf(file) ?? file.reports).flatMap(({ rule, reports }) =>
      locate(rule, reports, (target) => placeOf(target, file)),
    );
    const syntax = file.syntax.map(({ at, message }) =>
      builtIn('headroom/syntax', uri, at, message),
    );
    const shared = projectFindings().filter((finding) => finding.uri === uri);
    const judged = defer([...own, ...shared], rules).flatMap(
      (finding) => configurations.judge(finding) ?? [],
    );
    return [...applySuppressions([...syntax, ...judged], file.comments, uri, file.lines)].sort(
      (a, b) => a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : 1),
    );
  }

  function fileChanged(uri: string): void {
    files.touch(uri);
    // Nobody asks about a closed file, yet others' findings may rest on it.
    if (complete && !documents(uri)) void load(uri);
  }

  return {
    root,
    assets: ports.assets,
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
    spanOf: (place) => placeOf(place, null)?.at,
    findings,
    configurations: configurations.files,
    architecture: joined.architecture,
    environments: joined.environments,
    settings: configurations.settings,
    configurationOf: configurations.rulesFor,
    changed(uri) {
      if (uri === ownConfigurationUri) void readConfigurationFile(rootConfigurationUri);
      else if (isConfiguration(uri, root)) void readConfigurationFile(uri);
      else if (files.has(uri) || mayMatter(relativePath(uri, root))) {
        paths.add(relativePath(uri, root));
        fileChanged(uri);
      } else {
        // A folder that goes, or gets another name, is told of as one.
        for (const file of files.all()) if (isWithin(file.uri, uri)) fileChanged(file.uri);
      }
    },
  };
}

/** Files of two different environments never speak of the same thing. */
function sameEnvironment(a: ProjectFile, b: ProjectFile): boolean {
  return a.environment === null || b.environment === null || a.environment === b.environment;
}
