import type { Fact } from '../contracts/fact';
import type { Analysis, Language, LanguageId } from '../contracts/language';
import type { OpenDocument } from '../contracts/service';
import { type Failure, failureOf } from '../engine/internal';
import type { Queries, Query } from '../engine/query';
import { sameData } from '../engine/same';
import { LANGUAGE_IDS, language, recognise } from '../languages/registry';
import { isOverflow, LimitError, overLimit, TOO_DEEP } from '../text/limits';
import { relativePath } from '../text/paths';
import type { ConfigSet } from './configSet';
import type { WorkCounters } from './counters';
import { withEmbedded } from './embedded';
import { createIgnored } from './ignores';
import type { Inputs } from './inputs';
import type { TreesAtHand } from './trees';
import { whyUnread } from './unread';

/** What a text is by itself, and whether there is one to be read. */
export type Recognised =
  | { readonly state: 'read'; readonly language: LanguageId | null }
  | { readonly state: 'missing' }
  | { readonly state: 'foreign'; readonly why?: string }
  | Skipped;

/** A text that is left alone, with the reason; `failure` where that is a fault of the program. */
export interface Skipped {
  readonly state: 'skipped';
  readonly why: string;
  readonly failure?: Failure;
}

/** What is computed of each file by itself. Keys of two parts are made by {@link keyOf}. */
export interface Reading {
  /** By uri. */
  readonly recognised: Query<Recognised>;
  /** What a text is as a file of a language. By language and uri; released when nobody needs it. */
  readonly analysed: Query<Analysis | Skipped>;
  /** What it says about the system. By language and uri. */
  readonly facts: Query<readonly Fact[]>;
  /** What it says about files it is read with. By language and uri. */
  readonly joins: Query<unknown>;
  /** Drops the tree of a file, which is made again when it is needed. */
  release(uri: string): void;
  /** Drops what the next text of a document would be read with. */
  forgetPrevious(uri: string): void;
}

/** The analysis, where there is one. */
export function analysisOf(analysed: Analysis | Skipped): Analysis | undefined {
  return 'state' in analysed ? undefined : analysed;
}

/** The part of the program that reads a text, for people. */
const READING = 'the reading of this kind of file';

const FAULT = 'an internal error';

/** Why nobody reads what git leaves out: whoever else has the repository does not have it. */
const IGNORED = 'left out by .gitignore';

/** The key of a file as one of a language. */
export function keyOf(id: LanguageId, uri: string): string {
  return `${id}\n${uri}`;
}

/** What files are read with. */
export interface ReadingContext {
  readonly queries: Queries;
  readonly inputs: Inputs;
  readonly root: string;
  readonly configs: ConfigSet;
  readonly counters: WorkCounters;
  readonly trees: TreesAtHand;
  documents(uri: string): OpenDocument | undefined;
  /** Called for each part of the program that throws. */
  onFailure(failure: Failure, uri: string): void;
}

/** The files of a project by themselves, whatever others say. */
export function createReading(context: ReadingContext): Reading {
  const { queries, inputs, root, configs, counters, documents } = context;
  const { text, languageId, listing, grammar } = inputs;
  /**
   * The last analysis of each open document, of which parts may be used again. It decides how long
   * the next one takes, never what it says.
   */
  const previous = new Map<string, { readonly id: LanguageId; readonly analysis: Analysis }>();

  const isIgnored = createIgnored(queries, inputs, root);
  const whyLeft = queries.query('whyLeft', (path) => listing('').get(path) ?? null);

  const recognised = queries.query<Recognised>(
    'recognised',
    (uri) => {
      if (!configs.owns(uri) || configs.concerns(uri)) return { state: 'foreign' };
      const path = relativePath(uri, root);
      const why = whyLeft(path);
      if (why !== null) return { state: 'skipped', why };
      const result = text(uri);
      if (result.state === 'missing') return { state: 'missing' };
      if (result.state === 'unreadable') return { state: 'skipped', why: result.why };
      const limit = overLimit(path, result.text);
      if (limit !== undefined) return { state: 'skipped', why: limit };
      if (isIgnored(uri)) return { state: 'foreign', why: IGNORED };
      const unread = whyUnread(path, result.text);
      if (unread !== undefined) return { state: 'foreign', why: unread };
      const id = languageId(uri);
      const source = { path, text: result.text, ...(id ? { languageId: id } : {}) };
      try {
        return { state: 'read', language: recognise(source)?.id ?? null };
      } catch (thrown) {
        const failure = failureOf(READING, thrown);
        context.onFailure(failure, uri);
        return { state: 'skipped', why: FAULT, failure };
      }
    },
    { equal: sameData, eager: true },
  );

  const analysed = queries.query<Analysis | Skipped>('analysed', (key) => {
    const [id, uri] = key.split('\n') as [LanguageId, string];
    const own = language(id) as Language;
    const result = text(uri);
    const source = {
      uri,
      path: relativePath(uri, root),
      text: result.state === 'read' ? result.text : '',
    };
    queries.each(own.grammars?.(source) ?? [], grammar);
    const document = documents(uri);
    if (!document) context.trees.made(uri, source.text.length);
    const counter = `${uri}@${document?.version ?? 0}`;
    counters.parses.set(counter, (counters.parses.get(counter) ?? 0) + 1);
    const before = previous.get(uri);
    try {
      const alone = own.analyse(source, before?.id === id ? before.analysis : undefined);
      const analysis = withEmbedded(source, alone);
      if (document) previous.set(uri, { id, analysis });
      return analysis;
    } catch (thrown) {
      // What throws on a text costs that text: the others are read.
      if (thrown instanceof LimitError) return { state: 'skipped', why: thrown.message };
      if (isOverflow(thrown)) return { state: 'skipped', why: TOO_DEEP };
      const failure = failureOf(READING, thrown);
      context.onFailure(failure, uri);
      return { state: 'skipped', why: FAULT, failure };
    }
  });

  return {
    recognised,
    analysed,
    facts: queries.query('facts', (key) => analysisOf(analysed(key))?.facts ?? [], {
      equal: sameData,
    }),
    joins: queries.query('joins', (key) => analysisOf(analysed(key))?.joins, { equal: sameData }),
    release(uri) {
      // What nothing in its text tells may be read as a file of a language for the sake of another.
      for (const id of LANGUAGE_IDS) analysed.release(keyOf(id, uri));
    },
    forgetPrevious: (uri) => previous.delete(uri),
  };
}
