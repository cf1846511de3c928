import type { BuildSources } from '../../contracts/build';
import type { DataNode } from '../../syntax/data-node';
import { readYaml } from '../../syntax/yaml';

/** A file as kustomize reads it. */
export interface YamlFile {
  readonly documents: readonly DataNode[];
  readonly isBroken: boolean;
}

/** The YAML of a file; `undefined` where there is none, or it is not read. */
export function yamlIn(sources: BuildSources, path: string): YamlFile | undefined {
  return sources.derived('kustomize yaml', path, (text, uri) => {
    const { documents, problems } = readYaml(text, { uri, rewritten: true });
    return { documents, isBroken: problems.length > 0 };
  });
}
