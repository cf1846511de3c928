import type { Comment } from '../../../contracts/language';
import { span } from '../../../contracts/span';
import { type CodeNode, nestsTooDeep, placeOf } from '../../shared/code-values';
import { withParser } from '../../shared/tree-sitter';
import type { Entry, SettingsText } from '../entries';

/** A dictionary within dictionaries beyond this depth is no setting. */
const DEEPEST = 20;

/**
 * The dictionaries and texts that a Python settings file assigns at its top, to a name or to a key of one:
 * `DATABASES = { … }`, `DATABASES["default"]["OPTIONS"] = { … }`. What is no literal, such as a call, is kept as
 * the text it is; what a later line assigns again counts alone. The grammar has to be loaded.
 */
export function readPython(text: string): SettingsText {
  if (nestsTooDeep(text)) return { entries: [], comments: [], syntax: [] };
  return withParser('python', (parser) => {
    const tree = parser.parse(text);
    if (!tree) return { entries: [], comments: [], syntax: [] };
    try {
      const comments = tree.rootNode.descendantsOfType('comment').flatMap((node): Comment[] => {
        return node ? [{ at: span(node.startIndex, node.endIndex), text: node.text.slice(1) }] : [];
      });
      return { entries: entriesIn(tree.rootNode as unknown as CodeNode), comments, syntax: [] };
    } finally {
      tree.delete();
    }
  });
}

function entriesIn(root: CodeNode): readonly Entry[] {
  let entries: Entry[] = [];
  for (const statement of root.namedChildren) {
    for (const node of statement?.type === 'expression_statement' ? statement.namedChildren : []) {
      const [left, right] = ['left', 'right'].map((field) => node?.childForFieldName(field));
      const target = left && targetOf(left);
      if (node?.type !== 'assignment' || !target || !right) continue;
      const { keys, nameAt } = target;
      const isLiteral = right.type === 'dictionary' || plainText(right) !== undefined;
      if (keys.length === 1 && !isLiteral) continue;
      entries = entries.filter((entry) => keys.some((key, index) => entry.keys[index] !== key));
      entries.push(...valueEntries(right, keys, nameAt));
    }
  }
  return entries;
}

/** The name that is assigned to, and the keys within it. */
function targetOf(
  node: CodeNode,
): { readonly keys: readonly string[]; readonly nameAt: Entry['nameAt'] } | undefined {
  if (node.type === 'identifier') return { keys: [node.text], nameAt: placeOf(node) };
  if (node.type !== 'subscript') return undefined;
  const [of, subscript] = ['value', 'subscript'].map((field) => node.childForFieldName(field));
  const around = of ? targetOf(of) : undefined;
  const key = subscript ? plainText(subscript) : undefined;
  if (!around || key === undefined || !subscript) return undefined;
  return { keys: [...around.keys, key], nameAt: placeOf(subscript) };
}

function valueEntries(
  node: CodeNode,
  keys: readonly string[],
  nameAt: Entry['nameAt'],
): readonly Entry[] {
  if (node.type === 'dictionary' && keys.length < DEEPEST) {
    return node.namedChildren.flatMap((pair) => {
      if (pair?.type !== 'pair') return [];
      const [key, value] = ['key', 'value'].map((field) => pair.childForFieldName(field));
      const name = key ? plainText(key) : undefined;
      if (!key || !value || name === undefined) return [];
      return valueEntries(value, [...keys, name], placeOf(key));
    });
  }
  const quote = plainText(node) === undefined ? 0 : 1;
  const at = span(node.startIndex + quote, node.endIndex - quote);
  return [{ keys, nameAt, text: plainText(node) ?? node.text, at, document: 0 }];
}

/** What stands between two quotes; `undefined` for anything else, also for texts that are put together. */
function plainText(node: CodeNode): string | undefined {
  return node.type === 'string' ? /^(["'])(?!\1\1)(.*)\1$/s.exec(node.text)?.[2] : undefined;
}
