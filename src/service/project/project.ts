import { type Architecture, buildArchitecture, type Entry } from '../architecture/architecture';
import { changedKinds, type Fact, type FactKind } from '../contracts/fact';
import type { Report, Target } from '../contracts/finding';
import type { Assets, Cancellation, Ports } from '../contracts/ports';
import type { Rule } from '../contracts/rule';
import type { OpenDocument } from '../contracts/service';
import { span } from '../contracts/span';
import { BUILT_IN, builtIn, type Finding } from '../engine/finding';
import {
  defer,
  locate,
  type RuleSettings,
  rulesFor,
  runDocumentRule,
  runProjectRule,
} from '../engine/run';
import { applySuppressions } from '../engine/suppress';
import { mayMatter, recognise } from '../languages/registry';
import { PRACTICES } from '../practices';
import {
  CONFIGURATION_NAME,
  type Configuration,
  NO_CONFIGURATION,
  readConfiguration,
} from './configuration';
import { environmentOf } from './environments';
import type { FileState, ProjectFile } from './file';
import { matchesGlob } from './globs';
import { lineIndex } from './lines';
import { child, isWithin, parentOf, relativePath } from './paths';

/** Files above this size are not analysed; they are data, not configuration. */
const SIZE_LIMIT = 5_000_000;

/** How many files are read between two chances for the host's other work. */
const CHUNK = 16;

/** Counts of the work done; see `Counters` of the service. */
export interface WorkCounters {
  readonly parses: Map<string, number>;
  documentRulesRun: number;
  projectRulesRun: number;
  filesRead: number;
}

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
  /** The recognised files, in the order of their paths. */
  files(): readonly ProjectFile[];
  /** The files that could not be read, with the reason. */
  skipped(): readonly { readonly uri: string; readonly why: string }[];
  /** Everything to be said about a file as it stands. */
  findings(uri: string): readonly Finding[];
  /** What is wrong in the configuration files. */
  configurations(): readonly {
    readonly uri: string;
    readonly text: string;
    readonly findings: readonly Finding[];
  }[];
  architecture(environment: string | null): Architecture;
  environments(): readonly (string | null)[];
  settings(): RuleSettings;
  configurationOf(uri: string): {
    readonly rules: Configuration['rules'];
    readonly sources: readonly string[];
  };
  /** Tells that a file on disk or an open document changed. */
  changed(uri: string): void;
}

/**
 * A project over a root folder. `documents` answers with the open document of a uri, whose text
 * counts before the disk's. `onFacts` is called when what other files' findings rest on has changed.
 */
export function createProject(
  root: string,
  ports: Ports,
  rules: readonly Rule[],
  documents: (uri: string) => OpenDocument | undefined,
  counters: WorkCounters,
  onFacts: () => void,
): Project {
  const states = new Map<string, FileState>();
  const configurations = new Map<string, { text: string; configuration: Configuration }>();
  const projectReports = new Map<string, readonly Report[]>();
  const architectures = new Map<string | null, Architecture>();
  const ruleIds = new Set<string>([...rules.map(({ id }) => id), ...Object.keys(BUILT_IN)]);
  const rootConfigurationUri = child(root, CONFIGURATION_NAME);
  const stale = new Set<string>();
  let complete = false;
  let indexing: Promise<boolean> | undefined;

  const rootConfiguration = () =>
    configurations.get(rootConfigurationUri)?.configuration ?? NO_CONFIGURATION;
  const settings = (): RuleSettings => {
    const { targets, practices } = rootConfiguration();
    return { targets, practice: (id) => practices[id] ?? PRACTICES[id].value };
  };

  async function readText(uri: string) {
    const open = documents(uri);
    if (open) return { state: 'read', text: open.text } as const;
    counters.filesRead++;
    return ports.workspace.read(uri);
  }

  async function readConfigurationFile(uri: string): Promise<void> {
    const result = await readText(uri);
    const before = configurations.get(uri)?.text;
    const now = result.state === 'read' ? result.text : undefined;
    if (now === before) return;
    if (now === undefined) configurations.delete(uri);
    else {
      const configuration = readConfiguration(now, uri, ruleIds);
      configurations.set(uri, { text: now, configuration });
    }
    if (uri === rootConfigurationUri && (before !== undefined || states.size > 0)) restart();
    onFacts();
  }

  /** Figures, targets and environments changed: everything is looked at anew. */
  function restart(): void {
    for (const uri of states.keys()) stale.add(uri);
    projectReports.clear();
    architectures.clear();
    complete = false;
    indexing = undefined;
  }

  async function load(uri: string): Promise<FileState> {
    const before = states.get(uri);
    const open = documents(uri);
    const version = open?.version ?? null;
    if (before && !stale.has(uri) && versionOf(before) === version) return before;
    const result = await readText(uri);
    const now = await stateOf(uri, version, result);
    // A newer text may have come while this one was being analysed.
    if ((documents(uri)?.version ?? null) !== version) return load(uri);
    states.set(uri, now);
    stale.delete(uri);
    factsChanged(factsOf(before), factsOf(now));
    return now;
  }

  async function stateOf(
    uri: string,
    version: number | null,
    result: Awaited<ReturnType<typeof readText>>,
  ): Promise<FileState> {
    if (result.state === 'missing') return { state: 'missing' };
    if (result.state === 'unreadable') return { state: 'skipped', why: result.why };
    const { text } = result;
    const path = relativePath(uri, root);
    const languageId = documents(uri)?.languageId;
    const language = recognise({ path, text, ...(languageId ? { languageId } : {}) });
    if (!language) return { state: 'foreign', version };
    if (
      rootConfiguration().ignore.some(
        (entry) => isWholeFile(entry) && matchesGlob(path, entry.file),
      )
    ) {
      return { state: 'foreign', version };
    }
    const analysis = await language.analyse({ uri, path, text }, ports.assets);
    const key = `${uri}@${version ?? 0}`;
    counters.parses.set(key, (counters.parses.get(key) ?? 0) + 1);
    const now = settings();
    const reports = rulesFor(language.id, rules).map((rule) => {
      counters.documentRulesRun++;
      return { rule, reports: runDocumentRule(rule, language.id, analysis, now) };
    });
    const environment = environmentOf(path, rootConfiguration());
    const { facts, places } = analysis;
    return {
      state: 'analysed',
      file: {
        uri,
        path,
        version,
        text,
        lines: lineIndex(text),
        language,
        environment,
        analysis,
        facts,
        places,
        reports,
      },
    };
  }

  function factsChanged(before: readonly Fact[], now: readonly Fact[]): void {
    const kinds = changedKinds(before, now);
    if (kinds.size === 0) return;
    architectures.clear();
    for (const key of projectReports.keys()) {
      const rule = rules.find(({ id }) => key.startsWith(`${id}\n`));
      if (rule?.scope === 'project' && rule.reads.some((kind: FactKind) => kinds.has(kind))) {
        projectReports.delete(key);
      }
    }
    if (complete) onFacts();
  }

  async function index(
    token: Cancellation,
    progress?: (done: number, total: number) => void,
  ): Promise<boolean> {
    if (complete) {
      for (const uri of [...stale]) await load(uri);
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
      if (uri.endsWith(`/${CONFIGURATION_NAME}`)) {
        if (uri !== rootConfigurationUri) await readConfigurationFile(uri);
      } else if (mayMatter(relativePath(uri, root))) {
        if (size <= SIZE_LIMIT) uris.push(uri);
        else states.set(uri, { state: 'skipped', why: `larger than ${SIZE_LIMIT / 1e6} MB` });
      }
    }
    for (const [done, uri] of uris.entries()) {
      if (done % CHUNK === 0) {
        progress?.(done, uris.length);
        await ports.yieldNow();
      }
      if (token.isCancellationRequested) return false;
      await load(uri);
    }
    progress?.(uris.length, uris.length);
    complete = true;
    architectures.clear();
    projectReports.clear();
    onFacts();
    return true;
  }

  const analysed = (): readonly ProjectFile[] =>
    [...states.values()]
      .flatMap((state) => (state.state === 'analysed' ? [state.file] : []))
      .sort((a, b) => (a.path < b.path ? -1 : 1));

  const environments = (): readonly (string | null)[] => {
    const named = [...new Set(analysed().flatMap(({ environment }) => environment ?? []))].sort();
    return named.length === 0 ? [null] : named;
  };

  function architecture(environment: string | null): Architecture {
    const made = architectures.get(environment);
    if (made) return made;
    const entries: Entry[] = analysed()
      .filter((file) => file.environment === null || file.environment === environment)
      .flatMap(({ uri, path, facts }) => facts.map((fact) => ({ uri, file: path, fact })));
    const fresh = buildArchitecture(environment, entries, rootConfiguration().databases, complete);
    architectures.set(environment, fresh);
    return fresh;
  }

  function placeOf(target: Target, own: ProjectFile | null) {
    if ('at' in target) return own ? { uri: own.uri, at: target.at } : undefined;
    const state = states.get(target.uri);
    if (state?.state === 'analysed') {
      const at = state.file.places.get(target.path);
      return at && { uri: target.uri, at };
    }
    return configurations.has(target.uri) ? { uri: target.uri, at: span(0, 0) } : undefined;
  }

  function projectFindings(): readonly Finding[] {
    const found = new Map<string, Finding>();
    for (const rule of rules) {
      if (rule.scope !== 'project') continue;
      if (rule.needs.includes('closed-world') && !complete) continue;
      for (const environment of environments()) {
        const key = `${rule.id}\n${environment ?? ''}`;
        let reports = projectReports.get(key);
        if (!reports) {
          counters.projectRulesRun++;
          reports = runProjectRule(rule, architecture(environment), settings());
          projectReports.set(key, reports);
        }
        for (const finding of locate(rule, reports, (target) => placeOf(target, null))) {
          const same = `${finding.rule}\n${finding.uri}\n${finding.path}`;
          if (!found.has(same)) found.set(same, finding);
        }
      }
    }
    return [...found.values()];
  }

  function findings(uri: string): readonly Finding[] {
    const state = states.get(uri);
    if (state?.state !== 'analysed') return [];
    const { file } = state;
    const own = file.reports.flatMap(({ rule, reports }) =>
      locate(rule, reports, (target) => placeOf(target, file)),
    );
    const syntax = file.analysis.syntax.map(({ at, message }) =>
      builtIn('headroom/syntax', uri, at, message),
    );
    const shared = projectFindings().filter((finding) => finding.uri === uri);
    const judged = defer([...own, ...shared], rules).flatMap((finding) => judge(finding, file));
    return [
      ...applySuppressions([...syntax, ...judged], file.analysis.comments, uri, file.lines),
    ].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : 1));
  }

  /** The finding at the severity the configuration gives it, unless it is off or ignored. */
  function judge(finding: Finding, file: ProjectFile): readonly Finding[] {
    const level = configurationOf(file.uri).rules[finding.rule];
    if (level === 'off') return [];
    for (const [uri, { configuration }] of configurations) {
      const folder = parentOf(uri);
      if (!isWithin(file.uri, folder)) continue;
      const path = relativePath(file.uri, folder);
      const ignored = configuration.ignore.some(
        (entry) =>
          matchesGlob(path, entry.file) &&
          (entry.rule === undefined || entry.rule === finding.rule) &&
          (entry.at === undefined || entry.at === finding.path),
      );
      if (ignored) return [];
    }
    return [level === undefined ? finding : { ...finding, severity: level }];
  }

  function configurationOf(uri: string) {
    const above = [...configurations]
      .filter(([file]) => isWithin(uri, parentOf(file)))
      .sort(([a], [b]) => a.length - b.length);
    return {
      rules: Object.assign({}, ...above.map(([, { configuration }]) => configuration.rules)),
      sources: above.map(([file]) => file),
    };
  }

  return {
    root,
    assets: ports.assets,
    isComplete: () => complete,
    index,
    load,
    files: analysed,
    skipped: () =>
      [...states].flatMap(([uri, state]) =>
        state.state === 'skipped' ? [{ uri, why: state.why }] : [],
      ),
    findings,
    configurations: () =>
      [...configurations].map(([uri, { text, configuration }]) => ({
        uri,
        text,
        findings: configuration.problems.map(({ at, message }) =>
          builtIn('headroom/configuration', uri, at, message),
        ),
      })),
    architecture,
    environments,
    settings,
    configurationOf,
    changed(uri) {
      if (uri.endsWith(`/${CONFIGURATION_NAME}`)) void readConfigurationFile(uri);
      else if (states.has(uri) || mayMatter(relativePath(uri, root))) stale.add(uri);
    },
  };
}

function versionOf(state: FileState): number | null {
  if (state.state === 'analysed') return state.file.version;
  return state.state === 'foreign' ? state.version : null;
}

function factsOf(state: FileState | undefined): readonly Fact[] {
  return state?.state === 'analysed' ? state.file.facts : [];
}

function isWholeFile({ at, rule }: { readonly at?: string; readonly rule?: string }): boolean {
  return at === undefined && rule === undefined;
}
