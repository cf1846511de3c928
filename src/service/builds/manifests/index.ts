import type { BuildRoot, BuildSources, Contribution, Contributor } from '../../contracts/build';
import { type DataNode, entryOf } from '../../syntax/data-node';
import { readYaml } from '../../syntax/yaml';
import { virtualDocuments } from '../documents';
import { kustomizationFiles } from '../kustomize';
import { layersOf } from '../kustomize/layers';
import { buildId, environmentsOf, ordered } from '../roots';
import { groupsOf, type ManifestFile } from './groups';
import { withWorkloadReferences } from './rollouts';
import { objectsIn, summaryOf } from './summary';
import { withParameters } from './template';

/** Folders of manifests that are applied as they stand. */
export const manifests: Contributor = { kind: 'manifests', find, evaluate };

/** Charts are rendered, not applied; a kustomization applies its files itself. */
function find(sources: BuildSources): readonly BuildRoot[] {
  const environmentOf = environmentsOf(sources);
  const charts = sources
    .matching('**/Chart.yaml')
    .map((path) => path.slice(0, -'Chart.yaml'.length));
  const kustomized = new Set(
    kustomizationFiles(sources).flatMap((file) => layersOf(sources, file)),
  );
  const files = ['yaml', 'yml', 'json']
    .flatMap((extension) => sources.matching(`**/*.${extension}`))
    .filter((path) => !kustomized.has(path) && !charts.some((chart) => path.startsWith(chart)))
    .flatMap((path): ManifestFile[] => {
      const text = sources.text(path);
      const summary = text === undefined ? null : summaryOf(text);
      return summary === null ? [] : [{ path, environment: environmentOf(path), summary }];
    });
  return ordered(
    groupsOf(files).map(({ root, environment, files: members, limits }) => ({
      id: buildId('manifests', root, environment),
      kind: 'manifests',
      root,
      environment,
      files: members.map(({ path }) => path),
      limits,
    })),
  );
}

function evaluate(
  sources: BuildSources,
  { id, kind, root, environment, files, limits }: BuildRoot,
): Contribution {
  const documents: DataNode[] = [];
  const missing: string[] = [];
  for (const path of files) {
    const text = sources.text(path);
    if (text === undefined) missing.push(`${path} is not read`);
    else {
      for (const node of readYaml(text, { uri: sources.uri(path) }).documents) {
        documents.push(...objectsIn(withParameters(node)));
      }
    }
  }
  const built = withWorkloadReferences(documents.filter((node) => entryOf(node, 'kind')));
  return {
    build: {
      id,
      kind,
      root,
      environment,
      layers: files,
      closed: limits.length + missing.length === 0,
      limits: [...limits, ...missing],
      documents: built,
    },
    takes: files,
    documents: virtualDocuments(built),
  };
}
