import { type Node, parseTree } from 'jsonc-parser';
import type { Comment } from '../../../contracts/language';
import { span } from '../../../contracts/span';
import type { Entry, SettingsText } from '../entries';

/** JSON with comments, as .NET reads `appsettings.json`. */
export function readJson(text: string): SettingsText {
  const entries: Entry[] = [];
  const collect = (
    node: Node | undefined,
    keys: readonly string[],
    name: Node | undefined,
  ): void => {
    if (node?.type === 'object') {
      for (const { children: [key, value] = [] } of node.children ?? []) {
        collect(value, [...keys, String(key?.value)], key);
      }
    } else if (node?.type === 'string' && name) {
      const at = span(node.offset + 1, node.offset + node.length - 1);
      entries.push({
        keys,
        nameAt: span(name.offset, name.offset + name.length),
        // As it is written, so that places within it hold; an escaped backslash is two.
        text: text.slice(at.start, at.end),
        at,
        document: 0,
      });
    }
  };
  collect(parseTree(text, [], { allowTrailingComma: true }), [], undefined);
  const comments: readonly Comment[] = [...text.matchAll(/^[ \t]*\/\/([^\r\n]*)/gm)].map(
    ({ index, 0: whole, 1: said = '' }) => ({ at: span(index, index + whole.length), text: said }),
  );
  return { entries, comments, syntax: [] };
}
