import { type Cancellation, type Ports, TOO_LARGE } from '../contracts/ports';
import type { Failure } from '../engine/internal';
import type { Queries } from '../engine/query';
import { ASSEMBLED } from '../languages/registry';
import { child, relativePath } from '../text/paths';
import type { ConfigSet } from './configSet';
import type { Driver } from './driver';
import type { Inputs, Paths } from './inputs';
import { isLinked, type ModuleGraph } from './moduleGraph';
import { whySeenOnly } from './seen';
import type { SourceFiles } from './sourceFiles';
import type { TreesAtHand } from './trees';

/** How many files are read between two tellings of the progress. */
const CHUNK = 32;

/** The same of files of code, which take longer: each is parsed, and then judged with what others say to it. */
const CODE_CHUNK = 8;

/** What reading a whole project needs. */
export interface IndexingContext {
  readonly queries: Queries;
  readonly inputs: Inputs;
  readonly root: string;
  readonly ports: Ports;
  readonly paths: Paths;
  readonly configs: ConfigSet;
  readonly driver: Driver;
  readonly files: SourceFiles;
  readonly modules: ModuleGraph;
  readonly trees: TreesAtHand;
  /** Called when every file has been read. */
  onEnd(): Promise<void>;
}

/** How many files of how many have been read, and those of which something final can be said since the last time. */
export type IndexProgress = (done: number, total: number, judged: readonly string[]) => void;

/** The reading of a whole project, once. */
export interface Indexing {
  /** Reads what has not been read; resolves to whether the project is now complete. */
  index(token: Cancellation, progress?: IndexProgress): Promise<boolean>;
  isComplete(): boolean;
  /** The files that could not be read, with the reason. */
  skipped(): readonly SkippedFile[];
  /** Files that nothing recognised though their names say that they may be about scaling. */
  seen(): readonly SkippedFile[];
  /** The project is walked again when somebody asks: what belongs to it may be other files. */
  again(): void;
}

/** A file that was not analysed, and why; `failure` where that is a fault of the program. */
export interface SkippedFile {
  readonly uri: string;
  readonly why: string;
  readonly failure?: Failure;
}

/** Nothing is read before somebody asks. */
export function createIndexing(context: IndexingContext): Indexing {
  const { queries, inputs, root, ports, paths, configs, driver, files, modules } = context;
  let isComplete = false;
  let indexing: Promise<boolean> | undefined;
  /** How often the project had to be walked again. */
  let walks = 0;

  /** The files that are worth reading, whatever comes of it. */
  const readable = () =>
    paths
      .thatMayMatter()
      .map((path) => child(root, path))
      .filter((uri) => !configs.concerns(uri));

  /** Whoever waits is told how far it is, not only who began. */
  const waiting = new Set<IndexProgress>();
  const tell: IndexProgress = (done, total, judged) => {
    for (const progress of waiting) progress(done, total, judged);
  };

  async function readAll(token: Cancellation): Promise<boolean> {
    const walk = walks;
    if (!(await driver.walk(token))) return false;
    const uris = await driver.ask(readable, undefined, token);
    if (!uris) return false;
    let done = 0;
    let sure: readonly string[] = [];
    for (let from = 0; from < uris.length; from += CHUNK) {
      tell(done, uris.length, sure);
      await ports.yieldNow();
      const chunk = uris.slice(from, from + CHUNK);
      driver.prefetch(uris.slice(from + CHUNK, from + 2 * CHUNK));
      if (!(await driver.ask(() => isSeen(chunk), false, token))) return false;
      done += chunk.filter((uri) => !isLater(uri)).length;
      sure = chunk.filter((uri) => !isCode(uri) && !isAssembled(uri));
    }
    inputs.isIndexed.set('', true);
    tell(done, uris.length, [...sure, ...uris.filter((uri) => !isCode(uri) && isAssembled(uri))]);
    // Which requests reach a file is known when every file of code has been parsed: not all of them in one step.
    const later = uris.filter(isLater);
    for (let from = 0; from < later.length; from += CODE_CHUNK) {
      const chunk = later.slice(from, from + CODE_CHUNK);
      if (!(await driver.ask(() => isParsed(chunk, 0), false, token))) return false;
      done += chunk.length / 2;
      tell(Math.floor(done), uris.length, []);
    }
    // And those that nothing but what they take tells to be code, round by round.
    for (let round = 1, known = 0; ; round++) {
      const taken = await driver.ask(() => modules.takenIn(round), undefined, token);
      if (!taken) return false;
      const fresh = [...taken.keys()].slice(known).map((path) => child(root, path));
      if (fresh.length === 0) break;
      known = taken.size;
      for (let from = 0; from < fresh.length; from += CODE_CHUNK) {
        const chunk = fresh.slice(from, from + CODE_CHUNK);
        if (!(await driver.ask(() => isParsed(chunk, round), false, token))) return false;
        tell(Math.floor(done), uris.length, []);
      }
    }
    // Those first whose trees are at hand: what is made meanwhile takes their room.
    const atHand = (uri: string) => Number(context.trees.has(uri));
    const inOrder = () => [...files.uris()].sort((a, b) => atHand(b) - atHand(a));
    const own = await driver.ask(inOrder, undefined, token);
    if (!own) return false;
    for (let from = 0; from < own.length; from += CODE_CHUNK) {
      const chunk = own.slice(from, from + CODE_CHUNK);
      if (!(await driver.ask(() => isRead(chunk), false, token))) return false;
      done += chunk.filter(isLater).length / 2;
      tell(Math.min(Math.floor(done), uris.length), uris.length, chunk.filter(isCode));
    }
    if (!(await driver.ask(() => isRead(files.uris()), false, token))) return false;
    tell(uris.length, uris.length, []);
    if (walk !== walks) return readAll(token);
    isComplete = true;
    await context.onEnd();
    return true;
  }

  /** What others say to a file of code is known when all are seen: until then it would be read in vain. */
  function isSeen(uris: readonly string[]): true {
    queries.each(uris, (uri) => (isCode(uri) ? files.languageOf(uri) : files.state(uri)));
    return true;
  }

  /** What each file of code says by itself, before what others say to it. */
  function isParsed(uris: readonly string[], round: number): true {
    queries.each(uris, (uri) => modules.parsed(relativePath(uri, root), round));
    return true;
  }

  /** Whether what others say to a file is part of what is said of it. */
  const isCode = (uri: string) => isLinked(relativePath(uri, root));

  /** Whether a file may be read with others as one, which is known when all are seen. */
  function isAssembled(uri: string): boolean {
    const own = files.languageOf.peek(uri) ?? null;
    return own === null || ASSEMBLED.some(({ id }) => id === own);
  }

  /** Whether a file is read when all are seen. */
  function isLater(uri: string): boolean {
    return isCode(uri) && (files.languageOf.peek(uri) ?? null) !== null;
  }

  function isRead(uris: readonly string[]): true {
    queries.each(uris, files.state);
    return true;
  }

  return {
    async index(token, progress) {
      if (progress) waiting.add(progress);
      try {
        while (!isComplete) {
          const isOwn = indexing === undefined;
          indexing ??= driver
            .readAll(() => readAll(token))
            .finally(() => {
              indexing = undefined;
            });
          // Who began it may have given up; who still waits goes on where that ended.
          if (!(await indexing) && (isOwn || token.isCancellationRequested)) return false;
        }
        return true;
      } finally {
        if (progress) waiting.delete(progress);
      }
    },
    isComplete: () => isComplete,
    again() {
      walks++;
      isComplete = false;
    },
    seen: () =>
      queries
        .each([...paths.all()], (path) => {
          const why = whySeenOnly(path);
          const uri = child(root, path);
          return why === undefined || files.languageOf(uri) !== null ? [] : [{ uri, why }];
        })
        .flat(),
    skipped() {
      const unseen = [...inputs.listing('')].flatMap(([path, why]) => {
        const uri = child(root, path);
        const isShown = why !== null && why !== TOO_LARGE && configs.owns(uri);
        return isShown ? [{ uri, why }] : [];
      });
      const left = queries
        .each(readable(), (uri) => ({ uri, state: files.state(uri) }))
        .flatMap(({ uri, state }) => {
          if (state.state !== 'skipped') return [];
          const { why, failure } = state;
          return [{ uri, why, ...(failure ? { failure } : {}) }];
        });
      return [...unseen, ...left];
    },
  };
}
