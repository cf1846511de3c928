import type { Grammar } from '../contracts/language';
import {
  type Cancellation,
  MAX_BYTES,
  NEVER_CANCELLED,
  type Ports,
  type ReadResult,
  TOO_LARGE,
} from '../contracts/ports';
import type { OpenDocument } from '../contracts/service';
import type { Wanted } from '../engine/cells';
import { failureLine, failureOf } from '../engine/internal';
import type { Queries } from '../engine/query';
import { mayMatter } from '../languages/registry';
import { loadGrammar } from '../languages/shared/tree-sitter';
import { child, isWithin, relativePath } from '../text/paths';
import { isConfiguration } from './configSet';
import { createIgnores, GITIGNORE } from './ignores';
import type { Inputs, Listing } from './inputs';
import { isManifest } from './moduleGraph';
import type { TreesAtHand } from './trees';

/** How long queries are computed before the host gets its first turn, in milliseconds. */
const SLICE = 20;

/** So many queries are computed before the time is looked at. */
const MIN_COMPUTED = 32;

/** How many files are looked at at once. */
const READS = 32;

/** The trees of closed files are kept at hand as far as their texts have so many characters. */
const MAX_KEPT = 1e6;

/**
 * And so many while somebody waits for an answer, and while a project is read: what files say to each other is known
 * when each has been parsed, and what they say then is read from the same trees. About 200 MB.
 */
const MAX_KEPT_MEANWHILE = 8e6;

/**
 * So many characters of closed files are kept at hand: most projects whole, because a text is asked for
 * again by each tool that may build from it, and over an editor's file system a read is slow.
 */
const MAX_KEPT_TEXT = 32e6;

/** What computes the answers of a project: it tells inputs what is wanted, and asks again. */
export interface Driver {
  /**
   * The answer of a goal that asks queries; `otherwise` where it was cancelled. The goal runs again
   * whenever something it needs has been read, so it does nothing but ask.
   */
  ask<T>(goal: () => T, otherwise: T, token: Cancellation): Promise<T>;
  /** Begins to read files that will be asked for, while others are being looked at. */
  prefetch(uris: readonly string[]): void;
  /** Walks over the project; answers whether it came to the end. */
  walk(token: Cancellation): Promise<boolean>;
  /** Does what reads all files of the project: their trees are kept meanwhile, as far as there is room. */
  readAll<T>(work: () => Promise<T>): Promise<T>;
  /** Tells that what is at a uri may have come, gone or changed. */
  changed(uri: string): void;
}

/** What a driver works with. */
export interface DriverContext {
  readonly queries: Queries;
  readonly inputs: Inputs;
  readonly root: string;
  readonly ports: Ports;
  readonly counters: { filesRead: number };
  readonly trees: TreesAtHand;
  documents(uri: string): OpenDocument | undefined;
  /** The open documents beneath the root. */
  openUris(): readonly string[];
  /** A configuration file outside the root. */
  readonly given: string | undefined;
  /** Whether text and tree of a closed file are needed again soon. */
  isNeeded(uri: string): boolean;
  /** Whether some language has taken it. */
  isRecognised(uri: string): boolean;
  /** Drops what the next text of a document would be read with. */
  onClose(uri: string): void;
}

/** Nothing is read before somebody asks. */
export function createDriver(context: DriverContext): Driver {
  const { queries, inputs, root, ports, counters, documents, trees } = context;
  /** What may have come, gone or changed, and has not been looked at since. */
  const told = new Set<string>();
  const ignores = createIgnores(root, ports.workspace.read);
  let looking: Promise<void> | undefined;
  let asking = 0;
  let isWalking = false;
  /** All files of the project are being read, one after the other. */
  let isReading = false;
  /** What changed while the project was walked. */
  const meanwhile = new Set<string>();
  /** The length of the texts of closed files that are at hand, in the same order. */
  const texts = new Map<string, number>();
  let keptText = 0;
  /** What is read before anybody has asked for it. */
  let ahead: ReadonlySet<string> = new Set();
  const underWay = new Map<string, Promise<void>>();

  async function read(uri: string): Promise<ReadResult['state']> {
    const open = documents(uri);
    if (!open) {
      counters.filesRead++;
      const result = await readSafely(uri);
      const opened = documents(uri);
      if (!opened) {
        take(uri, result);
        return result.state;
      }
    }
    takeDocument(documents(uri) as OpenDocument);
    return 'read';
  }

  /** The port never rejects; where it does, one file cannot be read. */
  async function readSafely(uri: string): Promise<ReadResult> {
    try {
      return await ports.workspace.read(uri);
    } catch (thrown) {
      ports.log(failureLine(failureOf('the reading of files', thrown), relativePath(uri, root)));
      return { state: 'unreadable', why: 'an internal error' };
    }
  }

  function takeDocument({ uri, text, languageId }: OpenDocument): void {
    inputs.isOpen.set(uri, true);
    inputs.languageId.set(uri, languageId);
    list(uri, true);
    inputs.text.set(uri, { state: 'read', text });
    trees.keep(uri);
    keepText(uri, 0);
  }

  /** Notes how long the text of a closed file is that is now at hand. */
  function keepText(uri: string, length: number): void {
    keptText += length - (texts.get(uri) ?? 0);
    texts.delete(uri);
    if (length > 0) texts.set(uri, length);
  }

  /** Takes note that a document is no longer open. */
  function takeClosed(uri: string): void {
    if (!inputs.isOpen.peek(uri)) return;
    inputs.isOpen.set(uri, false);
    inputs.languageId.set(uri, '');
    context.onClose(uri);
  }

  function take(uri: string, result: ReadResult): void {
    takeClosed(uri);
    if (result.state === 'missing') list(uri, false);
    inputs.text.set(uri, result);
    trees.made(uri, result.state === 'read' ? result.text.length : 0);
    keepText(uri, result.state === 'read' ? result.text.length : 0);
  }

  /** Takes a file of the project into its listing, or out of it. */
  function list(uri: string, isThere: boolean): void {
    const before = inputs.listing.peek('') ?? new Map();
    if (!isWithin(uri, root)) return;
    const path = relativePath(uri, root);
    if (path === '' || before.has(path) === isThere) return;
    const now = new Map(before);
    if (isThere) now.set(path, null);
    else now.delete(path);
    inputs.listing.set('', inOrder(now));
  }

  /** As {@link read}; of several at once who want the same text, one reads it. */
  function readOnce(uri: string): Promise<void> {
    const known = underWay.get(uri);
    if (known) return known;
    const reading = read(uri).then(() => void underWay.delete(uri));
    underWay.set(uri, reading);
    return reading;
  }

  async function supply(wanted: readonly Wanted[], token: Cancellation): Promise<void> {
    const one = async ({ input, key }: Wanted) => {
      // Somebody else may have read it since it was asked for.
      if (input === 'text') return inputs.text.isAtHand(key) ? undefined : readOnce(key);
      await loadGrammar(key as Grammar, ports.assets);
      inputs.grammar.set(key, true);
    };
    for (let from = 0; from < wanted.length; from += READS) {
      if (token.isCancellationRequested) return;
      await Promise.all(wanted.slice(from, from + READS).map(one));
    }
  }

  /** Looks at what may have come or gone: what nobody asks for may be missed elsewhere. */
  async function lookAtTold(): Promise<void> {
    try {
      while (told.size > 0) {
        const uris = [...told].slice(0, READS);
        for (const uri of uris) told.delete(uri);
        await Promise.all(uris.map(lookAt));
      }
    } finally {
      looking = undefined;
    }
  }

  /** Whether the text of a file may matter; of others it is only looked whether they are there. */
  function mayBeRead(uri: string): boolean {
    const path = relativePath(uri, root);
    const isConfigured = isConfiguration(uri, root) || uri === context.given;
    return isConfigured || mayMatter(path) || isManifest(path) || inputs.text.isAsked(uri);
  }

  async function lookAt(uri: string): Promise<void> {
    if (!documents(uri) && (await ignores.covers(uri, false))) {
      // What is ignored belongs to the project while it is open.
      takeClosed(uri);
      return list(uri, false);
    }
    const listing = inputs.listing.peek('') ?? new Map();
    if (!listing.has(relativePath(uri, root))) {
      // A folder that goes, or gets another name, is told of as one.
      for (const path of listing.keys()) {
        const inside = child(root, path);
        if (isWithin(inside, uri)) changed(inside);
      }
    }
    if (mayBeRead(uri)) return list(uri, (await read(uri)) !== 'missing');
    const within: string[] = [];
    for await (const entry of ports.workspace.files(uri, NEVER_CANCELLED)) {
      if (entry.uri !== uri) within.push(entry.uri);
    }
    // A folder that came is told of as one.
    for (const inside of within) changed(inside);
    if (within.length === 0) list(uri, await ports.workspace.exists(uri));
  }

  /** Not while somebody waits for an answer: what was read for it would have to be read again. */
  function releaseOld(): void {
    if (asking > 0) return;
    if (!isReading) trees.allow(MAX_KEPT);
    if (keptText <= MAX_KEPT_TEXT) return;
    // What nobody recognised is hardly asked again; of the rest the longest make the most room.
    const rank = (uri: string) => Number(context.isRecognised(uri));
    const ordered = [...texts]
      .filter(([uri]) => !ahead.has(uri))
      .sort(([a, x], [b, y]) => rank(a) - rank(b) || y - x);
    for (const [uri] of ordered) {
      if (keptText <= MAX_KEPT_TEXT) return;
      keepText(uri, 0);
      if (!context.isNeeded(uri)) inputs.text.release(uri);
    }
  }

  function changed(uri: string): void {
    if (isWalking) meanwhile.add(uri);
    if (uri.endsWith(`/${GITIGNORE}`)) ignores.changed();
    const open = documents(uri);
    if (open) takeDocument(open);
    else {
      inputs.text.forget(uri);
      told.add(uri);
    }
  }

  async function answer<T>(goal: () => T, otherwise: T, token: Cancellation): Promise<T> {
    // What is asked last looks again at all that was computed before: twice as long each time, and with
    // twice as much of what it lacks, it comes to its end after few turns, on however busy a machine.
    for (let slice = SLICE, mostWanted = READS; ; ) {
      if (told.size > 0) looking ??= lookAtTold();
      await looking;
      const end = Date.now() + slice;
      let computed = 0;
      const mayGoOn = () => ++computed < MIN_COMPUTED || Date.now() < end;
      const attempt = queries.attempt(goal, mayGoOn, mostWanted);
      if (attempt.done) return attempt.value;
      if (token.isCancellationRequested) return otherwise;
      if (attempt.wanted.length > 0) {
        await supply(attempt.wanted, token);
        mostWanted *= 2;
      } else {
        slice *= 2;
        await ports.yieldNow();
      }
      if (token.isCancellationRequested) return otherwise;
    }
  }

  return {
    changed,
    async ask(goal, otherwise, token) {
      asking++;
      trees.allow(MAX_KEPT_MEANWHILE);
      try {
        return await answer(goal, otherwise, token);
      } finally {
        asking--;
        releaseOld();
      }
    },
    prefetch(uris) {
      ahead = new Set(uris);
      for (const uri of uris) if (!inputs.text.isAtHand(uri)) void readOnce(uri);
    },
    async readAll(work) {
      isReading = true;
      trees.allow(MAX_KEPT_MEANWHILE);
      try {
        return await work();
      } finally {
        isReading = false;
        releaseOld();
      }
    },
    async walk(token) {
      isWalking = true;
      meanwhile.clear();
      const listing = new Map<string, string | null>();
      for await (const { uri, size, why } of ports.workspace.files(root, token)) {
        if (token.isCancellationRequested) break;
        listing.set(relativePath(uri, root), why ?? (size > MAX_BYTES ? TOO_LARGE : null));
      }
      isWalking = false;
      if (token.isCancellationRequested) return false;
      for (const uri of context.openUris()) listing.set(relativePath(uri, root), null);
      inputs.listing.set('', inOrder(listing));
      for (const uri of meanwhile) changed(uri);
      return true;
    },
  };
}

function inOrder(listing: Map<string, string | null>): Listing {
  return new Map([...listing].sort(([a], [b]) => (a < b ? -1 : 1)));
}
