import type { BuildRoot, BuildSources, Contribution, Contributor } from '../../contracts/build';
import { entryOf, itemsOf, textOf } from '../../syntax/data-node';
import { joined } from '../../text/paths';
import { virtualDocuments } from '../documents';
import { bound } from '../environment-variables';
import { withWorkloadReferences } from '../rollouts';
import { buildId, environmentsOf, ordered } from '../roots';
import { evaluateKustomization } from './evaluate';
import { yamlIn } from './files';

/** Kustomizations: those that no other includes are built. */
export const kustomizations: Contributor = { kind: 'kustomize', find, evaluate };

function find(sources: BuildSources): readonly BuildRoot[] {
  const environmentOf = environmentsOf(sources);
  const files = kustomizationFiles(sources);
  const included = new Set<string>();
  const roots: { readonly folder: string; readonly file: string }[] = [];
  for (const file of files) {
    const read = yamlIn(sources, file);
    if (read === undefined) continue;
    const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
    const [node] = read.documents;
    if (/\.fluxcd\.io\//.test(textOf(entryOf(node, 'apiVersion')) ?? '')) continue;
    for (const key of ['resources', 'bases', 'components']) {
      for (const item of itemsOf(entryOf(node, key)))
        included.add(joined(folder, textOf(item) ?? ''));
    }
    if (textOf(entryOf(node, 'kind')) !== 'Component') roots.push({ folder, file });
  }
  return ordered(
    roots
      .filter(({ folder }) => !included.has(folder))
      .map(({ folder, file }) => {
        const environment = environmentOf(file);
        const id = buildId('kustomize', folder, environment);
        return { id, kind: 'kustomize', root: folder, environment, files: [file], limits: [] };
      }),
  );
}

/** The files that make folders kustomizations. */
export function kustomizationFiles(sources: BuildSources): readonly string[] {
  return ['kustomization.yaml', 'kustomization.yml', 'Kustomization']
    .flatMap((name) => sources.matching(`**/${name}`))
    .sort();
}

function evaluate(sources: BuildSources, { id, kind, root, environment }: BuildRoot): Contribution {
  const { documents, layers, closed, limits } = evaluateKustomization(sources, root);
  return {
    build: { id, kind, root, environment, layers, closed, limits, documents },
    takes: layers,
    asWritten: [],
    documents: virtualDocuments(bound(withWorkloadReferences(documents))),
  };
}
