import type { BuildSources } from '../../contracts/build';
import { type DataNode, entryOf, itemsOf, textOf } from '../../syntax/data-node';
import { joined } from '../../text/paths';
import { yamlIn } from './files';

/** The files that a kustomization itself names, and itself: none of them is applied as it stands. */
export function layersOf(sources: BuildSources, file: string): readonly string[] {
  const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
  const [node] = yamlIn(sources, file)?.documents ?? [];
  const items = (key: string) => itemsOf(entryOf(node, key));
  const named: (DataNode | undefined)[] = [
    ...items('resources'),
    ...items('bases'),
    ...items('patchesStrategicMerge'),
    ...items('configurations'),
    ...items('crds'),
    ...items('transformers'),
    ...items('generators'),
    ...items('validators'),
    ...['patches', 'patchesJson6902', 'replacements'].flatMap((key) =>
      items(key).map((item) => entryOf(item, 'path')),
    ),
    ...['configMapGenerator', 'secretGenerator'].flatMap((key) =>
      items(key).flatMap((item) => itemsOf(entryOf(item, 'files'))),
    ),
  ];
  const paths = named.flatMap((each) => {
    const path = textOf(each)?.replace(/^[^=/]*=/, '');
    return path === undefined || path.includes('\n') ? [] : [joined(folder, path)];
  });
  return [file, ...paths];
}
