import { type Entry, entriesOf as entriesFrom } from '../architecture/entry';
import { grouped } from '../architecture/grouped';
import type { FactKind } from '../contracts/fact';
import type { Queries } from '../engine/query';
import type { Reuse } from '../engine/reuse';
import { sameData, sameItems } from '../engine/same';
import { classOf, isDeployedAlone, isOf } from '../system/environments';
import { relativePath } from '../text/paths';
import type { Builds } from './builds';
import type { CompilationUnits } from './compilationUnits';
import type { ConfigSet } from './configSet';
import { isEmbedded } from './embedded';
import { environmentOf, environmentShownBy } from './environments';
import { keyOf, type Reading } from './reading';
import type { SourceFiles } from './sourceFiles';

/** The facts of a project as entries: of its files and of its builds, by environment and kind. */
export interface Entries {
  /** The environments that files belong to; `null` alone where none is named. */
  environments(): readonly (string | null)[];
  /** What is deployed for people who work on the code, whatever it is called: beside what an orchestrator deploys. */
  isAside(environment: string | null): boolean;
  /** The facts of a kind in an environment: of files, then of builds. */
  of(kind: FactKind, environment: string | null): readonly Entry[];
  /** The builds of an environment, and those of none, by their ids. */
  buildsIn(environment: string | null): readonly string[];
  /** The facts of a kind that belong to one build, or with `null` to none. */
  ofBuild(kind: FactKind, id: string | null, environment: string | null): readonly Entry[];
  /** Another object whenever anything that is said has changed. */
  revision(): object;
}

/** What entries are made from. */
export interface EntriesContext {
  readonly queries: Queries;
  readonly root: string;
  readonly configs: ConfigSet;
  readonly reading: Reading;
  readonly files: SourceFiles;
  readonly units: CompilationUnits;
  readonly builds: Builds;
  /** Keeps entries that say the same the very same. */
  readonly reuse: Reuse;
}

type ByKind = ReadonlyMap<string, readonly Entry[]>;

/** Languages of which a file that takes part in a build says nothing by itself. */
const BUILT: ReadonlySet<string> = new Set(['kubernetes', 'compose', 'autoscaling-group']);

const NONE: readonly Entry[] = [];

/** A list of a file, of a build, or of a kind stays the very same while it says the same. */
export function createEntries(context: EntriesContext): Entries {
  const { queries, root, configs, reading, files, builds } = context;

  const configured = queries.query(
    'configured environments',
    () => ({ environments: configs.root().environments }),
    { equal: sameData },
  );
  /** The facts of a file as entries; the same ones while its facts are. */
  const entriesOf = queries.query<readonly Entry[]>(
    'entries',
    (uri) => {
      const id = files.languageOf(uri);
      if (id === null) return [];
      const file = relativePath(uri, root);
      const environment = environmentOf(file, configured(''));
      const places =
        id === 'kubernetes'
          ? builds.writtenIn(file).map((build) => ({
              environment: build.environment.name,
              build: { id: build.id, closed: build.closed },
            }))
          : [];
      // What takes part in a build is told there, but for the texts that it holds.
      const isBuilt = BUILT.has(id) && builds.takes(file);
      const linked = files.linkedFacts(uri);
      const said = new Set(linked.map(({ kind }) => kind));
      const own = context.units
        .factsOf(uri, reading.facts(keyOf(id, uri)))
        .filter(({ kind, path }) => !said.has(kind) && (!isBuilt || isEmbedded(path)));
      const origins =
        places.length === 0
          ? [{ uri, file, environment, build: null }]
          : places.map((place) => ({ uri, file, ...place }));
      return entriesFrom([...own, ...linked], origins);
    },
    { reuse: context.reuse.leavesOf },
  );

  /** What the files of the project say by themselves. */
  const ofFiles = queries.query<readonly Entry[]>(
    'entries of files',
    () => queries.each(files.uris(), entriesOf).flat(),
    { equal: sameItems },
  );

  /** What the builds say, each by itself. */
  const ofBuilds = () => queries.each(builds.roots(), ({ id }) => builds.entries(id));

  const environments = queries.query<readonly (string | null)[]>(
    'environments',
    () => {
      const named = new Set(
        files
          .uris()
          .filter((uri) => builds.using(relativePath(uri, root)).length === 0)
          .flatMap((uri) => environmentShownBy(relativePath(uri, root), configured('')) ?? []),
      );
      for (const { environment } of builds.roots()) {
        if (environment.name !== null) named.add(environment.name);
      }
      if (named.size === 0) return [null];
      const isAlone = ({ environment, fact }: Entry) =>
        environment === null && isDeployedAlone(fact);
      const nameless = builds.roots().filter(({ environment }) => environment.name === null);
      // Where all that has a name is for people who work on the code, what has none is what everybody else gets.
      const isAside = [...named].every((name) => classOf(name) === 'development');
      const alone =
        (isAside && nameless.length > 0) ||
        ofFiles('').some(isAlone) ||
        nameless.some(({ id }) => builds.entries(id).some(isAlone));
      return [...(alone ? [null] : []), ...[...named].sort()];
    },
    { equal: sameItems },
  );

  /** Whether what is not for work on the code is deployed by something that compose files stand beside. */
  const isOrchestrated = queries.query<boolean>('is orchestrated', () =>
    builds
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
    const own = builds.roots().filter((each) => each.environment.name === environment);
    return own.length > 0 && own.every(({ kind }) => kind === 'compose');
  });

  /** Each list by itself, so that a kind that says the same is not looked at again. */
  const byKindIn = (entries: readonly Entry[], environment: string | null): ByKind =>
    grouped(
      entries.filter((entry) => isOf(environment, entry)),
      ({ fact }) => fact.kind,
    );

  const filesByKind = queries.query<ByKind>(
    'entries of files by kind',
    (key) => byKindIn(ofFiles(''), environmentIn(key)),
    { reuse: sameLists },
  );
  const buildByKind = queries.query<ByKind>(
    'entries of a build by kind',
    (key) => {
      const [id, environment] = JSON.parse(key) as [string, string | null];
      return byKindIn(builds.entries(id), environment);
    },
    { reuse: sameLists },
  );
  const buildsIn = queries.query<readonly string[]>(
    'builds of an environment',
    (key) => {
      const environment = environmentIn(key);
      return builds
        .roots()
        .filter(({ environment: { name } }) => name === environment || name === null)
        .map(({ id }) => id);
    },
    { equal: sameItems },
  );
  /** What files state that builds apply as they are written, by the ids of those; by '' what belongs to none. */
  const filesByBuild = queries.query<ByKind>(
    'entries of files by build',
    (key) => grouped([...filesByKind(key).values()].flat(), ({ build }) => build?.id ?? ''),
    { reuse: sameLists },
  );
  const buildsOfFiles = queries.query<ReadonlySet<string>>(
    'builds that apply files',
    (key) => new Set(filesByBuild(key).keys()),
    { equal: sameData },
  );
  const partByKind = queries.query<ByKind>(
    'entries of a part by kind',
    (key) => {
      const [id, environment] = JSON.parse(key) as [string, string | null];
      const written = filesByBuild(keyOfEnvironment(environment)).get(id) ?? NONE;
      return byKindIn(id === '' ? written : [...written, ...builds.entries(id)], environment);
    },
    { reuse: sameLists },
  );
  const withoutBuild = queries.query<readonly Entry[]>(
    'entries of a kind without a build',
    (key) => {
      const [kind, environment] = JSON.parse(key) as [FactKind, string | null];
      return partByKind(keyFor('', environment)).get(kind) ?? NONE;
    },
  );
  /** All that an environment says, in one go: most kinds stand in few of its builds. */
  const inEnvironment = queries.query<ByKind>(
    'entries by kind',
    (key) => {
      const environment = environmentIn(key);
      const all = new Map<string, Entry[]>();
      const add = (own: ByKind) => {
        for (const [kind, entries] of own) {
          const list = all.get(kind);
          if (list) for (const entry of entries) list.push(entry);
          else all.set(kind, [...entries]);
        }
      };
      add(filesByKind(key));
      for (const own of queries.each(buildsIn(key), (id) => buildByKind(keyFor(id, environment)))) {
        add(own);
      }
      return all;
    },
    { reuse: sameLists },
  );
  const ofKind = queries.query<readonly Entry[]>('entries of a kind', (key) => {
    const [kind, environment] = JSON.parse(key) as [FactKind, string | null];
    return inEnvironment(keyOfEnvironment(environment)).get(kind) ?? NONE;
  });

  const revision = queries.query<object>('what is said', () => {
    ofFiles('');
    ofBuilds();
    return {};
  });

  return {
    environments: () => environments(''),
    isAside: (environment) => isOrchestrated('') && isOfComposeAlone(keyOfEnvironment(environment)),
    of: (kind, environment) => ofKind(JSON.stringify([kind, environment])),
    buildsIn: (environment) => buildsIn(keyOfEnvironment(environment)),
    ofBuild(kind, id, environment) {
      if (id === null) return withoutBuild(JSON.stringify([kind, environment]));
      const isWritten = buildsOfFiles(keyOfEnvironment(environment)).has(id);
      return (isWritten ? partByKind : buildByKind)(keyFor(id, environment)).get(kind) ?? NONE;
    },
    revision: () => revision(''),
  };
}

/** The lists of before where they hold the same, and that map itself where all of them do. */
function sameLists(before: ByKind | undefined, after: ByKind): ByKind {
  if (!before) return after;
  const reused = new Map(
    [...after].map(([kind, entries]) => {
      const last = before.get(kind);
      return [kind, last && sameItems(last, entries) ? last : entries] as const;
    }),
  );
  const isSame =
    before.size === reused.size && [...reused].every(([kind, list]) => before.get(kind) === list);
  return isSame ? before : reused;
}

function keyFor(id: string, environment: string | null): string {
  return JSON.stringify([id, environment]);
}

function keyOfEnvironment(environment: string | null): string {
  return JSON.stringify(environment);
}

function environmentIn(key: string): string | null {
  return JSON.parse(key);
}
