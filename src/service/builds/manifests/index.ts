import type { BuildRoot, BuildSources, Contribution, Contributor } from '../../contracts/build';
import type { DataNode } from '../../syntax/data-node';
import { readYaml } from '../../syntax/yaml';
import { virtualDocuments } from '../documents';
import { bound } from '../environment-variables';
import { kustomizationFiles } from '../kustomize';
import { layersOf } from '../kustomize/layers';
import { withWorkloadReferences } from '../rollouts';
import { buildId, declaredEnvironments, environmentsOf, ordered } from '../roots';
import { groupsOf } from './groups';
import type { ManifestFile } from './manifest-file';
import { mayBeManifests, objectsIn, type ReadManifests, summaryOf } from './summary';
import { withParameters } from './template';

/** Folders of manifests that are applied as they stand. */
export const manifests: Contributor = { kind: 'manifests', find, evaluate };

/** Scripts put a tag or a name into files of the last endings (`envsubst`, `sed`), which are manifests but for that. */
const ENDINGS: readonly string[] = [
  ...['yaml', 'yml', 'json', 'tmpl'],
  ...['yaml', 'yml'].flatMap((ending) =>
    ['tmpl', 'tpl', 'j2', 'template', 'in'].map((template) => `${ending}.${template}`),
  ),
];

/** Charts are rendered, not applied; a kustomization applies its files itself. */
function find(sources: BuildSources): readonly BuildRoot[] {
  const environmentOf = environmentsOf(sources);
  const declared = declaredEnvironments(sources);
  const charts = new Set(
    sources.matching('**/Chart.yaml').map((path) => path.slice(0, -'Chart.yaml'.length)),
  );
  const kustomized = new Set(
    sources.each(kustomizationFiles(sources), (file) => layersOf(sources, file)).flat(),
  );
  const paths = ENDINGS.flatMap((extension) => sources.matching(`**/*.${extension}`)).filter(
    (path) => !kustomized.has(path) && !isInside(path, charts),
  );
  const files = sources
    .each(
      paths,
      (path) =>
        sources.derived('manifest summary', path, (text) =>
          mayBeManifests(text) ? summaryOf(readIn(sources, path)) : null,
        ) ?? null,
    )
    .flatMap((summary, index): ManifestFile[] => {
      const path = paths[index] ?? '';
      if (summary === null) return [];
      const isDeclared = declared(path) !== undefined;
      return [{ path, environment: environmentOf(path), isDeclared, summary }];
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

/** What stands in a file; read once for what it says of itself and for what is built from it. */
function readIn(sources: BuildSources, path: string): ReadManifests | undefined {
  return sources.derived('manifests', path, (text, uri) => {
    const { documents, problems } = readYaml(text, { uri });
    return { documents, isWhole: problems.length === 0 };
  });
}

/** Whether one of the folders, each with a slash at its end, holds a path. */
function isInside(path: string, folders: ReadonlySet<string>): boolean {
  if (folders.has('')) return true;
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    if (folders.has(path.slice(0, slash + 1))) return true;
  }
  return false;
}

function evaluate(
  sources: BuildSources,
  { id, kind, root, environment, files, limits }: BuildRoot,
): Contribution {
  const documents: DataNode[] = [];
  const written = new Map<DataNode, string>();
  const missing: string[] = [];
  const changed = new Set<string>();
  const read = sources.each(files, (path) => readIn(sources, path)?.documents);
  for (const [index, path] of files.entries()) {
    const nodes = read[index];
    if (nodes === undefined) missing.push(`${path} is not read`);
    for (const node of nodes ?? []) {
      const own = withParameters(node);
      if (own !== node) changed.add(path);
      for (const object of objectsIn(own)) {
        documents.push(object);
        written.set(object, path);
      }
    }
  }
  const built = withWorkloadReferences(documents);
  const analysed = bound(built);
  const pathOf = (index: number) => written.get(documents[index] as DataNode) ?? '';
  for (const [index, node] of analysed.entries()) {
    if (node !== documents[index]) changed.add(pathOf(index));
  }
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
    takes: files.filter((path) => changed.has(path)),
    asWritten: files.filter((path) => !changed.has(path)),
    documents: virtualDocuments(analysed.filter((_, index) => changed.has(pathOf(index)))),
  };
}
