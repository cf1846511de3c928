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
  for (const { node, isBranch } of assignmentsIn(root, false)) {
    const [left, right] = ['left', 'right'].map((field) => node.childForFieldName(field));
    const target = left && targetOf(left);
    if (!target || !right) continue;
    const { keys, nameAt } = target;
    const isLiteral = right.type === 'dictionary' || plainText(right) !== undefined;
    if (keys.length === 1 && !isLiteral) continue;
    const made = valueEntries(right, keys, nameAt);
    const isOf = (entry: Entry) => keys.every((key, index) => entry.keys[index] === key);
    // Of the branches of a condition the first counts that is not a file on one machine.
    const before = entries.filter(isOf);
    if (isBranch && (isLocal(made) || (before.length > 0 && !isLocal(before)))) continue;
    entries = entries.filter((entry) => !isOf(entry));
    entries.push(...made);
  }
  return entries;
}

/** A database in a file, or what is kept in the memory of a process: for work on the code. */
function isLocal(entries: readonly Entry[]): boolean {
  return entries.some(({ text }) => /sqlite|InMemoryChannelLayer|\.(?:locmem|dummy)\./.test(text));
}

/** What is assigned at the top of a file, in order, that in branches of conditions included. */
function assignmentsIn(
  block: CodeNode,
  isBranch: boolean,
): readonly { readonly node: CodeNode; readonly isBranch: boolean }[] {
  return block.namedChildren.flatMap((statement) => {
    if (statement?.type === 'expression_statement') {
      return statement.namedChildren.flatMap((node) =>
        node?.type === 'assignment' ? [{ node, isBranch }] : [],
      );
    }
    return statement && BRANCHES.test(statement.type) ? assignmentsIn(statement, true) : [];
  });
}

const BRANCHES =
  /^(?:if_statement|elif_clause|else_clause|try_statement|except_clause|with_statement|block)$/;

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
