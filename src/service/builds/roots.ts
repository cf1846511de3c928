import type { BuildRoot, BuildSources, DeclaredBuild, Environment } from '../contracts/build';
import { folderOf, joinedPath } from '../text/paths';
import { environmentNamed, environmentOfPath, NO_ENVIRONMENT } from './environments';

/** No project has more builds than this that are evaluated. */
const MAX_BUILDS = 400;
/** No root has more stacks than this that are evaluated. */
const MAX_BUILDS_OF_ROOT = 24;

/** `<kind>:<root>@<environment>`: the name people give a build. */
export function buildId(kind: BuildRoot['kind'], root: string, { name }: Environment): string {
  const at = `${kind}:${root === '' ? '.' : root}`;
  return name === null ? at : `${at}@${name}`;
}

/** The name that the configuration gives the environment of a path. */
export function declaredEnvironments(sources: BuildSources): (path: string) => string | undefined {
  const named = Object.entries(sources.environments()).flatMap(([name, globs]) =>
    globs.map((glob) => [name, new Set(sources.matching(glob))] as const),
  );
  return (path) => named.find(([, paths]) => paths.has(path))?.[0];
}

/** Names the environment of paths: as the configuration says, else by what the path is called. */
export function environmentsOf(sources: BuildSources): (path: string) => Environment {
  const declared = declaredEnvironments(sources);
  const isDeclared = Object.values(sources.environments()).some((globs) => globs.length > 0);
  return (path) => {
    const name = declared(path);
    if (name !== undefined) return environmentNamed(name);
    const environment = environmentOfPath(path);
    return isDeclared && environment.class === 'unknown' ? NO_ENVIRONMENT : environment;
  };
}

/** Roots in the order in which they are evaluated: production first. */
export function ordered(roots: readonly BuildRoot[]): readonly BuildRoot[] {
  const rank = ({ environment }: BuildRoot) =>
    ['production', 'unknown', 'staging', 'development'].indexOf(environment.class);
  return [...roots].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

/** The roots that are evaluated, and those that are too many of one root or of all. */
export function withinLimits(roots: readonly BuildRoot[]): {
  readonly kept: readonly BuildRoot[];
  readonly left: readonly { readonly root: BuildRoot; readonly why: string }[];
} {
  const counts = new Map<string, number>();
  const kept = new Set<BuildRoot>();
  const left: { root: BuildRoot; why: string }[] = [];
  for (const root of ordered(roots)) {
    const from = `${root.kind}:${root.root}`;
    const count = (counts.get(from) ?? 0) + 1;
    counts.set(from, count);
    if (kept.size >= MAX_BUILDS) left.push({ root, why: `over ${MAX_BUILDS} builds` });
    else if (count > MAX_BUILDS_OF_ROOT)
      left.push({ root, why: `over ${MAX_BUILDS_OF_ROOT} builds of one root` });
    else kept.add(root);
  }
  return { kept: roots.filter((root) => kept.has(root)), left };
}

/**
 * The builds of these roots as the configuration names them: where it names builds of a root, those count
 * alone. What it names and nothing found is in `unmatched`.
 */
export function asDeclared(
  roots: readonly BuildRoot[],
  declared: readonly DeclaredBuild[],
): { readonly roots: readonly BuildRoot[]; readonly unmatched: readonly DeclaredBuild[] } {
  const named = new Map<string, readonly DeclaredBuild[]>();
  for (const build of declared) named.set(build.root, [...(named.get(build.root) ?? []), build]);
  const first = new Map<string, BuildRoot>();
  const kept = roots.filter((root) => {
    const key = declaredRootOf(root, named);
    if (key === undefined) return true;
    if (!first.has(key)) first.set(key, root);
    return false;
  });
  const made = [...named].flatMap(([key, builds]) => {
    const from = first.get(key);
    if (!from) return [];
    return builds.map((build) => declaredRoot(from, build, builds));
  });
  return {
    roots: [...kept, ...made],
    unmatched: declared.filter(({ root }) => !first.has(root)),
  };
}

/** A root as the configuration declares a build of it; `all` are those that it declares. */
function declaredRoot(
  { isDefault: _, isPublished: __, started, ...from }: BuildRoot,
  { environment: name, layers, release, namespace }: DeclaredBuild,
  all: readonly DeclaredBuild[],
): BuildRoot {
  const environment = name === null ? NO_ENVIRONMENT : environmentNamed(name);
  const folder = isFile(from) ? folderOf(from.root) : from.root;
  const files = layers.flatMap((layer) => joinedPath(folder, layer) ?? []);
  const isTwin = all.filter((each) => each.environment === name).length > 1;
  const root = isTwin && release !== null ? `${from.root}:${release}` : from.root;
  const values = files.length > 0 ? null : (from.release?.values ?? null);
  const own = {
    name: release ?? from.release?.name ?? null,
    namespace: namespace ?? from.release?.namespace ?? null,
    values,
  };
  return {
    ...from,
    id: buildId(from.kind, root, environment),
    environment,
    files: files.length > 0 ? files : from.files,
    ...(files.length === 0 && started ? { started } : {}),
    ...(from.kind === 'helm' ? { release: own } : {}),
  };
}

/** Whether a build starts at a file, not at a folder. */
function isFile({ kind }: BuildRoot): boolean {
  return kind === 'compose' || kind === 'cloudformation' || kind === 'serverless';
}

/** The name by which the configuration means a root: its own, or for a compose file its folder. */
function declaredRootOf(
  { kind, root }: BuildRoot,
  named: ReadonlyMap<string, unknown>,
): string | undefined {
  if (named.has(root)) return root;
  return kind === 'compose' && named.has(folderOf(root)) ? folderOf(root) : undefined;
}
