import type {
  BuildSources,
  ChartRelease,
  Environment,
  EnvironmentClass,
  ValuesLayer,
} from '../../contracts/build';
import { sameData } from '../../engine/same';
import { entryOf, textOf } from '../../syntax/data-node';
import { folderOf, pathIn } from '../../text/paths';
import { commandFilesOf } from '../command-files';
import { environmentNamed, environmentOfPath } from '../environments';
import { localDependenciesIn, yamlOf } from './chart';
import { releasesRunIn } from './command-lines';
import { isPublished } from './published';
import { type ReleaseSaid, releasesSaidIn } from './release-files';

/** A chart with the values that are laid over its own. */
export interface HelmStack {
  readonly root: string;
  /** Files that say what is laid over them, the files of values included. */
  readonly files: readonly string[];
  readonly environment: Environment;
  readonly release?: ChartRelease;
  /** What it runs with is not known: its own values are defaults. */
  readonly assumed: 'published' | 'defaults' | null;
}

/** Folders whose charts are for trying something out. */
const ASIDE = /(?:^|\/)(?:ci|examples?|tests?|testdata|fixtures)\//;
/** Names of files of values that say no environment. */
const NO_NAME = /^(?:schema|example|sample|default|template|local-example|dist)s?$/i;
/** Folders below which each folder or file is an environment, whatever it is called. */
const HOLDER = /(?:^|\/)(?:environments?|envs?|clusters?|stages?)\//i;

/**
 * What is made of each chart, by the strongest evidence alone: files of deployment tools, command lines, files of
 * values that are called after an environment; else the chart with its own values.
 */
export function helmStacks(
  sources: BuildSources,
  environmentOf: (path: string) => Environment,
): readonly HelmStack[] {
  const configured = configuredIn(sources);
  const folders = sources.matching('**/Chart.yaml').map(folderOf);
  const all = new Set(folders);
  const roots = folders.filter((folder) => {
    if (isWithin(folder, all)) return false;
    const metadata = yamlOf(sources, pathIn(folder, 'Chart.yaml'));
    return metadata && textOf(entryOf(metadata, 'type')) !== 'library';
  });
  if (roots.length === 0) return [];
  const known = new Set(roots);
  const used = usedByOthers(sources, roots);
  const released = releasesOf(sources, known, { configured, environmentOf });
  return roots.flatMap((root): readonly HelmStack[] => {
    const own = released.filter(({ stack }) => stack.root === root);
    const beside = valuesBeside(sources, root, all, configured);
    const stacks = beside.flatMap(({ path, environment }): HelmStack[] =>
      environment ? [{ root, files: [path], environment, assumed: null }] : [],
    );
    const isTold = own.some(({ tells }) => tells);
    if (own.length > 0 && (isTold || stacks.length === 0)) return own.map(({ stack }) => stack);
    if (stacks.length > 0) return stacks;
    if (used.has(root)) return [];
    const assumed = isPublished(sources, root, roots)
      ? 'published'
      : beside.length > 0
        ? 'defaults'
        : null;
    const environment = environmentOf(pathIn(root, 'Chart.yaml'));
    return [{ root, files: [], environment, assumed }];
  });
}

/** Charts that another of the project takes along from where they stand: with that one they are released. */
function usedByOthers(sources: BuildSources, roots: readonly string[]): ReadonlySet<string> {
  return new Set(
    roots.flatMap((root) => localDependenciesIn(sources, root).filter((folder) => folder !== root)),
  );
}

/** A stack as something says it. */
interface Released {
  readonly stack: HelmStack;
  /** It is an environment; what is installed without files of values, as tests do it, may be none. */
  readonly tells: boolean;
}

/** Releases that files of deployment tools tell of, and for the other charts those that command lines make. */
function releasesOf(
  sources: BuildSources,
  roots: ReadonlySet<string>,
  environments: Environments,
): readonly Released[] {
  const yaml = ['yaml', 'yml'].flatMap((extension) => sources.matching(`**/*.${extension}`));
  const files = yaml.filter((path) => !/(?:^|\/)templates\//.test(path) && !ASIDE.test(path));
  const isThere = (each: ValuesLayer) =>
    each.kind !== 'file' || each.isOptional !== true || sources.exists(each.path);
  const stackOf = (path: string, said: ReleaseSaid, from = path): HelmStack => {
    const values = said.values.filter(isThere);
    return {
      root: said.chart,
      files: [...new Set([path, ...values.flatMap((each) => ('path' in each ? each.path : []))])],
      environment: environmentFor(said, [path, from], environments, (file) =>
        valuesNamedBeside(sources, file),
      ),
      release: { name: said.name, namespace: said.namespace, values },
      assumed: null,
    };
  };
  const told = sources
    .each(files, (path) => releasesSaidIn(sources, path).map((said) => stackOf(path, said)))
    .flat()
    .filter(({ root }) => roots.has(root));
  const toldOf = new Set(told.map(({ root }) => root));
  const isChart = (folder: string) => roots.has(folder) && !toldOf.has(folder);
  const run = sources
    .each(commandFilesOf(sources), (path) =>
      // What a script is called says what it does; its words are among the hints.
      releasesRunIn(sources, path, isChart).map((said) => stackOf(path, said, folderOf(path))),
    )
    .flat()
    .filter((stack) => !stack.files.some((path) => ASIDE.test(path)));
  const found: Released[] = [];
  for (const stack of [...told, ...run]) {
    const isTwin = (other: HelmStack) =>
      sameData([other.root, other.environment], [stack.root, stack.environment]) &&
      sameData(other.release, stack.release);
    if (found.some((each) => isTwin(each.stack))) continue;
    const { root, release } = stack;
    const tells = toldOf.has(root) || release?.values?.some(({ kind }) => kind === 'file') === true;
    found.push({ stack, tells });
  }
  return found;
}

/**
 * The environment of a release: as the configuration says, of its file (`from`: or the folder that speaks for it),
 * of its files of values, by its names; else what the last file of values is called, as its neighbours are.
 */
function environmentFor(
  { values, hints }: ReleaseSaid,
  [path, from]: readonly [path: string, from: string],
  { configured, environmentOf }: Environments,
  namedBeside: (file: string) => Environment | undefined,
): Environment {
  const layers = values.flatMap((each) => (each.kind === 'file' ? [each.path] : [])).toReversed();
  const ofFile = environmentOf(from);
  const candidates = [
    ...[path, ...layers].flatMap((each) => configured(each) ?? []),
    ofFile,
    ...layers.map((layer) => environmentOfPath(layer.replace(/\bvalues[-_.]|[-_.]values\b/g, ''))),
    // Beside what it is called there stands what is released, not where.
    ...hints.flatMap((hint) => hint.split(/[-_.]/).map(environmentNamed)),
  ];
  const [last] = layers;
  return (
    candidates.find((each) => each.class !== UNKNOWN) ??
    (ofFile.name === null && last !== undefined ? namedBeside(last) : undefined) ??
    ofFile
  );
}

/** `values-training.yaml` where two files beside it are called alike and after environments. */
function valuesNamedBeside(sources: BuildSources, path: string): Environment | undefined {
  const name = VALUES_OF.exec(path)?.[1];
  if (name === undefined) return undefined;
  const beside = ['yaml', 'yml'].flatMap((extension) =>
    sources.matching(pathIn(folderOf(path), `values*.${extension}`)),
  );
  const known = beside.filter((file) => {
    const other = VALUES_OF.exec(file)?.[1];
    return other !== undefined && environmentNamed(other).class !== UNKNOWN;
  });
  return known.length >= 2 ? environmentNamed(name) : undefined;
}

const VALUES_OF = /(?:^|\/)values[-_.]([\w-]{1,60})\.ya?ml$/;

/** The environments of paths. */
interface Environments {
  /** As the configuration says. */
  configured(path: string): Environment | undefined;
  environmentOf(path: string): Environment;
}

/** The environment that the configuration gives a file. */
function configuredIn(sources: BuildSources): (path: string) => Environment | undefined {
  const named = Object.entries(sources.environments()).flatMap(([name, globs]) =>
    globs.map((glob) => [name, new Set(sources.matching(glob))] as const),
  );
  return (path) => {
    const match = named.find(([, paths]) => paths.has(path));
    return match && environmentNamed(match[0]);
  };
}

/** Whether a chart is one that another brings along. */
function isWithin(folder: string, all: ReadonlySet<string>): boolean {
  const at = folder.lastIndexOf('charts/');
  if (at < 0) return false;
  for (
    let end = folder.lastIndexOf('/charts/');
    end >= 0;
    end = folder.lastIndexOf('/charts/', end - 1)
  ) {
    if (all.has(folder.slice(0, end))) return true;
    if (end === 0) break;
  }
  return folder.startsWith('charts/') && all.has('');
}

/**
 * Files of values beside a chart. Only a name of a class says an environment, or a folder of environments, or the
 * configuration: `values-redis.yaml` may be anything.
 */
function valuesBeside(
  sources: BuildSources,
  root: string,
  all: ReadonlySet<string>,
  configured: (path: string) => Environment | undefined,
): readonly { readonly path: string; readonly environment: Environment | null }[] {
  const found = new Map<
    string,
    { readonly path: string; readonly environment: Environment | null }
  >();
  const paths = ['yaml', 'yml'].flatMap((extension) => [
    ...sources.matching(pathIn(root, `*.${extension}`)),
    ...sources.matching(pathIn(root, `*/*.${extension}`)),
    ...sources.matching(pathIn(root, `*/*/values.${extension}`)),
  ]);
  for (const path of paths) {
    const within = root === '' ? path : path.slice(root.length + 1);
    if (/^(?:templates|charts|crds)\//.test(within) || ASIDE.test(within)) continue;
    if (all.has(folderOf(path)) && folderOf(path) !== root) continue;
    const name = nameIn(within);
    if (name === undefined || NO_NAME.test(name) || found.has(name)) continue;
    const named = environmentNamed(name);
    const said = named.class !== UNKNOWN || HOLDER.test(within) ? named : null;
    found.set(name, { path, environment: configured(path) ?? said });
  }
  return [...found.values()];
}

const UNKNOWN: EnvironmentClass = 'unknown';

/** `values-prod.yaml`, `values.prod.yaml`, `prod-values.yaml`, `prod/values.yaml`, `environments/prod.yaml`. */
function nameIn(path: string): string | undefined {
  const plain = path.replace(/\.ya?ml$/, '');
  const [, after] = /^(?:values?\/)?values[-_.]([\w.-]+)$/.exec(plain) ?? [];
  if (after !== undefined) return after;
  const [, before] = /^(?:values?\/)?([\w-]+)[-_.]values$/.exec(plain) ?? [];
  if (before !== undefined) return before;
  const [, folder] = /^(?:[\w-]+\/)?([\w-]+)\/values$/.exec(plain) ?? [];
  if (folder !== undefined && (environmentNamed(folder).class !== UNKNOWN || HOLDER.test(path)))
    return folder;
  const [, file] = /^(?:environments?|envs?|values)\/([\w.-]+)$/.exec(plain) ?? [];
  return file === 'values' ? undefined : file;
}
