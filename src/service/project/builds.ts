import { CONTRIBUTORS } from '../builds';
import { asDeclared, withinLimits } from '../builds/roots';
import type { Build, BuildRoot, BuildSources, Contribution, Environment } from '../contracts/build';
import type { Rule } from '../contracts/rule';
import { builtIn, type Finding } from '../engine/finding';
import { type Failure, guarded } from '../engine/internal';
import type { Queries } from '../engine/query';
import type { Reuse } from '../engine/reuse';
import { sameData, sameItems } from '../engine/same';
import { child } from '../text/paths';
import { type BuiltObjects, createBuiltObjects } from './builtObjects';
import type { ConfigSet } from './configSet';
import { matchesGlob } from './globs';
import type { SkippedFile } from './indexing';
import type { Inputs, Paths } from './inputs';

/** What deployment tools would apply, as part of a project: each build a query, each object a text. */
export interface Builds extends BuiltObjects {
  /** Every build, production first. */
  all(): readonly Build[];
  /** Whether a file takes part in a build, so that what it says by itself counts no more. By path. */
  takes(path: string): boolean;
  /** The builds in which a file is applied just as it is written. By path. */
  writtenIn(path: string): readonly BuildAround[];
  /** Where they start, in the same order. */
  roots(): readonly BuildRoot[];
  /** The ids of the builds that a file takes part in. By path. */
  using(path: string): readonly string[];
  /** What of the program failed on the builds of the project. */
  failures(): readonly Failure[];
  /** What of it failed on one file. By path. */
  failuresOf(path: string): readonly Failure[];
  /** The builds that are not evaluated, since there are too many or their tool refuses them: their file and why. */
  leftOut(): readonly SkippedFile[];
  /** What is wrong with the builds that a configuration file names. */
  misnamed(uri: string): readonly Finding[];
  /** The name of a build's environment. */
  environmentOf(id: string): string | null;
}

/** A build that applies a file as it is written. */
export interface BuildAround {
  readonly id: string;
  readonly closed: boolean;
  readonly environment: Environment;
}

/** What builds are made from. */
export interface BuildsContext {
  readonly queries: Queries;
  readonly inputs: Inputs;
  readonly root: string;
  readonly paths: Paths;
  readonly configs: ConfigSet;
  readonly rules: readonly Rule[];
  /** Keeps entries that say the same the very same. */
  readonly reuse: Reuse;
  readonly counters: { documentRulesRun: number };
  /** Called for each part of the program that throws. */
  onFailure(failure: Failure, uri: string): void;
}

/** What a part of a build came to, or how it failed. */
interface Made<T> {
  readonly value: T;
  readonly failure: Failure | null;
}

/** The builds of a project. */
export function createBuilds(context: BuildsContext): Builds {
  const { queries, inputs, root, paths, configs } = context;

  /** By name and path: a function may hold on to the path it was given for. */
  const makers = new Map<string, (text: string, uri: string) => unknown>();
  const names = new Set<string>();
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
        result.state === 'read' ? makers.get(key)?.(result.text, uri) : undefined;
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
      makers.set(`${name}\n${path}`, make);
      names.add(name);
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
    // What any file says by itself may make builds, and all of them rest on which there are.
    { equal: sameData, eager: true },
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
    () =>
      gathered(contributions(), ({ build: { id }, takes, asWritten }) =>
        [...takes, ...asWritten].map((path) => [path, id]),
      ),
    { equal: sameData },
  );
  const around = queries.query<ReadonlyMap<string, readonly BuildAround[]>>(
    'builds around files',
    () =>
      gathered(contributions(), ({ build: { id, closed, environment }, asWritten }) =>
        asWritten.map((path) => [path, { id, closed, environment }]),
      ),
    { equal: sameData },
  );
  const objects = createBuiltObjects({
    ...context,
    settings: configs.settings,
    contribution,
    rootOf,
  });

  return {
    ...objects,
    roots: () => roots(''),
    all: () => contributions().flatMap((each) => each?.build ?? []),
    takes: (path) => taken('').has(path),
    writtenIn: (path) => around('').get(path) ?? [],
    failures: () => [
      ...queries.each(kinds, (kind) => found(kind).failure ?? []).flat(),
      ...queries.each(roots(''), ({ id }) => evaluated(id).failure ?? []).flat(),
    ],
    failuresOf: (path) =>
      [...names].flatMap((name) => derived.peek(`${name}\n${path}`)?.failure ?? []),
    using: (path) => users('').get(path) ?? [],
    leftOut: () => [
      ...planned('').left.map(({ root: { id, root: start, files }, why }) => ({
        uri: child(root, files.at(-1) ?? start),
        why: `${id} is not evaluated: ${why}`,
      })),
      ...contributions().flatMap((each) => {
        const { id, root: start, layers, fault, isPublished } = each?.build ?? {};
        if (!fault || isPublished || start === undefined) return [];
        const file = fault.file ?? layers?.[0] ?? start;
        return [{ uri: child(root, file), why: `${id} is not evaluated: ${fault.why}` }];
      }),
    ],
    misnamed: (uri) =>
      planned('').unmatched.flatMap(({ uri: file, path, root: start }) => {
        const at = file === uri ? configs.placeOf(uri, path) : undefined;
        const message = `Nothing is built from "${start}": a build starts at a kustomization that no other includes, a folder of manifests, a compose file or its folder, the folder of a chart of Helm, that of a Terraform module that is applied by itself, or a template of CloudFormation with a file of parameters.`;
        return at ? [builtIn('headroom/configuration', uri, at, message)] : [];
      }),
    environmentOf: (id) => rootOf(id)?.environment.name ?? null,
  };
}

/** What several say, by key. */
function gathered<V>(
  contributions: readonly (Contribution | null)[],
  say: (contribution: Contribution) => readonly (readonly [string, V])[],
): ReadonlyMap<string, readonly V[]> {
  const groups = new Map<string, V[]>();
  for (const [key, value] of contributions.flatMap((each) => (each ? say(each) : []))) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
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
