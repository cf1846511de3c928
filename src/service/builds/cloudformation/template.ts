import type { BuildSources } from '../../contracts/build';
import { isJson } from '../../languages/autoscaling-group/detect';
import { parseJson } from '../../languages/autoscaling-group/json';
import type { Node } from '../../languages/autoscaling-group/tree';
import { parseYaml } from '../../languages/autoscaling-group/yaml';
import {
  type DataMap,
  type DataNode,
  dataList,
  dataMap,
  dataText,
  dataUnknown,
  dataValue,
  entryOf,
  pointer,
  type Trail,
} from '../../syntax/data-node';

/** What no text without resources of a template has. */
const TEMPLATE = /["']?Type["']?\s*:\s*["']?AWS::\w+::/;

/**
 * A template as data: its intrinsic functions are maps of one key in their long form. `undefined` for what
 * is no template.
 */
export function templateIn(sources: BuildSources, path: string): DataMap | undefined {
  const read = sources.derived<DataNode | null>('CloudFormation template', path, (text, uri) => {
    if (!TEMPLATE.test(text)) return null;
    const { root } = isJson(text, uri) ? parseJson(text) : parseYaml(text);
    return root === undefined ? null : dataOf(root, '', uri);
  });
  return read?.kind === 'map' && entryOf(read, 'Resources')?.kind === 'map' ? read : undefined;
}

/** Any YAML or JSON document as data, with intrinsic functions as {@link templateIn} has them. */
export function documentIn(sources: BuildSources, path: string): DataNode | undefined {
  const read = sources.derived<DataNode | null>('document', path, (text, uri) => {
    const { root } = isJson(text, uri) ? parseJson(text) : parseYaml(text);
    return root === undefined ? null : dataOf(root, '', uri);
  });
  return read ?? undefined;
}

function dataOf(node: Node, path: string, uri: string): DataNode {
  const trail: Trail = [{ uri, path, how: 'written' }];
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'string'
        ? dataText(node.value, trail)
        : dataValue(node.value, trail);
    case 'array':
      return dataList(
        node.items.map((item, index) => dataOf(item, pointer(path, index), uri)),
        trail,
      );
    case 'object':
      return dataMap(
        node.members.map(({ key, value }) => [key, dataOf(value, pointer(path, key), uri)]),
        trail,
        node.open ? { why: 'a macro or a merge adds to it', expression: null } : null,
      );
    case 'intrinsic':
      // What a function is given stands where its value does.
      return dataMap([[node.name, dataOf(node.argument, path, uri)]], trail);
    case 'opaque':
      return dataUnknown(node.why, trail);
  }
}
