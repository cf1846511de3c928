import type { Architecture } from '../architecture/architecture';
import type { Build } from '../contracts/build';
import type { Place } from '../contracts/finding';
import { type Cancellation, NEVER_CANCELLED, type Ports } from '../contracts/ports';
import type { Rule } from '../contracts/rule';
import type { OpenDocument } from '../contracts/service';
import type { Span } from '../contracts/span';
import { BUILT_IN, type Finding } from '../engine/finding';
import { type Failure, failureLine } from '../engine/internal';
import { createQueries } from '../engine/query';
import type { RuleSettings } from '../engine/run';
import { relativePath } from '../text/paths';
import { createBuilds } from './builds';
import { createChanges } from './changes';
import { createCompilationUnits, type FileInUnit } from './compilationUnits';
import { type ConfigurationFile, createConfigSet, type EffectiveRules } from './configSet';
import type { WorkCounters } from './counters';
import { createDriver } from './driver';
import type { FileState, OpenedFile, ProjectFile } from './file';
import { createFindings } from './findings';
import { GITIGNORE } from './ignores';
import { createIndexing, type SkippedFile } from './indexing';
import { createInputs, createPaths } from './inputs';
import { createModuleGraph } from './moduleGraph';
import { createProjectReports } from './projectReports';
import { createReading } from './reading';
import { createSourceFiles } from './sourceFiles';
import { createUnitPlans } from './unitPlans';

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
  index(token: Cancellation, progress?: (done: number, total: number) => void): Promise<boolean>;
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
  /** Everything to be said about a file as it stands. */
  findings(uri: string): readonly Finding[];
  /** The configuration files and the file of ticks, and what is wrong in them. */
  configurations(): readonly ConfigurationFile[];
  /** What deployment tools would apply. */
  builds(): readonly Build[];
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

/** A project over a root folder, put together from its queries; nothing is read yet. */
export function createProject(
  root: string,
  ports: Ports,
  rules: readonly Rule[],
  surface: Surface,
  counters: WorkCounters,
): Project {
  const queries = createQueries(counters.queries);
  const inputs = createInputs(queries);
  const ruleIds = new Set<string>([...rules.map(({ id }) => id), ...Object.keys(BUILT_IN)]);
  const configs = createConfigSet(queries, inputs, root, ruleIds, ports.configuration);
  const paths = createPaths(queries, inputs, root, configs.owns);
  const documents = surface.document;
  const onFailure = (failure: Failure, uri: string) =>
    ports.log(failureLine(failure, relativePath(uri, root)));
  const base = { queries, inputs, root, rules, configs, counters, paths, documents, onFailure };
  const reading = createReading(base);
  const modules = createModuleGraph(queries, inputs, root, paths, reading);
  const plans = createUnitPlans(queries, inputs, root, paths, configs, reading, onFailure);
  const builds = createBuilds(base);
  const files = createSourceFiles({ ...base, reading, modules, claimOf: plans.claimOf });
  const units = createCompilationUnits({ ...base, settings: configs.settings, files, plans });
  const shared = createProjectReports({ ...base, reading, files, units, builds });
  const findings = createFindings({ ...base, files, units, shared, builds });
  const driver = createDriver({
    ...{ queries, inputs, root, ports, counters },
    documents,
    openUris: surface.openUris,
    given: ports.configuration,
    isNeeded: (uri) => units.members().has(uri),
    release: files.release,
    onClose: reading.forgetPrevious,
  });
  const changes = createChanges(
    () =>
      driver.ask(
        () => ({
          revision: shared.revision(),
          findings: new Map(
            queries.each(surface.openUris(), (uri) => [uri, findings.of(uri)] as const),
          ),
        }),
        undefined,
        NEVER_CANCELLED,
      ),
    surface.onChange,
  );
  const indexing = createIndexing({
    ...base,
    ports,
    driver,
    files,
    onEnd: () => changes.check(),
  });

  return {
    root,
    ports,
    ask: (goal, otherwise, token = NEVER_CANCELLED) => driver.ask(goal, otherwise, token),
    index: indexing.index,
    isComplete: indexing.isComplete,
    owns: configs.owns,
    nestedRoots: configs.nestedRoots,
    state: files.state,
    file: files.file,
    opened: files.opened,
    files: () => queries.each(files.uris(), files.file).flatMap((file) => file ?? []),
    skipped: indexing.skipped,
    seen: () => [...indexing.seen(), ...builds.leftOut()],
    together: units.together,
    included: units.included,
    unitsOf: units.unitsOf,
    home: shared.home,
    spanOf: findings.spanOf,
    findings: findings.of,
    configurations: () =>
      configs.files().map((file) => ({
        ...file,
        findings: [...file.findings, ...builds.misnamed(file.uri)],
      })),
    builds: builds.all,
    architecture: shared.architecture,
    environments: shared.environments,
    environmentOrder: () => Object.keys(configs.root().environments),
    settings: configs.settings,
    configurationOf: configs.rulesFor,
    answered: changes.answered,
    changed(uri, isEdited = false) {
      driver.changed(uri);
      if (uri.endsWith(`/${GITIGNORE}`)) {
        indexing.again();
        surface.onChange(surface.openUris());
      }
      if (indexing.isComplete()) void changes.check(isEdited ? uri : undefined);
    },
  };
}
