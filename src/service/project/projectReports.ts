import { type Architecture, architectureOver } from '../architecture/architecture';
import type { EntryOf } from '../architecture/entry';
import { grouped } from '../architecture/grouped';
import { packageFolders } from '../architecture/packages';
import type { BuildKind } from '../contracts/build';
import type { FactKind } from '../contracts/fact';
import type { Place, Report } from '../contracts/finding';
import { TOO_LARGE } from '../contracts/ports';
import type { Rule } from '../contracts/rule';
import { Stop } from '../engine/cells';
import { type Failure, failureOf, PartFailed } from '../engine/internal';
import type { Queries } from '../engine/query';
import type { Reuse } from '../engine/reuse';
import { runProjectRule } from '../engine/run';
import { sameData, sameItems } from '../engine/same';
import { mayMatter } from '../languages/registry';
import { child } from '../text/paths';
import type { Builds } from './builds';
import { homeOf, merged, type PlacedReport, placed, type RuleReport } from './builtReports';
import type { CompilationUnits } from './compilationUnits';
import type { ConfigSet } from './configSet';
import { createEntries } from './entries';
import type { Inputs, Paths } from './inputs';
import { createJoins } from './joins';
import type { ModuleGraph } from './moduleGraph';
import type { Reading } from './reading';
import type { SourceFiles } from './sourceFiles';
import { reusedItems, reusedReports, type ToldReport, toldReport } from './toldReports';

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
  /** Keeps entries that say the same the very same. */
  readonly reuse: Reuse;
  readonly paths: Paths;
  readonly configs: ConfigSet;
  readonly reading: Reading;
  readonly modules: Pick<ModuleGraph, 'loaded' | 'loadedWithin'>;
  readonly files: SourceFiles;
  readonly units: CompilationUnits;
  readonly builds: Builds;
  readonly counters: { projectRulesRun: number };
  /** Called for each part of the program that throws. */
  onFailure(failure: Failure, uri: string): void;
}

/** What rules report, and how some failed. */
interface RuleReports {
  readonly reports: readonly ToldReport[];
  readonly failures: readonly Failure[];
}

/** Reports by the file in which they stand. */
type ByFile = ReadonlyMap<string, readonly PlacedReport[]>;

/** Tools whose files are judged by themselves, too. */
const TOLD_BY_FILES: ReadonlySet<BuildKind> = new Set(['terraform', 'cloudformation']);

const NO_REPORTS: RuleReports = { reports: [], failures: [] };

/**
 * The reports of project rules: a query for each rule and environment, and for the rules that look at one build
 * alone one for each build; it records what the rules ask. Reports that say the same stay the very same, so that
 * only those of a file that has others are merged again.
 */
export function createProjectReports(context: ProjectReportsContext): ProjectReports {
  const { queries, inputs, root, paths, configs, reading, files } = context;
  const all = context.rules.filter(({ scope }) => scope === 'project');
  const rulesOfBuilds = all.filter((rule) => isOfBuilds(rule));
  const rules = new Map<string, Rule>(
    all.filter((rule) => !isOfBuilds(rule)).map((rule) => [rule.id, rule]),
  );
  const onFailure = (failure: Failure) => context.onFailure(failure, files.uris()[0] ?? root);

  const entries = createEntries(context);
  const joins = createJoins(queries, context.reuse, onFailure);
  const databases = queries.query('databases', () => configs.root().databases, { equal: sameData });
  const packages = queries.query('packages', () => packageFolders(paths.all()), {
    equal: sameData,
  });

  /** Doors to queries; they hold nothing themselves. */
  const architectures = new Map<string | null, Architecture>();

  function architecture(environment: string | null): Architecture {
    const known = architectures.get(environment);
    if (known) return known;
    const made = architectureOver({
      environment,
      of: <K extends FactKind>(kind: K) =>
        entries.of(kind, environment) as unknown as readonly EntryOf<K>[],
      ofBuild: <K extends FactKind>(kind: K, build: string | null) =>
        entries.ofBuild(kind, build, environment) as unknown as readonly EntryOf<K>[],
      builds: () => entries.buildsIn(environment),
      isClosed: () => isClosed(''),
      isAside: () => entries.isAside(environment),
      databases: () => databases(''),
      packages: () => packages(''),
      loaded: context.modules.loaded,
      loadedWithin: context.modules.loadedWithin,
      kept: joins.keeping(environment),
      sameNode: (node) => joins.sameNode(node, environment),
    });
    architectures.set(environment, made);
    return made;
  }

  /** Every file that may have something to say has been read: what is not there is not anywhere. */
  const isClosed = queries.query<boolean>('isClosed', () => {
    if (!inputs.isIndexed('')) return false;
    const listed = [...inputs.listing('')].filter(([path]) => configs.owns(child(root, path)));
    // A folder that cannot be listed may hold anything.
    if (listed.some(([path, why]) => why !== null && !(why === TOO_LARGE && !mayMatter(path))))
      return false;
    const read = paths.thatMayMatter().map((path) => child(root, path));
    return queries
      .each(read, (uri) => reading.recognised(uri).state === 'skipped')
      .every((isSkipped) => !isSkipped);
  });

  function run(rule: Rule, over: Architecture): RuleReports {
    if (rule.needs.includes('closed-world') && !isClosed('')) return NO_REPORTS;
    context.counters.projectRulesRun++;
    try {
      const found = runProjectRule(rule, over, configs.settings());
      return { reports: found.map((report) => toldReport(rule, report)), failures: [] };
    } catch (thrown) {
      if (thrown instanceof Stop) throw thrown;
      const failure = failureOf(`rule ${rule.id}`, thrown);
      // A join that failed has been told of when it did.
      if (!(thrown instanceof PartFailed)) onFailure(failure);
      return { reports: [], failures: [failure] };
    }
  }

  const reports = queries.query<RuleReports>(
    'reports',
    (key) => {
      const { id, environment } = rulePartsOf(key);
      const rule = rules.get(id);
      return rule ? run(rule, architecture(environment)) : NO_REPORTS;
    },
    { reuse: sameReports },
  );
  /** Of the rules that look at one build alone. */
  const reportsOfPart = queries.query<RuleReports>(
    'reports of a part',
    (key) => {
      const { environment, build } = partIn(key);
      const part = architecture(environment).ofBuild(build);
      const found = rulesOfBuilds.map((rule) => run(rule, part));
      return {
        reports: found.flatMap((each) => each.reports),
        failures: found.flatMap((each) => each.failures),
      };
    },
    { reuse: sameReports },
  );
  const partsIn = (environment: string | null) =>
    architecture(environment)
      .builds()
      .map((build) => keyOfPart(environment, build));
  const reportsIn = (environment: string | null) =>
    [...rules.keys()].map((id) => reports(reportsKey(id, environment)));

  const failuresIn = queries.query<readonly Failure[]>(
    'failed rules of an environment',
    (key) => {
      const environment: string | null = JSON.parse(key);
      return [
        ...reportsIn(environment),
        ...partsIn(environment).map((part) => reportsOfPart(part)),
      ].flatMap(({ failures }) => failures);
    },
    { equal: sameItems },
  );
  const failures = queries.query<readonly Failure[]>('failed rules', () =>
    entries.environments().flatMap((environment) => failuresIn(JSON.stringify(environment))),
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
  function placedIn(found: readonly ToldReport[], environment: string | null): ByFile {
    return byFile(
      found.flatMap(({ rule, report }) => placed({ rule, report, environment }, merging) ?? []),
    );
  }
  /** What document rules report of a build, at the places that decide. */
  const placedOfBuild = queries.query<ByFile>(
    'placed reports of a build',
    (id) =>
      byFile(
        context.builds.reports(id).flatMap((each) => {
          if (isToldOfFile(each.rule, each.report)) return [];
          return placed({ ...each, environment: null }, merging) ?? [];
        }),
      ),
    { reuse: sameLists },
  );
  const placedOfPart = queries.query<ByFile>(
    'placed reports of a part',
    (key) => placedIn(reportsOfPart(key).reports, partIn(key).environment),
    { reuse: sameLists },
  );
  const placedOfRule = queries.query<ByFile>(
    'placed reports of a rule',
    (key) => {
      const { environment } = rulePartsOf(key);
      return placedIn(reports(key).reports, environment);
    },
    { reuse: sameLists },
  );
  /** What project rules report of an environment, at the places that decide. */
  const placedTogether = queries.query<ByFile>(
    'placed reports of an environment',
    (key) => {
      const environment: string | null = JSON.parse(key);
      const lists = [...rules.keys()].flatMap((id) => {
        const own = reportsKey(id, environment);
        return reports(own).reports.length === 0 ? [] : [placedOfRule(own)];
      });
      return byFile(lists.flatMap((list) => [...list.values()].flat()));
    },
    { reuse: sameLists },
  );

  /** The queries that answer with placed reports, by what their keys begin with. */
  const placedBy = { b: placedOfBuild, p: placedOfPart, e: placedTogether };
  const placedFrom = (source: string) =>
    placedBy[source[0] as keyof typeof placedBy](source.slice(1));
  const sources = queries.query<readonly string[]>(
    'sources of reports',
    () => {
      const named = entries.environments();
      return [
        ...context.builds.roots().map(({ id }) => `b${id}`),
        ...named.flatMap((environment) => partsIn(environment).map((part) => `p${part}`)),
        ...named.map((environment) => `e${JSON.stringify(environment)}`),
      ];
    },
    { equal: sameItems },
  );
  /** By file, the sources of what is reported there. */
  const sourcesByFile = queries.query<ReadonlyMap<string, readonly string[]>>(
    'sources of reports by file',
    () => {
      const found = new Map<string, string[]>();
      const answers = queries.each(sources(''), (source) => [source, placedFrom(source)] as const);
      for (const [source, own] of answers) {
        for (const uri of own.keys()) {
          const list = found.get(uri);
          if (list) list.push(source);
          else found.set(uri, [source]);
        }
      }
      return found;
    },
    { equal: sameData },
  );
  const sourcesOf = queries.query<readonly string[]>(
    'sources of the reports of a file',
    (uri) => sourcesByFile('').get(uri) ?? [],
    { equal: sameItems },
  );
  const placedInFile = queries.query<readonly (readonly PlacedReport[])[]>(
    'placed reports of a file',
    (uri) => sourcesOf(uri).map((source) => placedFrom(source).get(uri) ?? []),
    { equal: sameItems },
  );
  const about = queries.query<readonly RuleReport[]>(
    'project reports of a file',
    (uri) => merged(placedInFile(uri).flat(), { ...merging, environments: entries.environments }),
    {
      equal: (a, b) =>
        sameItems(
          a.map(({ report }) => report),
          b.map(({ report }) => report),
        ),
    },
  );

  /** By file, what reports in one file about values that those have a part in. */
  const passingFrom = queries.query<ReadonlyMap<string, readonly Passing[]>>(
    'reports that pass from a file',
    (home) => {
      const found = new Map<string, Passing[]>();
      for (const { rule, trail } of about(home)) {
        for (const { uri, path } of trail) {
          if (uri === home) continue;
          const group = found.get(uri);
          if (group) group.push({ rule: rule.id, path });
          else found.set(uri, [{ rule: rule.id, path }]);
        }
      }
      return found;
    },
    { equal: sameData },
  );
  const allPassing = queries.query<ReadonlyMap<string, readonly Passing[]>>(
    'reports that pass files',
    () => {
      const found = new Map<string, Passing[]>();
      for (const own of queries.each(sourcesByFile('').keys(), passingFrom)) {
        for (const [uri, passing] of own) found.set(uri, [...(found.get(uri) ?? []), ...passing]);
      }
      return found;
    },
  );
  const passing = queries.query<readonly Passing[]>(
    'reports that pass a file',
    (uri) => allPassing('').get(uri) ?? [],
    { equal: sameData },
  );

  return {
    environments: entries.environments,
    architecture,
    home: (place) => {
      const home = homeOf(place, context.builds, has);
      if (home) return home;
      // A script or a file of variables is no file with places: what it decides stands in it all the same.
      const [first] = context.builds.trailOf(place) ?? [];
      return first ? { uri: first.uri, path: '' } : place;
    },
    about,
    passing,
    failuresOf: (uri) =>
      files.uris()[0] === uri ? [...failures(''), ...context.builds.failures()] : [],
    revision: () => [entries.revision(), configs.revision()],
  };
}

/** Whether a rule looks at one build alone, and at what belongs to none. */
function isOfBuilds(rule: Rule): boolean {
  return rule.scope === 'project' && rule.reach === 'build';
}

/** The key of what a rule reports of an environment: no name of a rule has a blank. */
function reportsKey(id: string, environment: string | null): string {
  return environment === null ? id : `${id} ${environment}`;
}

function rulePartsOf(key: string): { readonly id: string; readonly environment: string | null } {
  const blank = key.indexOf(' ');
  return blank < 0
    ? { id: key, environment: null }
    : { id: key.slice(0, blank), environment: key.slice(blank + 1) };
}

function keyOfPart(environment: string | null, build: string | null): string {
  return JSON.stringify([environment, build]);
}

function partIn(key: string): {
  readonly environment: string | null;
  readonly build: string | null;
} {
  const [environment, build] = JSON.parse(key) as [string | null, string | null];
  return { environment, build };
}

function sameReports(before: RuleReports | undefined, after: RuleReports): RuleReports {
  if (!before) return after;
  const reports = reusedReports(before.reports, after.reports);
  const isSame = reports === before.reports && sameItems(before.failures, after.failures);
  return isSame ? before : { reports, failures: after.failures };
}

function byFile(found: readonly PlacedReport[]): ByFile {
  return grouped(found, ({ place }) => place.uri);
}

/** The lists of before where they hold the same reports, and that map itself where all of them do. */
function sameLists(before: ByFile | undefined, after: ByFile): ByFile {
  if (!before) return after;
  const reused = new Map(
    [...after].map(([uri, list]) => {
      const last = before.get(uri);
      return [uri, last ? reusedItems(last, list, sameData) : list] as const;
    }),
  );
  const isSame =
    before.size === reused.size && [...reused].every(([uri, list]) => before.get(uri) === list);
  return isSame ? before : reused;
}
