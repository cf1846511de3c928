import { type Architecture, architectureOver } from '../architecture/architecture';
import type { Entry, EntryOf } from '../architecture/entry';
import { grouped } from '../architecture/grouped';
import { packageFolders } from '../architecture/packages';
import type { BuildKind } from '../contracts/build';
import type { FactKind } from '../contracts/fact';
import type { Place, Report } from '../contracts/finding';
import { TOO_LARGE } from '../contracts/ports';
import type { Rule } from '../contracts/rule';
import { Stop } from '../engine/cells';
import { type Failure, failureOf, guarded, PartFailed } from '../engine/internal';
import type { Queries, Query } from '../engine/query';
import { createReuse } from '../engine/reuse';
import { runProjectRule } from '../engine/run';
import { sameData, sameItems } from '../engine/same';
import { mayMatter } from '../languages/registry';
import { classOf, isDeployedAlone, isOf } from '../system/environments';
import { child, relativePath } from '../text/paths';
import type { Builds } from './builds';
import { homeOf, merged, type PlacedReport, placed, type RuleReport } from './builtReports';
import type { CompilationUnits } from './compilationUnits';
import type { ConfigSet } from './configSet';
import { isEmbedded } from './embedded';
import { environmentOf } from './environments';
import type { Inputs, Paths } from './inputs';
import type { ModuleGraph } from './moduleGraph';
import { keyOf, type Reading } from './reading';
import type { SourceFiles } from './sourceFiles';

/** What the files of a project say together, and what the rules report of it. */
export interface ProjectReports {
  /** The environments that files belong to; `null` alone where none is named. */
  environments(): readonly (string | null)[];
  /** What the files of an environment say together; each part of it is computed when it is asked for. */
  architecture(environment: string | null): Architecture;
  /** The place in a file that decides what stands at a place of a build. */
  home(place: Place): Place;
  /** What project rules report in a file, once each: environments that share files say the same. */
  about(uri: string): readonly RuleReport[];
  /** The rules that report about a value that a place of a file has a part in, and do so elsewhere. */
  passing(uri: string): readonly Passing[];
  /** What project rules failed; the first file of the project tells of it. */
  failuresOf(uri: string): readonly Failure[];
  /** Changes whenever anything that files say together does. */
  revision(): readonly unknown[];
}

/** A rule that reports elsewhere about a value that a place of this file has a part in. */
export interface Passing {
  readonly rule: string;
  readonly path: string;
}

/** What reports are computed from. */
export interface ProjectReportsContext {
  readonly queries: Queries;
  readonly inputs: Inputs;
  readonly root: string;
  readonly rules: readonly Rule[];
  readonly paths: Paths;
  readonly configs: ConfigSet;
  readonly reading: Reading;
  readonly modules: Pick<ModuleGraph, 'loaded'>;
  readonly files: SourceFiles;
  readonly units: CompilationUnits;
  readonly builds: Builds;
  readonly counters: { projectRulesRun: number };
  /** Called for each part of the program that throws. */
  onFailure(failure: Failure, uri: string): void;
}

/** What a rule reports of an environment, or how it failed. */
interface RuleReports {
  readonly reports: readonly Report[];
  readonly failure: Failure | null;
}

/** Languages of which a file that takes part in a build says nothing by itself. */
const BUILT: ReadonlySet<string> = new Set(['kubernetes', 'compose', 'autoscaling-group']);

/** Tools whose files are judged by themselves, too. */
const TOLD_BY_FILES: ReadonlySet<BuildKind> = new Set(['terraform', 'cloudformation']);

/** What files say together, of one kind, and how it failed. */
interface Joined {
  readonly value: unknown;
  readonly failure: Failure | null;
}

/** A query of what files say together, with how it is computed in each environment. */
interface Join {
  readonly computes: Map<string, () => unknown>;
  readonly ask: Query<Joined>;
}

const NO_REPORTS: RuleReports = { reports: [], failure: null };

/** The reports of project rules: a query for each rule and environment, which records what the rule asks. */
export function createProjectReports(context: ProjectReportsContext): ProjectReports {
  const { queries, inputs, root, paths, configs, reading, files } = context;
  const rules = new Map<string, Rule>(
    context.rules.filter(({ scope }) => scope === 'project').map((rule) => [rule.id, rule]),
  );

  /** The facts of a file as entries; the same ones while its facts are. */
  const entriesOf = queries.query<readonly Entry[]>('entries', (uri) => {
    const id = files.languageOf(uri);
    if (id === null) return [];
    const file = relativePath(uri, root);
    const environment = environmentOf(file, configs.root());
    const places =
      id === 'kubernetes'
        ? context.builds.writtenIn(file).map((build) => ({
            environment: build.environment.name,
            build: { id: build.id, closed: build.closed },
          }))
        : [];
    // What takes part in a build is told there, but for the texts that it holds.
    const isBuilt = BUILT.has(id) && context.builds.takes(file);
    const linked = files.linkedFacts(uri);
    const said = new Set(linked.map(({ kind }) => kind));
    const own = context.units
      .factsOf(uri, reading.facts(keyOf(id, uri)))
      .filter(({ kind, path }) => !said.has(kind) && (!isBuilt || isEmbedded(path)));
    return [...own, ...linked].flatMap((fact): Entry[] =>
      places.length === 0
        ? [{ uri, file, environment, build: null, fact }]
        : places.map((place) => ({ uri, file, ...place, fact })),
    );
  });

  /** What the files of the project say by themselves. */
  const ofFiles = queries.query<readonly Entry[]>(
    'entries of files',
    () => queries.each(files.uris(), entriesOf).flat(),
    { equal: sameItems },
  );

  /** What the builds say, each by itself. */
  const ofBuilds = () =>
    queries.each(context.builds.roots(), ({ id }) => context.builds.entries(id));

  const environments = queries.query<readonly (string | null)[]>(
    'environments',
    () => {
      const named = new Set(
        [
          ...files
            .uris()
            .filter((uri) => context.builds.using(relativePath(uri, root)).length === 0),
        ].flatMap((uri) => environmentOf(relativePath(uri, root), configs.root()) ?? []),
      );
      for (const { environment } of context.builds.roots()) {
        if (environment.name !== null) named.add(environment.name);
      }
      if (named.size === 0) return [null];
      const isAlone = ({ environment, fact }: Entry) =>
        environment === null && isDeployedAlone(fact);
      const alone =
        ofFiles('').some(isAlone) ||
        context.builds
          .roots()
          .some(
            ({ id, environment }) =>
              environment.name === null && context.builds.entries(id).some(isAlone),
          );
      return [...(alone ? [null] : []), ...[...named].sort()];
    },
    { equal: sameItems },
  );

  /** Whether what is not for work on the code is deployed by something that compose files stand beside. */
  const isOrchestrated = queries.query<boolean>('is orchestrated', () =>
    context.builds
      .roots()
      .some(
        ({ kind, environment }) =>
          kind !== 'compose' &&
          environment.name !== null &&
          classOf(environment.name) !== 'development',
      ),
  );

  /** Whether nothing but compose files of no class make an environment: a name such as `postgres` says none. */
  const isOfComposeAlone = queries.query<boolean>('is of compose alone', (key) => {
    const environment = environmentIn(key);
    if (environment === null) return true;
    if (classOf(environment) !== 'unknown') return false;
    const own = context.builds.roots().filter((each) => each.environment.name === environment);
    return own.length > 0 && own.every(({ kind }) => kind === 'compose');
  });

  const filesByKind = queries.query('entries of files by kind', (key) => {
    const environment = environmentIn(key);
    return byKind(ofFiles('').filter((entry) => isOf(environment, entry)));
  });
  /** What one build says, by kind, so that a kind that says the same is not looked at again. */
  const buildByKind = queries.query(
    'entries of a build by kind',
    (id) => byKind(context.builds.entries(id)),
    { equal: sameGroups },
  );
  const buildsIn = queries.query<readonly string[]>(
    'builds of an environment',
    (key) => {
      const environment = environmentIn(key);
      return context.builds
        .roots()
        .filter(({ environment: { name } }) => name === environment || name === null)
        .map(({ id }) => id);
    },
    { equal: sameItems },
  );

  const ofKind = queries.query<readonly Entry[]>(
    'entries of a kind',
    (key) => {
      const [kind, environment] = JSON.parse(key) as [FactKind, string | null];
      const place = keyFor(environment);
      const built = queries.each(buildsIn(place), (id) => buildByKind(id).get(kind) ?? []);
      const own = built.flat().filter((entry) => isOf(environment, entry));
      return [...(filesByKind(place).get(kind) ?? []), ...own];
    },
    { equal: sameItems },
  );

  const databases = queries.query('databases', () => configs.root().databases, { equal: sameData });
  const packages = queries.query('packages', () => packageFolders(paths.all()), {
    equal: sameData,
  });

  const reuse = createReuse();
  /** What is kept under a name, in each environment. */
  const joins = new Map<string, Join>();
  function joinOf(name: string): Join {
    const known = joins.get(name);
    if (known) return known;
    const computes = new Map<string, () => unknown>();
    const ask = queries.query<Joined>(
      `join: ${name}`,
      (key) => {
        let failure: Failure | null = null;
        const value = guarded<unknown>(
          `the join of files (${name})`,
          () => computes.get(key)?.(),
          undefined,
          (failed, isFirst) => {
            failure = failed;
            if (isFirst) context.onFailure(failed, files.uris()[0] ?? root);
          },
        );
        return { value, failure };
      },
      {
        reuse(before, after) {
          const value = reuse(before?.value, after.value);
          const isSame = before && value === before.value && before.failure === after.failure;
          return isSame ? before : { ...after, value };
        },
      },
    );
    const made = { computes, ask };
    joins.set(name, made);
    return made;
  }

  /** Doors to queries; they hold nothing themselves. */
  const architectures = new Map<string | null, Architecture>();

  function architecture(environment: string | null): Architecture {
    const known = architectures.get(environment);
    if (known) return known;
    const nodes = new Map<string, { readonly id: string }>();
    const made = architectureOver({
      environment,
      of: <K extends FactKind>(kind: K) =>
        ofKind(JSON.stringify([kind, environment])) as unknown as readonly EntryOf<K>[],
      isClosed: () => isClosed(''),
      isAside: () => isOrchestrated('') && isOfComposeAlone(keyFor(environment)),
      databases: () => databases(''),
      packages: () => packages(''),
      loaded: context.modules.loaded,
      sameNode<T extends { readonly id: string }>(node: T): T {
        const before = nodes.get(node.id);
        const [same = node] = reuse(before && [before as T], [node]);
        nodes.set(node.id, same);
        return same;
      },
      kept<T>(name: string, compute: () => T) {
        const { computes, ask } = joinOf(name);
        computes.set(keyFor(environment), compute);
        return () => {
          const { value, failure } = ask(keyFor(environment));
          if (failure) throw new PartFailed(failure);
          return value as T;
        };
      },
    });
    architectures.set(environment, made);
    return made;
  }

  /** Every file that may have something to say has been read: what is not there is not anywhere. */
  const isClosed = queries.query<boolean>('isClosed', () => {
    if (!inputs.isIndexed('')) return false;
    const all = [...inputs.listing('')].filter(([path]) => configs.owns(child(root, path)));
    // A folder that cannot be listed may hold anything.
    if (all.some(([path, why]) => why !== null && !(why === TOO_LARGE && !mayMatter(path))))
      return false;
    const read = [...paths.all()].filter(mayMatter).map((path) => child(root, path));
    return queries
      .each(read, (uri) => reading.recognised(uri).state === 'skipped')
      .every((isSkipped) => !isSkipped);
  });

  const reports = queries.query<RuleReports>('reports', (key) => {
    const { id, environment } = partsOf(key);
    const rule = rules.get(id);
    if (!rule || (rule.needs.includes('closed-world') && !isClosed(''))) return NO_REPORTS;
    context.counters.projectRulesRun++;
    try {
      const reports = runProjectRule(rule, architecture(environment), configs.settings());
      return { reports, failure: null };
    } catch (thrown) {
      if (thrown instanceof Stop) throw thrown;
      const failure = failureOf(`rule ${rule.id}`, thrown);
      // A join that failed has been told of when it did.
      if (!(thrown instanceof PartFailed)) context.onFailure(failure, files.uris()[0] ?? root);
      return { reports: [], failure };
    }
  });

  const failures = queries.query<readonly Failure[]>('failed rules', () =>
    [...rules.keys()].flatMap((id) =>
      environments('').flatMap((environment) => reports(reportsKey(id, environment)).failure ?? []),
    ),
  );

  const isThere = queries.query<boolean>('has a place', (key) => {
    const [uri, path] = JSON.parse(key) as [string, string];
    return files.file(uri)?.places.has(path) === true;
  });
  const has = ({ uri, path }: Place) => isThere(JSON.stringify([uri, path]));

  /** Whether the rule has told the same of a file that the value of a build passes. */
  function isToldOfFile(rule: Rule, { at }: Report): boolean {
    // Of other tools the files say nothing by themselves.
    const kind = 'uri' in at ? context.builds.buildOf(at.uri)?.kind : undefined;
    if (!('uri' in at) || kind === undefined || !TOLD_BY_FILES.has(kind)) return false;
    const trail = context.builds.trailOf(at) ?? [];
    return trail.some(({ uri, path }) => {
      const file = files.file(uri);
      const place = file?.places.get(path);
      if (!file || !place) return false;
      const told = context.units.reportsOf(file) ?? file.reports;
      return told.some(
        (each) =>
          each.rule.id === rule.id &&
          each.reports.some(
            (report) =>
              'at' in report.at &&
              !('elsewhere' in report.at) &&
              report.at.at.start === place.start,
          ),
      );
    });
  }

  const merging = { root, builds: context.builds, has };
  /** What document rules report of a build, at the places that decide. */
  const reportsOfBuild = queries.query<readonly PlacedReport[]>(
    'placed reports of a build',
    (id) =>
      context.builds.reports(id).flatMap((each) => {
        if (isToldOfFile(each.rule, each.report)) return [];
        return placed({ ...each, environment: null }, merging) ?? [];
      }),
    { equal: sameItems },
  );
  /** What a project rule reports of an environment, at the places that decide. */
  const reportsTogether = queries.query<readonly PlacedReport[]>(
    'placed reports of a rule',
    (key) => {
      const { id, environment } = partsOf(key);
      const rule = rules.get(id);
      if (!rule) return [];
      return reports(key).reports.flatMap(
        (report) => placed({ rule, report, environment }, merging) ?? [],
      );
    },
    { equal: sameItems },
  );

  const byFile = queries.query<ReadonlyMap<string, readonly RuleReport[]>>(
    'reports by file',
    () => {
      const named = environments('');
      const together = [...rules.keys()].flatMap((id) =>
        named.flatMap((environment) => {
          const key = reportsKey(id, environment);
          // Most rules have nothing to say, which has no place.
          return reports(key).reports.length === 0 ? [] : reportsTogether(key);
        }),
      );
      const alone = queries.each(context.builds.roots(), ({ id }) => reportsOfBuild(id)).flat();
      return merged([...alone, ...together], { ...merging, environments: () => named });
    },
  );

  const about = queries.query<readonly RuleReport[]>(
    'project reports of a file',
    (uri) => byFile('').get(uri) ?? [],
    {
      equal: (a, b) =>
        sameItems(
          a.map(({ report }) => report),
          b.map(({ report }) => report),
        ),
    },
  );

  /** By file, what reports in other files about values that it has a part in. */
  const allPassing = queries.query<ReadonlyMap<string, readonly Passing[]>>(
    'reports that pass files',
    () => {
      const groups = new Map<string, Passing[]>();
      for (const [home, found] of byFile('')) {
        for (const { rule, trail } of found) {
          for (const { uri, path } of trail) {
            if (uri === home) continue;
            const group = groups.get(uri);
            if (group) group.push({ rule: rule.id, path });
            else groups.set(uri, [{ rule: rule.id, path }]);
          }
        }
      }
      return groups;
    },
  );
  const passing = queries.query<readonly Passing[]>(
    'reports that pass a file',
    (uri) => allPassing('').get(uri) ?? [],
    { equal: sameData },
  );

  /** Another object whenever anything that is said has changed. */
  const said = queries.query<object>('what is said', () => {
    ofFiles('');
    ofBuilds();
    return {};
  });

  return {
    environments: () => environments(''),
    architecture,
    home: (place) => homeOf(place, context.builds, has) ?? place,
    about,
    passing,
    failuresOf: (uri) =>
      files.uris()[0] === uri ? [...failures(''), ...context.builds.failures()] : [],
    revision: () => [said(''), configs.revision()],
  };
}

function byKind(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  return grouped(entries, ({ fact }) => fact.kind);
}

function sameGroups(
  a: ReadonlyMap<string, readonly Entry[]>,
  b: ReadonlyMap<string, readonly Entry[]>,
): boolean {
  return (
    a.size === b.size && [...a].every(([kind, entries]) => sameItems(entries, b.get(kind) ?? []))
  );
}

/** The key of what a rule reports of an environment: no name of a rule has a blank. */
function reportsKey(id: string, environment: string | null): string {
  return environment === null ? id : `${id} ${environment}`;
}

function partsOf(key: string): { readonly id: string; readonly environment: string | null } {
  const blank = key.indexOf(' ');
  return blank < 0
    ? { id: key, environment: null }
    : { id: key.slice(0, blank), environment: key.slice(blank + 1) };
}

function keyFor(environment: string | null): string {
  return JSON.stringify(environment);
}

function environmentIn(key: string): string | null {
  return JSON.parse(key);
}
