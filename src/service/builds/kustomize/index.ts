import type { BuildRoot, BuildSources, Contribution, Contributor } from '../../contracts/build';
import { entryOf, itemsOf, textOf } from '../../syntax/data-node';
import { joined } from '../../text/paths';
import { virtualDocuments } from '../documents';
import { bound } from '../environment-variables';
import { withWorkloadReferences } from '../rollouts';
import { buildId, environmentsOf, ordered } from '../roots';
import { evaluateKustomization } from './evaluate';
import { yamlIn } from './files';

/** Kustomizations: those that no other includes are built, and of those that include each other the first. */
export const kustomizations: Contributor = { kind: 'kustomize', find, evaluate };

function find(sources: BuildSources): readonly BuildRoot[] {
  const environmentOf = environmentsOf(sources);
  const files = kustomizationFiles(sources);
  const includes = new Map<string, readonly string[]>();
  const roots: { readonly folder: string; readonly file: string }[] = [];
  for (const file of files) {
    const read = yamlIn(sources, file);
    if (read === undefined) continue;
    const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
    const [node] = read.documents;
    if (/\.fluxcd\.io\//.test(textOf(entryOf(node, 'apiVersion')) ?? '')) continue;
    const own = ['resources', 'bases', 'components'].flatMap((key) =>
      itemsOf(entryOf(node, key)).map((item) => joined(folder, textOf(item) ?? '')),
    );
    includes.set(folder, own);
    if (textOf(entryOf(node, 'kind')) !== 'Component') roots.push({ folder, file });
  }
  const started = startedIn(
    roots.map(({ folder }) => folder),
    includes,
  );
  return ordered(
    roots
      .filter(({ folder }) => started.has(folder))
      .map(({ folder, file }) => {
        const environment = environmentOf(file);
        const id = buildId('kustomize', folder, environment);
        return { id, kind: 'kustomize', root: folder, environment, files: [file], limits: [] };
      }),
  );
}

/**
 * The folders that nothing else leads to. Where some include each other and nothing else leads there, the first of
 * them: building it says that it includes itself.
 */
function startedIn(
  folders: readonly string[],
  includes: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const included = new Set([...includes.values()].flat());
  const started = new Set(folders.filter((folder) => !included.has(folder)));
  const reached = reachedFrom(started, includes);
  for (const folder of folders) {
    if (reached.has(folder)) continue;
    const around = reachedFrom(includes.get(folder) ?? [], includes);
    if (!around.has(folder)) continue;
    started.add(folder);
    for (const each of around) reached.add(each);
  }
  return started;
}

/** The folders that some lead to, and they themselves. */
function reachedFrom(
  from: Iterable<string>,
  includes: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const reached = new Set(from);
  // What is added on the way is visited too.
  for (const folder of reached) for (const next of includes.get(folder) ?? []) reached.add(next);
  return reached;
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
