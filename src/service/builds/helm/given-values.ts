import type { BuildSources, ValuesLayer } from '../../contracts/build';
import type { DataNode } from '../../syntax/data-node';
import { readYaml } from '../../syntax/yaml';
import { yamlOf } from './chart';
import { laidOver } from './chart-values';
import { blockIn } from './release-files';
import { withSet } from './set-values';
import { type MapValue, map, valueOf } from './values';

/** Where it is noted what was read, and what is not known. */
export interface ReadingState {
  readonly limits: Set<string>;
  readonly files: Set<string>;
}

/** What is laid over the values of a chart, later layers over earlier ones. */
export function givenValues(
  sources: BuildSources,
  layers: readonly ValuesLayer[],
  state: ReadingState,
): MapValue {
  let given = map([]);
  const open = (why: string) => {
    state.limits.add(why);
    given = { ...given, open: why };
  };
  for (const layer of layers) {
    if (layer.kind === 'unknown') {
      open(layer.why);
      continue;
    }
    if (layer.kind === 'set') {
      for (const each of layer.values) {
        const made = withSet(given, each);
        if (made) given = made;
        else open(`${each.key} is set, which is not evaluated`);
      }
      continue;
    }
    const { path } = layer;
    const node = layer.kind === 'file' ? yamlOf(sources, path) : blockOf(sources, layer);
    if (node === undefined || node === null) {
      const isEmpty = node === null && sources.text(path)?.trim() === '';
      if (!isEmpty) open(`${path} is not read`);
      continue;
    }
    const value = valueOf(node);
    if (layer.kind === 'file') state.files.add(path);
    if (value.kind === 'map') given = laidOver(given, value);
    else if (value.kind !== 'nil') given = { ...given, open: `${path} is no map` };
  }
  return given;
}

function blockOf(
  sources: BuildSources,
  { path, at, isText }: ValuesLayer & { readonly kind: 'block' },
): DataNode | null | undefined {
  const documents = sources.derived('helm documents', path, (own, uri) => readYaml(own, { uri }));
  const node = documents && blockIn(documents.documents, at);
  if (!isText || node?.kind !== 'scalar') return node;
  const { documents: inner, problems } = readYaml(node.text, {
    uri: sources.uri(path),
    path: `${at}#`,
  });
  return problems.length > 0 ? null : (inner[0] ?? null);
}
