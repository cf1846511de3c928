import type { Build, BuildSources, Environment } from '../../contracts/build';
import { evaluateKustomization } from './evaluate';

/** Evaluates the kustomization in a folder as one build. */
export function kustomizeBuild(
  sources: BuildSources,
  root: string,
  environment: Environment,
): Build {
  const { documents, layers, closed, limits } = evaluateKustomization(sources, root);
  return {
    id: buildId('kustomize', root, environment),
    kind: 'kustomize',
    root,
    environment,
    layers,
    closed,
    limits,
    documents,
  };
}

/** `<kind>:<root>@<environment>`: the name people give a build. */
export function buildId(kind: Build['kind'], root: string, { name }: Environment): string {
  const at = `${kind}:${root === '' ? '.' : root}`;
  return name === null ? at : `${at}@${name}`;
}
