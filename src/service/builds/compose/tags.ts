import { isCollection, isScalar, parseAllDocuments, visit } from 'yaml';
import type { DataNode } from '../../syntax/data-node';
import { pointer } from '../../syntax/data-node';
import type { MergeTag } from './merge';

/** Which values of a compose file have `!reset` or `!override` before them, by their paths. */
export function mergeTags(text: string): (node: DataNode) => MergeTag | undefined {
  if (!/!(?:reset|override)\b/.test(text)) return () => undefined;
  const tags = new Map<string, MergeTag>();
  try {
    for (const [index, document] of [...parseAllDocuments(text)].entries()) {
      visit(document, {
        Node: (_key, node, ancestors) => {
          const tag = isCollection(node) || isScalar(node) ? node.tag : undefined;
          if (tag !== '!reset' && tag !== '!override') return;
          const keys = pathOf([...ancestors, node]);
          tags.set(keys.reduce<string>(pointer, `/${index}`), tag);
        },
      });
    }
  } catch {
    return () => undefined;
  }
  return ({ trail }) => {
    const path = trail.at(-1)?.path;
    return path === undefined ? undefined : tags.get(path);
  };
}

function pathOf(nodes: readonly unknown[]): readonly string[] {
  const keys: string[] = [];
  for (const [index, node] of nodes.entries()) {
    const next = nodes[index + 1];
    if (typeof node === 'object' && node !== null && 'key' in node && isScalar(node.key)) {
      keys.push(String(node.key.source ?? node.key.value));
    } else if (isCollection(node) && next !== undefined) {
      const at = (node.items as readonly unknown[]).indexOf(next);
      if (at >= 0 && !(typeof next === 'object' && next !== null && 'key' in next)) {
        keys.push(String(at));
      }
    }
  }
  return keys;
}
