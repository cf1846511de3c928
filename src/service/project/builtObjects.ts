import { type Entry, entriesOf as entriesFrom } from '../architecture/entry';
import type { Build, BuildRoot, Contribution, VirtualDocument } from '../contracts/build';
import type { Fact } from '../contracts/fact';
import type { Located } from '../contracts/field';
import type { Place, Report, Target } from '../contracts/finding';
import type { Analysis, Language, LanguageId } from '../contracts/language';
import type { Rule } from '../contracts/rule';
import { createInterning } from '../engine/interning';
import type { Queries } from '../engine/query';
import type { Reuse } from '../engine/reuse';
import { type RuleSettings, rulesFor, runDocumentRule } from '../engine/run';
import { sameData, sameItems } from '../engine/same';
import { language } from '../languages/registry';
import type { Trail } from '../syntax/data-node';
import { relativePath } from '../text/paths';

/** The objects of builds as texts that languages read. What rests on one build rests on no other. */
export interface BuiltObjects {
  /** What the objects of a build say, in their order. By its id. */
  entries(id: string): readonly Entry[];
  /** What document rules report about the objects of a build. By its id. */
  reports(id: string): readonly BuiltReport[];
  /** The trail of a place in an object of a build; `undefined` for a place in a file. */
  trailOf(place: Place): Trail | undefined;
  /** The build that an object belongs to. */
  buildOf(uri: string): Build | undefined;
  /** The text of an object. */
  textOf(uri: string): string | undefined;
}

/** A report about an object, its places named by structure. */
export interface BuiltReport {
  readonly rule: Rule;
  readonly report: Report;
}

/** What objects are read with. */
export interface BuiltObjectsContext {
  readonly queries: Queries;
  readonly root: string;
  readonly rules: readonly Rule[];
  readonly counters: { documentRulesRun: number };
  settings(): RuleSettings;
  /** What a build adds; `null` where there is none. By its id. */
  contribution(id: string): Contribution | null;
  /** Keeps entries that say the same the very same. */
  readonly reuse: Reuse;
  /** Where a build starts. By its id. */
  rootOf(id: string): BuildRoot | undefined;
}

const SCHEME = 'headroom-build:/';

/** What one object says by itself. */
interface ObjectRead {
  readonly facts: readonly Fact[];
  readonly reports: readonly BuiltReport[];
}

/** What is read of an object, compared by value. */
interface ObjectText {
  readonly language: LanguageId;
  readonly text: string;
  /** The document alone says what is told of it. */
  readonly isPartly: boolean;
  /** What it takes for it to be there, where nobody can tell. */
  readonly condition: string | null;
}

/** Objects of builds: a few queries for each, kept as small as can be, since there are as many as builds times files. */
export function createBuiltObjects(context: BuiltObjectsContext): BuiltObjects {
  const { queries, root, contribution } = context;

  const documents = new WeakMap<Contribution, ReadonlyMap<string, VirtualDocument>>();
  function documentOf(key: string): VirtualDocument | undefined {
    const [id = '', name = ''] = key.split('\n');
    const found = contribution(id);
    if (!found) return undefined;
    const known = documents.get(found) ?? new Map(found.documents.map((each) => [each.name, each]));
    documents.set(found, known);
    return known.get(name);
  }

  /** The keys of the objects of a build. */
  const keys = queries.query<readonly string[]>(
    'objects of a build',
    (id) => contribution(id)?.documents.map(({ name }) => `${id}\n${name}`) ?? [],
    { equal: sameItems },
  );
  const state = queries.query<Entry['build']>(
    'state of a build',
    (id) => {
      const { closed = false, isPublished } = contribution(id)?.build ?? {};
      return { id, closed, ...(isPublished ? { isPublished } : {}) };
    },
    { equal: sameData },
  );
  const text = queries.query<ObjectText | null>(
    'text of an object',
    (key) => {
      const document = documentOf(key);
      if (!document) return null;
      const { language, text, tells, condition = null } = document;
      return { language, text, isPartly: tells !== undefined, condition };
    },
    { equal: sameData },
  );
  const share = createInterning();
  /** What an object says; of its tree nothing is kept. */
  const read = queries.query<ObjectRead>('object read', (key) => {
    const own = text(key);
    if (own === null) return { facts: [], reports: [] };
    const { language: id } = own;
    // What a compose file names stands beside it.
    const path =
      id === 'compose' ? context.rootOf(key.slice(0, key.indexOf('\n')))?.root : undefined;
    const source = { id, uri: uriOf(key), text: own.text, path: path ?? key.replace('\n', '/') };
    const analysis = analysed(source);
    if (own.condition !== null) {
      const facts = optionalFacts(analysis.facts, own.condition);
      return { facts: share(facts), reports: [] };
    }
    const tells = own.isPartly ? documentOf(key)?.tells : undefined;
    const settings = context.settings();
    const reports = rulesFor(id, context.rules).flatMap((rule) => {
      context.counters.documentRulesRun++;
      const all = reportsOf(rule, source, analysis, settings);
      const told = tells ? all.filter(({ report }) => isTold(report, tells)) : all;
      return told.map(({ report, ...each }) => {
        return { ...each, report: { ...report, message: share(report.message) } };
      });
    });
    return { facts: share(analysis.facts), reports };
  });
  const entriesOf = queries.query<readonly Entry[]>(
    'entries of an object',
    (key) => {
      const [id = ''] = key.split('\n');
      const [first] = documentOf(key)?.trail('') ?? [];
      const file = first ? relativePath(first.uri, root) : (context.rootOf(id)?.root ?? '');
      const environment = context.rootOf(id)?.environment.name ?? null;
      const build = state(id);
      const uri = uriOf(key);
      return entriesFrom(read(key).facts, [{ uri, file, environment, build }]);
    },
    { reuse: context.reuse.leavesOf },
  );
  const entries = queries.query<readonly Entry[]>(
    'entries of a build',
    (id) => queries.each(keys(id), entriesOf).flat(),
    { equal: sameItems },
  );
  const reports = queries.query<readonly BuiltReport[]>(
    'reports about a build',
    (id) => queries.each(keys(id), (key) => read(key).reports).flat(),
    { equal: sameItems },
  );

  return {
    entries,
    reports,
    trailOf({ uri, path }) {
      const key = keyOf(uri);
      return key === undefined ? undefined : (documentOf(key)?.trail(path) ?? []);
    },
    textOf(uri) {
      const key = keyOf(uri);
      return key === undefined ? undefined : text(key)?.text;
    },
    buildOf(uri) {
      const key = keyOf(uri);
      if (key === undefined || !documentOf(key)) return undefined;
      return contribution(key.slice(0, key.indexOf('\n')))?.build;
    },
  };
}

/** What an object says that may not be there: what it would run, for drawings and beside sums. */
function optionalFacts(facts: readonly Fact[], condition: string): readonly Fact[] {
  return facts.flatMap((fact): readonly Fact[] =>
    fact.kind === 'workload'
      ? [{ kind: 'optional-workload', path: fact.path, condition, workload: fact }]
      : [],
  );
}

function uriOf(key: string): string {
  // Joined and not concatenated: it is kept, and would keep its parts.
  const [id = '', ...names] = key.split('\n').map(encoded);
  return [[SCHEME, id].join(''), ...names].join('/');
}

/** The object that a uri means; `undefined` for a file. */
function keyOf(uri: string): string | undefined {
  if (!uri.startsWith(SCHEME)) return undefined;
  try {
    return uri.slice(SCHEME.length).split('/').map(decoded).join('\n');
  } catch {
    // A client made it up.
    return undefined;
  }
}

/** A text that a uri cannot hold, as one with half a character, is written as JSON, which is in quotes. */
function encoded(part: string): string {
  return encodeURIComponent(/^"|\p{Surrogate}/u.test(part) ? JSON.stringify(part) : part);
}

function decoded(part: string): string {
  const text = decodeURIComponent(part);
  return text.startsWith('"') ? JSON.parse(text) : text;
}

/** An object of a build as its language reads it. */
interface ObjectSource {
  readonly id: LanguageId;
  readonly uri: string;
  readonly path: string;
  readonly text: string;
}

/** Whether a document alone can tell it: of one of the places that it is about. */
function isTold({ at, related = [] }: Report, tells: (path: string) => boolean): boolean {
  return [at, ...related.map((each) => each.at)].some((each) => 'uri' in each && tells(each.path));
}

function analysed({ id, ...source }: ObjectSource): Analysis {
  return (language(id) as Language).analyse(source);
}

/**
 * What a rule reports about an object. Whoever asks for a fix has the object read and judged once more:
 * a fix that is made from the tree would keep it.
 */
function reportsOf(
  rule: Rule,
  source: ObjectSource,
  analysis: Analysis,
  settings: RuleSettings,
): readonly BuiltReport[] {
  return runDocumentRule(rule, source.id, analysis, settings).map((each, index) => {
    const report = placed(each, source.uri, analysis);
    return {
      rule,
      report: each.fixes ? withFixesOnDemand(report, { rule, source, settings, index }) : report,
    };
  });
}

function withFixesOnDemand(
  report: Report,
  {
    rule,
    source,
    settings,
    index,
  }: { rule: Rule; source: ObjectSource; settings: RuleSettings; index: number },
): Report {
  const fixes = () =>
    runDocumentRule(rule, source.id, analysed(source), settings)[index]?.fixes?.() ?? [];
  return { ...report, fixes };
}

/** The path of what stands exactly at a place: a rule may point at a part of what it names. */
function pathAt({ at, path }: Located, places: Analysis['places']): string {
  let best = path;
  for (const [each, { start, end }] of places) {
    if (
      start === at.start &&
      end === at.end &&
      each.length > best.length &&
      each.startsWith(path)
    ) {
      best = each;
    }
  }
  return best;
}

/** A report whose places are structural paths of an object. */
function placed(report: Report, uri: string, { places }: Analysis): Report {
  const at = (target: Target): Place => {
    if ('uri' in target) return target;
    if ('elsewhere' in target) return { uri: target.elsewhere, path: target.path };
    return { uri, path: pathAt(target, places) };
  };
  const { related, ...rest } = report;
  return {
    ...rest,
    at: at(report.at),
    ...(related ? { related: related.map((each) => ({ ...each, at: at(each.at) })) } : {}),
  };
}
