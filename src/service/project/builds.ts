import { CONTRIBUTORS } from '../builds';
import { asDeclared, withinLimits } from '../builds/roots';
import type { Build, BuildRoot, BuildSources, Contribution } from '../contracts/build';
import type { Fact } from '../contracts/fact';
import type { Located } from '../contracts/field';
import type { Place, Report, Target } from '../contracts/finding';
import type { Analysis, Language, LanguageId } from '../contracts/language';
import type { Rule } from '../contracts/rule';
import { builtIn, type Finding } from '../engine/finding';
import { type Failure, guarded } from '../engine/internal';
import { createInterning } from '../engine/interning';
import type { Queries } from '../engine/query';
import { type RuleSettings, rulesFor, runDocumentRule } from '../engine/run';
import { sameData, sameItems } from '../engine/same';
import { language } from '../languages/registry';
import type { Trail } from '../syntax/data-node';
import { child, relativePath } from '../text/paths';
import type { ConfigSet } from './configSet';
import { matchesGlob } from './globs';
import type { SkippedFile } from './indexing';
import type { Inputs, Paths } from './inputs';

/** What deployment tools would apply, as part of a project: each build a query, each object a text. */
export interface Builds {
  /** Every build, production first. */
  all(): readonly Build[];
  /** Whether a file takes part in a build, so that what it says by itself counts no more. By path. */
  takes(path: string): boolean;
  /** The builds in which a file is applied just as it is written. By path. */
  writtenIn(path: string): readonly Build[];
  /** What the objects of all builds say. */
  entries(): readonly BuiltFacts[];
  /** What document rules report about the objects of all builds. */
  reports(): readonly BuiltReport[];
  /** The trail of a place in an object of a build; `undefined` for a place in a file. */
  trailOf(place: Place): Trail | undefined;
  /** The build that an object belongs to. */
  buildOf(uri: string): Build | undefined;
  /** The text of an object. */
  textOf(uri: string): string | undefined;
  /** The ids of the builds that a file takes part in. By path. */
  using(path: string): readonly string[];
  /** What of the program failed on the builds of the project. */
  failures(): readonly Failure[];
  /** What of it failed on one file. By path. */
  failuresOf(path: string): readonly Failure[];
  /** The builds that are not evaluated, since there are too many: their file and why. */
  leftOut(): readonly SkippedFile[];
  /** What is wrong with the builds that a configuration file names. */
  misnamed(uri: string): readonly Finding[];
  /** The name of a build's environment. */
  environmentOf(id: string): string | null;
}

/** The facts of one object. */
export interface BuiltFacts {
  readonly uri: string;
  /** The path of the file that its text begins in. */
  readonly file: string;
  readonly build: Build;
  readonly facts: readonly Fact[];
}

/** A report about an object, its places named by structure. */
export interface BuiltReport {
  readonly rule: Rule;
  readonly report: Report;
}

const SCHEME = 'headroom-build:/';

/** What builds are made from. */
export interface BuildsContext {
  readonly queries: Queries;
  readonly inputs: Inputs;
  readonly root: string;
  readonly paths: Paths;
  readonly configs: ConfigSet;
  readonly rules: readonly Rule[];
  readonly counters: { documentRulesRun: number };
  /** Called for each part of the program that throws. */
  onFailure(failure: Failure, uri: string): void;
}

/** What one object says by itself. */
interface ObjectRead {
  readonly facts: readonly Fact[];
  readonly reports: readonly BuiltReport[];
}

/** What a part of a build came to, or how it failed. */
interface Made<T> {
  readonly value: T;
  readonly failure: Failure | null;
}

/** The builds of a project. */
export function createBuilds(context: BuildsContext): Builds {
  const { queries, inputs, root, paths, configs } = context;

  const makers = new Map<string, (text: string, uri: string) => unknown>();
  function making<T>(part: string, run: () => T, otherwise: T, path: string): Made<T> {
    let failed: Failure | null = null;
    const value = guarded(part, run, otherwise, (failure) => {
      failed = failure;
      context.onFailure(failure, child(root, path));
    });
    return { value, failure: failed };
  }

  const derived = queries.query<Made<unknown>>(
    'derived',
    (key) => {
      const [name = '', path = ''] = key.split('\n');
      const uri = child(root, path);
      const result = inputs.text(uri);
      const make = () =>
        result.state === 'read' ? makers.get(name)?.(result.text, uri) : undefined;
      return making(`the reading of builds (${name})`, make, undefined, path);
    },
    { equal: sameData },
  );
  const sorted = queries.query<readonly string[]>('sorted paths', () => [...paths.all()].sort(), {
    equal: sameItems,
  });
  const matching = queries.query<readonly string[]>(
    'matching',
    (glob) => beneath(sorted(''), literalFolder(glob)).filter((path) => matchesGlob(path, glob)),
    { equal: sameItems },
  );
  const environments = queries.query('environment globs', () => configs.root().environments, {
    equal: sameData,
  });
  const kubernetesVersion = queries.query<string | null>(
    'version of Kubernetes',
    () => configs.settings().targets.kubernetes ?? null,
    { equal: sameData },
  );
  const isRead = (path: string) =>
    paths.exists(path) && inputs.listing('').get(path) === null && !configs.leavesOut(path);
  const readable = queries.query<boolean>('is read by builds', isRead);
  const isFolder = queries.query<boolean>(
    'is a folder',
    (folder) => beneath(sorted(''), `${folder}/`).length > 0,
  );
  const sources: BuildSources = {
    text(path) {
      const result = readable(path) ? inputs.text(child(root, path)) : undefined;
      return result?.state === 'read' ? result.text : undefined;
    },
    exists: (path) => paths.exists(path) || isFolder(path),
    listing: (folder) => paths.inFolder(folder),
    uri: (path) => child(root, path),
    derived<T>(name: string, path: string, make: (text: string, uri: string) => T) {
      makers.set(name, make);
      return readable(path) ? (derived(`${name}\n${path}`).value as T | undefined) : undefined;
    },
    matching,
    each: queries.each,
    environments: () => environments(''),
    kubernetesVersion: () => kubernetesVersion(''),
  };

  const found = queries.query<Made<readonly BuildRoot[]>>(
    'builds of a kind',
    (kind) => {
      const contributor = CONTRIBUTORS.find((each) => each.kind === kind);
      return making(`the builds of ${kind}`, () => contributor?.find(sources) ?? [], [], '');
    },
    { equal: sameData },
  );
  const kinds = CONTRIBUTORS.map(({ kind }) => kind);
  const declared = queries.query('declared builds', () => configs.root().builds, {
    equal: sameData,
  });
  const planned = queries.query(
    'planned builds',
    () => {
      const { roots, unmatched } = asDeclared(
        queries.each(kinds, (kind) => found(kind).value).flat(),
        declared(''),
      );
      return { ...withinLimits(roots), unmatched };
    },
    { equal: sameData },
  );
  const roots = queries.query<readonly BuildRoot[]>('build roots', () => planned('').kept, {
    equal: sameData,
  });
  const rootOf = queries.query<BuildRoot | undefined>(
    'build root',
    (id) => roots('').find((each) => each.id === id),
    { equal: sameData },
  );
  const evaluated = queries.query<Made<Contribution | null>>('build', (id) => {
    const from = rootOf(id);
    const contributor = CONTRIBUTORS.find(({ kind }) => kind === from?.kind);
    const evaluate = () => (from && contributor ? contributor.evaluate(sources, from) : null);
    return making(`the build ${id}`, evaluate, null, from?.files[0] ?? from?.root ?? '');
  });
  const contribution = (id: string) => evaluated(id).value;
  const contributions = () =>
    queries.each(
      roots('').map(({ id }) => id),
      contribution,
    );

  const taken = queries.query<ReadonlySet<string>>(
    'files of builds',
    () => new Set(contributions().flatMap((each) => each?.takes ?? [])),
    { equal: sameData },
  );

  const users = queries.query<ReadonlyMap<string, readonly string[]>>(
    'builds of files',
    () => {
      const groups = new Map<string, string[]>();
      for (const each of contributions()) {
        for (const path of [...(each?.takes ?? []), ...(each?.asWritten ?? [])]) {
          groups.set(path, [...(groups.get(path) ?? []), each?.build.id ?? '']);
        }
      }
      return groups;
    },
    { equal: sameData },
  );

  /** The objects of all builds by their uris. */
  const keys = queries.query<readonly string[]>(
    'objects of builds',
    () =>
      contributions().flatMap((each) =>
        each ? each.documents.map(({ name }) => `${each.build.id}\n${name}`) : [],
      ),
    { equal: sameItems },
  );
  const objectOf = (key: string) => {
    const [id = '', name = ''] = key.split('\n');
    const found = contribution(id);
    const document = found?.documents.find((each) => each.name === name);
    return found && document ? { build: found.build, document } : undefined;
  };
  const text = queries.query<readonly [LanguageId, string] | null>(
    'text of an object',
    (key) => {
      const document = objectOf(key)?.document;
      return document ? [document.language, document.text] : null;
    },
    { equal: sameData },
  );
  const share = createInterning();
  /** What an object says; of its tree nothing is kept, since there are as many as builds times files. */
  const read = queries.query<ObjectRead>('object read', (key) => {
    const [id, own] = text(key) ?? [];
    if (id === undefined || own === undefined) return { facts: [], reports: [] };
    const uri = uriOf(key);
    // What a compose file names stands beside it.
    const root = id === 'compose' ? objectOf(key)?.build.root : undefined;
    const source = { id, uri, text: own, path: root ?? key.replace('\n', '/') };
    const analysis = analysed(source);
    const tells = objectOf(key)?.document.tells;
    const reports = rulesFor(id, context.rules).flatMap((rule) => {
      context.counters.documentRulesRun++;
      const all = reportsOf(rule, source, analysis, configs.settings());
      return tells ? all.filter(({ report: { at } }) => 'uri' in at && tells(at.path)) : all;
    });
    return { facts: share(analysis.facts), reports };
  });
  const facts = queries.query<readonly Fact[]>('facts of an object', (key) => read(key).facts, {
    equal: sameData,
  });
  const reports = queries.query<readonly BuiltReport[]>(
    'reports about an object',
    (key) => read(key).reports,
    { equal: sameItems },
  );
  const entries = queries.query<readonly BuiltFacts[]>(
    'entries of builds',
    () =>
      queries
        .each(keys(''), (key): BuiltFacts | undefined => {
          const object = objectOf(key);
          if (!object) return undefined;
          const [first] = object.document.trail('');
          const file = first ? relativePath(first.uri, root) : object.build.root;
          return { uri: uriOf(key), file, build: object.build, facts: facts(key) };
        })
        .flatMap((each) => each ?? []),
    {
      equal: (a, b) =>
        a.length === b.length &&
        a.every((each, index) => {
          const other = b[index];
          return (
            other !== undefined &&
            each.facts === other.facts &&
            each.uri === other.uri &&
            each.file === other.file &&
            each.build.id === other.build.id &&
            each.build.closed === other.build.closed
          );
        }),
    },
  );
  const keyByUri = queries.query<ReadonlyMap<string, string>>(
    'objects by uri',
    () => new Map(keys('').map((key) => [uriOf(key), key])),
    { equal: sameData },
  );

  return {
    all: () => contributions().flatMap((each) => each?.build ?? []),
    takes: (path) => taken('').has(path),
    entries: () => entries(''),
    reports: () => queries.each(keys(''), reports).flat(),
    trailOf({ uri, path }) {
      if (!uri.startsWith(SCHEME)) return undefined;
      const key = keyByUri('').get(uri);
      return key === undefined ? [] : (objectOf(key)?.document.trail(path) ?? []);
    },
    textOf(uri) {
      const key = keyByUri('').get(uri);
      return key === undefined ? undefined : text(key)?.[1];
    },
    writtenIn: (path) =>
      (users('').get(path) ?? []).flatMap((id) => {
        const found = contribution(id);
        return found?.asWritten.includes(path) ? [found.build] : [];
      }),
    failures: () => [
      ...queries.each(kinds, (kind) => found(kind).failure ?? []).flat(),
      ...queries.each(roots(''), ({ id }) => evaluated(id).failure ?? []).flat(),
    ],
    failuresOf: (path) =>
      [...makers.keys()].flatMap((name) => derived.peek(`${name}\n${path}`)?.failure ?? []),
    using: (path) => users('').get(path) ?? [],
    leftOut: () =>
      planned('').left.map(({ root: { id, root: start, files }, why }) => ({
        uri: child(root, files.at(-1) ?? start),
        why: `${id} is not evaluated: ${why}`,
      })),
    misnamed: (uri) =>
      planned('').unmatched.flatMap(({ uri: file, path, root: start }) => {
        const at = file === uri ? configs.placeOf(uri, path) : undefined;
        const message = `Nothing is built from "${start}": a build starts at a kustomization that no other includes, a folder of manifests, or a compose file or its folder.`;
        return at ? [builtIn('headroom/configuration', uri, at, message)] : [];
      }),
    environmentOf: (id) => rootOf(id)?.environment.name ?? null,
    buildOf(uri) {
      if (!uri.startsWith(SCHEME)) return undefined;
      const key = keyByUri('').get(uri);
      return key === undefined ? undefined : objectOf(key)?.build;
    },
  };
}

/** An object of a build as its language reads it. */
interface ObjectSource {
  readonly id: LanguageId;
  readonly uri: string;
  readonly path: string;
  readonly text: string;
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

/** The folder, with its slash, that all paths of a glob lie beneath; empty for the root. */
function literalFolder(glob: string): string {
  const literal = glob.slice(0, glob.search(/[*?[\]{}()!\\]|$/));
  return literal.slice(0, literal.lastIndexOf('/') + 1);
}

/** Those of sorted paths that begin with a folder. */
function beneath(sorted: readonly string[], folder: string): readonly string[] {
  let from = 0;
  for (let to = sorted.length; from < to; ) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? '') < folder) from = middle + 1;
    else to = middle;
  }
  let end = from;
  while (end < sorted.length && sorted[end]?.startsWith(folder)) end++;
  return sorted.slice(from, end);
}

function uriOf(key: string): string {
  return `${SCHEME}${key.split('\n').map(encodeURIComponent).join('/')}`;
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
