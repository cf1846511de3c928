import type { AssembledPart } from '../contracts/assembly';
import type { Fact } from '../contracts/fact';
import type { Analysis, Language } from '../contracts/language';
import type { Ports, ReadResult } from '../contracts/ports';
import type { Rule } from '../contracts/rule';
import type { OpenDocument } from '../contracts/service';
import { agreed } from '../engine/agree';
import { type Failure, failureLine, failureOf, guarded } from '../engine/internal';
import { rulesFor, runDocumentRule } from '../engine/run';
import { loadGrammarsOf, recognise } from '../languages/registry';
import { isOverflow, LimitError, MAX_FINDINGS, overLimit, TOO_DEEP } from '../text/limits';
import { lineIndex } from '../text/lines';
import { child, relativePath } from '../text/paths';
import type { Configurations } from './configurations';
import { environmentOf } from './environments';
import { closed, type FileState, isOpened, type OpenedFile, type ProjectFile } from './file';
import type { Links } from './links';
import { whyUnread } from './unread';

/** Counts of the work done; see `Counters` of the service. */
export interface WorkCounters {
  readonly parses: Map<string, number>;
  documentRulesRun: number;
  projectRulesRun: number;
  filesRead: number;
}

/** The files of a project as they stand: open documents first, else the disk. */
export interface Files {
  /** The text of a file, whatever it is. */
  read(uri: string): Promise<ReadResult>;
  /** The file as it stands now, analysed once per text. */
  load(uri: string): Promise<FileState>;
  /** The file with its text and model, read again where it is closed. */
  open(uri: string): Promise<OpenedFile | undefined>;
  /** Text and syntax tree of a file that is read with others, at hand or read again. */
  source(uri: string): Promise<{ readonly text: string; readonly tree: unknown } | undefined>;
  /** Forgets the sources of closed files but these. */
  release(kept: ReadonlySet<string>): void;
  /**
   * Reads a file that nothing in its text tells the language of as what others take it for.
   * @returns whether it is new that it can be read so
   */
  claim(uri: string, language: Language): Promise<boolean>;
  /** What is known of a file, without looking again. */
  get(uri: string): ProjectFile | undefined;
  /** The recognised files, in the order of their paths. */
  all(): readonly ProjectFile[];
  skipped(): readonly SkippedFile[];
  skip(uri: string, why: string): void;
  has(uri: string): boolean;
  /** Marks a file as no longer what it was. */
  touch(uri: string): void;
  /** Marks every file. */
  touchAll(): void;
  /** Drops what no longer belongs to the project. */
  forget(isForeign: (uri: string) => boolean): void;
  /** The files that are not, or not yet, read as they are now. */
  touched(): readonly string[];
}

/** A file that was not analysed, and why. */
export interface SkippedFile {
  readonly uri: string;
  readonly why: string;
  /** Where it is a fault of the program. */
  readonly failure?: Failure;
}

/** Everything the files of a project are read with. */
export interface FilesContext {
  readonly root: string;
  readonly ports: Ports;
  readonly rules: readonly Rule[];
  readonly configurations: Configurations;
  readonly counters: WorkCounters;
  /** The open document of a uri; its text counts before the disk's. */
  documents(uri: string): OpenDocument | undefined;
  /** Whether a file belongs to the project; of others nothing is kept. */
  owns(uri: string): boolean;
  /** Whether a `.gitignore` leaves a file out. */
  isIgnored(uri: string): Promise<boolean>;
  readonly links: Links;
  /** Called when what a file says has changed. */
  onFacts(before: readonly Fact[], now: readonly Fact[]): void;
}

/** The files of a project; nothing is read before somebody asks. */
export function createFiles(context: FilesContext): Files {
  const { root, ports, rules, configurations, counters, documents, links } = context;
  const states = new Map<string, FileState>();
  const stale = new Set<string>();
  const loading = new Map<string, { version: number | null; result: Promise<FileState> }>();
  /** How often each file has been read: of several readings under way the last one counts. */
  const turns = new Map<string, number>();
  /** Sources of closed files that may be read with others. */
  const sources = new Map<string, { readonly text: string; readonly tree: unknown }>();
  const claims = new Map<string, Language | null>();
  let inOrder: readonly ProjectFile[] | undefined;
  /** The closed file last worked on: fixes ask for the same one again and again. */
  let lastOpened: OpenedFile | undefined;

  const versionNow = (uri: string) => documents(uri)?.version ?? null;

  function set(uri: string, state: FileState): void {
    states.set(uri, state);
    inOrder = undefined;
    if (lastOpened?.uri === uri) lastOpened = undefined;
  }

  async function read(uri: string): Promise<ReadResult> {
    const open = documents(uri);
    if (open) return { state: 'read', text: open.text };
    counters.filesRead++;
    return ports.workspace.read(uri);
  }

  async function load(uri: string): Promise<FileState> {
    const version = versionNow(uri);
    const underWay = loading.get(uri);
    if (underWay?.version === version && !stale.has(uri)) return underWay.result;
    const before = states.get(uri);
    if (before && !underWay && !stale.has(uri) && versionOf(before) === version) return before;
    const result = loadNow(uri, version).finally(() => {
      if (loading.get(uri)?.result === result) loading.delete(uri);
    });
    loading.set(uri, { version, result });
    return result;
  }

  async function loadNow(uri: string, version: number | null): Promise<FileState> {
    stale.delete(uri);
    const turn = (turns.get(uri) ?? 0) + 1;
    turns.set(uri, turn);
    const analysed = await analyseSafely(uri, version);
    // A newer text may have come while this one was being analysed.
    if (versionNow(uri) !== version || turns.get(uri) !== turn) return load(uri);
    sources.delete(uri);
    // Its folder may have become a project of its own meanwhile.
    if (!context.owns(uri)) return { state: 'foreign', version };
    if (analysed.state === 'analysed' && analysed.file.language.assembling) {
      const { text, analysis } = analysed.file as OpenedFile;
      if (version === null) sources.set(uri, { text, tree: analysis.tree });
    }
    const now: FileState =
      analysed.state === 'analysed' && version === null
        ? { state: 'analysed', file: closed(analysed.file as OpenedFile) }
        : analysed;
    const before = states.get(uri);
    set(uri, now);
    const path = relativePath(uri, root);
    guarded(
      'the linking of files',
      () => links.said(uri, path, factsOf(now)),
      undefined,
      (failure) => tell(failure, uri),
    );
    context.onFacts(factsOf(before), factsOf(now));
    return now;
  }

  function tell(failure: Failure, uri: string): Failure {
    ports.log(failureLine(failure, relativePath(uri, root)));
    return failure;
  }

  /** What throws on a text costs that text: the others are read. */
  async function analyseSafely(uri: string, version: number | null): Promise<FileState> {
    try {
      return await analyse(uri, version);
    } catch (thrown) {
      if (thrown instanceof LimitError) return { state: 'skipped', why: thrown.message };
      if (isOverflow(thrown)) return { state: 'skipped', why: TOO_DEEP };
      const failure = tell(failureOf('the reading of this kind of file', thrown), uri);
      return { state: 'skipped', why: 'an internal error', failure };
    }
  }

  async function analyse(uri: string, version: number | null): Promise<FileState> {
    const languageId = documents(uri)?.languageId;
    const path = relativePath(uri, root);
    if (await context.isIgnored(uri)) return { state: 'foreign', version, why: IGNORED };
    const result = await read(uri);
    const text = result.state === 'read' ? result.text : undefined;
    const limit = text === undefined ? undefined : overLimit(path, text);
    const unread = text === undefined ? undefined : whyUnread(path, text);
    const isRead = limit === undefined && unread === undefined;
    const failures: Failure[] = [];
    guarded(
      'the linking of files',
      () => links.met(path, isRead ? text : undefined),
      undefined,
      (failure) => failures.push(tell(failure, uri)),
    );
    if (result.state === 'missing') return { state: 'missing' };
    if (result.state === 'unreadable') return { state: 'skipped', why: result.why };
    if (text === undefined) return { state: 'missing' };
    if (limit !== undefined) return { state: 'skipped', why: limit };
    if (unread !== undefined) return { state: 'foreign', version, why: unread };
    const told =
      recognise({ path, text, ...(languageId ? { languageId } : {}) }) ?? claims.get(uri);
    if (told?.linking) await readFirst(path);
    const language = told ?? links.languageOf(path, text);
    if (!language || configurations.leavesOut(path)) return { state: 'foreign', version };
    const file = await analyseText(uri, path, version, text, language);
    return { state: 'analysed', file: { ...file, failures: [...failures, ...file.failures] } };
  }

  /** Reads what a file takes names from, so that it is read once. A circle is left for later. */
  async function readFirst(path: string): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const uris = links.unread(path).map((one) => child(root, one));
      const next = uris.filter((uri) => !tried.has(uri) && !loading.has(uri));
      if (next.length === 0) return;
      for (const uri of next) {
        tried.add(uri);
        if (!loading.has(uri)) await load(uri);
      }
    }
  }

  async function analyseText(
    uri: string,
    path: string,
    version: number | null,
    text: string,
    language: Language,
  ): Promise<OpenedFile> {
    const key = `${uri}@${version ?? 0}`;
    counters.parses.set(key, (counters.parses.get(key) ?? 0) + 1);
    await loadGrammarsOf(language, { uri, path, text }, ports.assets);
    const analysis = language.analyse(
      { uri, path, text },
      earlier(states.get(uri), language),
      language.linking && links.surroundings(path),
    );
    const settings = configurations.settings();
    const failures: Failure[] = [];
    const limits = [...analysis.limits];
    const reports = rulesFor(language.id, rules).map((rule) => {
      counters.documentRulesRun++;
      const run = () => {
        const reports = runDocumentRule(rule, language.id, analysis, settings);
        const { parts } = analysis;
        return parts?.length ? agreed(reports, partOf(parts)) : reports;
      };
      const all = guarded(`rule ${rule.id}`, run, [], (failure) =>
        failures.push(tell(failure, uri)),
      );
      if (all.length <= MAX_FINDINGS) return { rule, reports: all };
      limits.push(`${all.length - MAX_FINDINGS} more findings of ${rule.id} are not listed`);
      return { rule, reports: all.slice(0, MAX_FINDINGS) };
    });
    const { facts, places, syntax, comments, description, names, joins } = analysis;
    return {
      uri,
      path,
      version,
      lines: lineIndex(text),
      language,
      environment: environmentOf(path, configurations.root()),
      facts,
      places,
      syntax,
      comments,
      description,
      limits,
      names: names ?? [],
      joins,
      failures,
      reports,
      text,
      analysis,
    };
  }

  return {
    read,
    load,
    async open(uri) {
      const state = await load(uri);
      if (state.state !== 'analysed') return undefined;
      if (isOpened(state.file)) return state.file;
      if (lastOpened?.uri === uri) return lastOpened;
      const again = await analyseSafely(uri, null);
      if (again.state !== 'analysed' || !isOpened(again.file)) return undefined;
      lastOpened = again.file;
      return lastOpened;
    },
    async source(uri) {
      const state = states.get(uri);
      if (state?.state !== 'analysed') return undefined;
      const kept = sources.get(uri);
      if (kept) return kept;
      const file = isOpened(state.file) ? state.file : await this.open(uri);
      return file && { text: file.text, tree: file.analysis.tree };
    },
    release(kept) {
      for (const uri of sources.keys()) if (!kept.has(uri)) sources.delete(uri);
    },
    async claim(uri, language) {
      if (claims.has(uri)) return false;
      claims.set(uri, language);
      stale.add(uri);
      const state = await load(uri);
      if (state.state === 'analysed' && state.file.syntax.length === 0) return true;
      claims.set(uri, null);
      stale.add(uri);
      await load(uri);
      return false;
    },
    get(uri) {
      const state = states.get(uri);
      return state?.state === 'analysed' ? state.file : undefined;
    },
    all() {
      inOrder ??= [...states.values()]
        .flatMap((state) => (state.state === 'analysed' ? [state.file] : []))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
      return inOrder;
    },
    skipped: () =>
      [...states].flatMap(([uri, state]) =>
        state.state === 'skipped'
          ? [{ uri, why: state.why, ...(state.failure ? { failure: state.failure } : {}) }]
          : [],
      ),
    skip: (uri, why) => set(uri, { state: 'skipped', why }),
    has: (uri) => states.has(uri),
    touch(uri) {
      stale.add(uri);
      if (claims.get(uri) === null) claims.delete(uri);
      if (lastOpened?.uri === uri) lastOpened = undefined;
    },
    touchAll() {
      for (const uri of states.keys()) stale.add(uri);
      lastOpened = undefined;
    },
    forget(isForeign) {
      for (const [uri, state] of [...states].filter(([known]) => isForeign(known))) {
        states.delete(uri);
        links.met(relativePath(uri, root), undefined);
        links.said(uri, relativePath(uri, root), []);
        context.onFacts(factsOf(state), []);
      }
      for (const known of [stale, sources, claims, loading]) {
        for (const uri of known.keys()) if (isForeign(uri)) known.delete(uri);
      }
      inOrder = undefined;
      lastOpened = undefined;
    },
    touched: () => [...new Set([...stale, ...loading.keys()])],
  };
}

/** Why nobody reads what git leaves out: whoever else has the repository does not have it. */
const IGNORED = 'left out by .gitignore';

/** The part of a listing that holds an offset. */
function partOf(parts: readonly AssembledPart[]) {
  return (offset: number) => parts.find(({ start, end }) => start <= offset && offset <= end);
}

/** The analysis of an earlier text of an open document, where it was of the same language. */
function earlier(state: FileState | undefined, language: Language): Analysis | undefined {
  if (state?.state !== 'analysed' || !isOpened(state.file)) return undefined;
  return state.file.language === language ? state.file.analysis : undefined;
}

function versionOf(state: FileState): number | null {
  if (state.state === 'analysed') return state.file.version;
  return state.state === 'foreign' ? state.version : null;
}

function factsOf(state: FileState | undefined): readonly Fact[] {
  return state?.state === 'analysed' ? state.file.facts : [];
}
