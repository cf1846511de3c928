import type { VirtualDocument } from '../contracts/build';
import { type DataNode, entryOf, nodeAt, textOf } from '../syntax/data-node';
import { type Printed, printed } from './printed';

/** The objects of a build as texts that the languages read; `print` may know some of them already. */
export function virtualDocuments(
  documents: readonly DataNode[],
  print: (node: DataNode) => Printed = printed,
): readonly VirtualDocument[] {
  const names = new Set<string>();
  return documents.map((node): VirtualDocument => {
    const parts = [
      entryOf(node, 'kind'),
      nodeAt(node, ['metadata', 'namespace']),
      nodeAt(node, ['metadata', 'name']),
    ];
    const base = parts.flatMap((part) => textOf(part) ?? []).join('/') || 'object';
    let name = `${base}.yaml`;
    for (let n = 2; names.has(name); n++) name = `${base}-${n}.yaml`;
    names.add(name);
    return { name, language: 'kubernetes', ...print(node) };
  });
}
