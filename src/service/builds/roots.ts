import type { BuildRoot, BuildSources, Environment } from '../contracts/build';
import { environmentNamed, environmentOfPath, NO_ENVIRONMENT } from './environments';

/** No root has more stacks than this, and no project more builds. */
export const MAX_BUILDS = 400;

/** `<kind>:<root>@<environment>`: the name people give a build. */
export function buildId(kind: BuildRoot['kind'], root: string, { name }: Environment): string {
  const at = `${kind}:${root === '' ? '.' : root}`;
  return name === null ? at : `${at}@${name}`;
}

/** Names the environment of paths: as the configuration says, else by what the path is called. */
export function environmentsOf(sources: BuildSources): (path: string) => Environment {
  const named = Object.entries(sources.environments()).flatMap(([name, globs]) =>
    globs.map((glob) => [name, new Set(sources.matching(glob))] as const),
  );
  return (path) => {
    const match = named.find(([, paths]) => paths.has(path));
    if (match) return environmentNamed(match[0]);
    return named.length > 0 && environmentOfPath(path).class === 'unknown'
      ? NO_ENVIRONMENT
      : environmentOfPath(path);
  };
}

/** Roots in the order in which they are evaluated: production first; what is beyond the limit is left out. */
export function ordered(roots: readonly BuildRoot[]): readonly BuildRoot[] {
  const rank = ({ environment }: BuildRoot) =>
    ['production', 'unknown', 'staging', 'development'].indexOf(environment.class);
  return [...roots]
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
    .slice(0, MAX_BUILDS);
}
