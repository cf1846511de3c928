import type { PagesFact, QueueAppFact, QueueDelayFact, QueueTaskFact } from '../../contracts/fact';
import { withoutPlaces } from '../../contracts/facts/placed';
import {
  type Analysis,
  type Comment,
  defineLanguage,
  type SourceText,
} from '../../contracts/language';
import type { Surroundings } from '../../contracts/linking';
import { pagesIn } from '../shared/django-pages';
import { whyNoParser, withParser } from '../shared/tree-sitter';
import { buildModel } from './build';
import { cacheFacts } from './cache-facts';
import { proposalsAt } from './complete';
import { structuralEdit } from './edits';
import { limitFacts, poolFacts, startupFacts, threadFacts } from './facts';
import { type Grammar, grammarOf } from './grammars';
import { describeAt } from './hover';
import { linking } from './linking';
import { lookupFacts } from './lookups';
import type { ApplicationModel } from './model';
import { outboundFacts } from './outbound-facts';
import { queueApps } from './queue-apps';
import { queueTasks } from './queue-tasks';
import { readGo } from './readers/go';
import { readJava } from './readers/java';
import { readJavaScript } from './readers/javascript';
import { readPython } from './readers/python';
import type { Reading } from './reading';
import { rowFacts } from './row-facts';
import { sessionUses } from './sessions';
import { shardFacts } from './shards';
import type { Node } from './syntax/node';
import { parseText, type SyntaxTree } from './syntax/tree';
import { descendants, spanOf } from './tree';

declare module '../../contracts/rule' {
  interface Models {
    application: ApplicationModel;
  }
}

/** Code that opens connection pools and caches: TypeScript, JavaScript, Python, Go and Java. */
export const applicationCode = defineLanguage<ApplicationModel>({
  id: 'application-code',
  analyse,
  linked: (source, analysis, surroundings) => {
    const reading = readings.get(analysis);
    if (!reading) return analysis;
    const grammar = grammarOf(source.path) ?? 'typescript';
    return analysisOf(reading, grammar, source, analysis.limits, surroundings);
  },
  grammars: ({ path }) => [grammarOf(path) ?? 'typescript'],
  linking,
  edit: (_source, { model }, edit) => structuralEdit(model, edit),
  comment: ({ path }, text) => (grammarOf(path) === 'python' ? `# ${text}` : `// ${text}`),
  hover: (model, offset) => describeAt(model, offset),
  complete: (_source, analysis, offset) => proposalsAt(analysis, offset),
});

type Read = (root: Node, path: string) => Omit<Reading, 'comments' | 'root'>;

const READERS: Readonly<Record<Grammar, Read>> = {
  typescript: readJavaScript,
  tsx: readJavaScript,
  python: readPython,
  go: readGo,
  java: readJava,
};

function analyse(
  source: SourceText,
  previous?: Analysis<ApplicationModel>,
): Analysis<ApplicationModel> {
  const { text, path } = source;
  const grammar = grammarOf(path) ?? 'typescript';
  const error = whyNoParser(grammar);
  if (error !== undefined) {
    return analysisOf(NOTHING, grammar, source, [
      `The ${grammar} grammar cannot be used: ${error}.`,
    ]);
  }
  const earlier = takeTree(previous);
  const tree = withParser(grammar, (parser) => {
    // A tree of a runtime that was given up is none.
    const next = earlier?.parser === parser ? earlier.next(text) : undefined;
    return next ?? parseText(parser, text);
  });
  if (!tree) return analysisOf(NOTHING, grammar, source, ['Parsing was stopped.']);
  const { root } = tree;
  const limits = root.hasError
    ? ['Some of this file cannot be parsed; nothing is said about that part.']
    : [];
  const reading = { ...READERS[grammar](root, path), root, comments: commentsOf(root) };
  const analysis = analysisOf(reading, grammar, source, limits);
  readings.set(analysis, reading);
  // A text that is the first of its file may be the last as well: most files are closed.
  if (previous) trees.set(analysis, tree);
  else tree.release();
  return analysis;
}

/** What each text was read as, for what others say to it. */
const readings = new WeakMap<Analysis, Reading>();

/** The trees of documents that are being edited. */
const trees = new WeakMap<Analysis, SyntaxTree>();

/** The tree of an analysis, for one taker: it becomes the next text's. */
function takeTree(analysis: Analysis | undefined): SyntaxTree | undefined {
  const tree = analysis && trees.get(analysis);
  if (analysis) trees.delete(analysis);
  return tree;
}

/** A file that no other says anything to. */
const ALONE: Surroundings = {
  offeredBy: () => new Map(),
  requestOf: () => undefined,
  versionOf: () => undefined,
};

const NOTHING: Reading = {
  root: null,
  calls: [],
  methodCalls: [],
  unfinished: [],
  comments: [],
  uses: { all: [], typed: [], imports: new Map() },
  exported: [],
  statements: [],
};

function analysisOf(
  reading: Reading,
  grammar: Grammar,
  source: SourceText,
  limits: readonly string[],
  surroundings: Surroundings = ALONE,
): Analysis<ApplicationModel> {
  const { model, places, exported } = buildModel(reading, grammar, source, surroundings);
  const sessions = sessionUses(model);
  const lookups = lookupFacts(model);
  const others = [
    ...lookups,
    ...sessions,
    ...limitFacts(model),
    ...threadFacts(model),
    ...startupFacts(model),
    ...outboundFacts(model),
    ...shardFacts(model.shards),
  ];
  const caches = cacheFacts(model);
  const rows = rowFacts(model);
  for (const { fact, at } of [...others, ...caches, ...rows]) places.set(fact.path, at);
  const pages =
    reading.root && grammar === 'python' && /^REST_FRAMEWORK\b/m.test(source.text)
      ? [pagesIn(source.text) ?? []].flat()
      : [];
  const apps = reading.root
    ? [...queueApps(source.path, source.text), ...queueTasks(source.path, source.text)]
    : [];
  return {
    model,
    // The editor's own language service tells about syntax.
    syntax: [],
    facts: [
      ...poolFacts(model),
      ...exported,
      ...others.map(({ fact }) => fact),
      ...pages.map((one) => withoutPlaces<PagesFact>(one, places)),
      ...apps.map((app) =>
        withoutPlaces<QueueAppFact | QueueDelayFact | QueueTaskFact>(app, places),
      ),
    ],
    linkedFacts: [
      // How large a pool is and where it leads may stand in another file.
      ...poolFacts(model),
      ...caches.map(({ fact }) => fact),
      ...rows.map(({ fact }) => fact),
      ...sessions.map(({ fact }) => fact),
      ...lookups.map(({ fact }) => fact),
      ...exported.filter(({ kind }) => kind === 'route' || kind === 'startup-effect'),
    ],
    places,
    comments: reading.comments,
    description: describe(model),
    limits,
  };
}

function describe({ pools, connections, cacheWrites }: ApplicationModel): string {
  const parts = [
    count(pools.length, 'connection pool'),
    count(connections.length, 'connection'),
    count(cacheWrites.length, 'cache write'),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'application code' : `application code with ${parts.join(', ')}`;
}

function count(number: number, noun: string): string {
  if (number === 0) return '';
  return number === 1 ? `one ${noun}` : `${number} ${noun}s`;
}

function commentsOf(root: Node): readonly Comment[] {
  return descendants(root, ['comment', 'line_comment', 'block_comment']).map((node) => ({
    at: spanOf(node),
    text: node.text.replace(/^(?:\/\/|\/\*+|#)/, '').replace(/\*\/$/, ''),
  }));
}
