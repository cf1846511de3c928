import { isAlias, isMap, isScalar, type Node, type Pair, parseAllDocuments } from 'yaml';
import { span } from '../../../contracts/span';
import { aliased } from '../../../syntax/yaml-aliases';
import type { Entry, SettingsText } from '../entries';

/** No setting has a longer name. */
const DEEPEST = 20;
/** Aliases may repeat no more entries than this: a small text can ask for billions. */
const MAX_BORROWED = 20_000;

/** YAML settings, dotted keys taken apart; `<<` brings in what an anchor names. */
export function readYaml(text: string): SettingsText {
  const entries: Entry[] = [];
  const documents = parseAllDocuments(withoutErb(text), { merge: false });
  for (const [index, document] of [...documents].entries()) {
    let borrowed = 0;
    let depth = 0;
    const collect = (node: unknown, keys: readonly string[], around: readonly unknown[]): void => {
      if (keys.length > DEEPEST) return;
      if (isAlias(node)) {
        depth++;
        collect(aliased(document, node), keys, around);
        depth--;
        return;
      }
      // An anchor that brings in itself brings in nothing.
      if (isMap(node) && !around.includes(node)) {
        const within = [...around, node];
        for (const pair of ownLast(node.items)) {
          const { key, value: inner } = pair;
          if (depth > 0 && ++borrowed > MAX_BORROWED) return;
          if (!isScalar(key) || !key.range) continue;
          const name = String(key.value);
          if (name === '<<') collect(inner, keys, within);
          else if (isScalar(inner)) add([...keys, ...name.split('.')], key, inner, index);
          else collect(inner, [...keys, ...name.split('.')], within);
        }
      }
    };
    collect(document.contents, [], []);
  }
  return {
    entries,
    comments: [...text.matchAll(/(?<=^|\s)#([^\r\n]*)/g)].map(
      ({ index, 0: whole, 1: said = '' }) => ({
        at: span(index, index + whole.length),
        text: said,
      }),
    ),
    syntax: [],
  };

  function add(keys: readonly string[], key: Node, value: Node, document: number): void {
    if (!key.range || !value.range || !isScalar(value)) return;
    const [start, end] = value.range;
    const quote = /^(['"]).*\1$/s.test(text.slice(start, end)) ? 1 : 0;
    const at = span(start + quote, end - quote);
    entries.push({
      keys,
      nameAt: span(key.range[0], key.range[1]),
      text: value.value === null ? '' : text.slice(at.start, at.end),
      at,
      document,
    });
  }
}

/** What a map says itself counts before what it merges, so it comes last. */
function ownLast(items: readonly Pair[]): readonly Pair[] {
  const isMerge = ({ key }: Pair) => isScalar(key) && key.value === '<<';
  return [...items.filter(isMerge), ...items.filter((item) => !isMerge(item))];
}

/** ERB that stands alone on its line writes lines nobody sees here; its place stays. */
function withoutErb(text: string): string {
  return text.replace(/^[ \t]*<%[^=][^\n]*$/gm, (line) => ' '.repeat(line.length));
}
