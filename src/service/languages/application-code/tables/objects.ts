import type { Node } from '../syntax/node';
import { children } from '../tree';

/** An entry of an object that is written out. */
export interface Pair {
  readonly name: string;
  readonly value: Node;
}

/** The entries of an object; what is spread into it may write those before it anew, and they are left out. */
export function pairsOf(object: Node | null | undefined): readonly Pair[] {
  if (object?.type !== 'object') return [];
  const entries = children(object);
  const spread = entries.findLastIndex(({ type }) => type === 'spread_element');
  return entries.slice(spread + 1).flatMap((entry) => {
    const value = entry.type === 'pair' ? entry.childForFieldName('value') : null;
    const name = (entry.childForFieldName('key')?.text ?? '').replace(/^["'](.*)["']$/, '$1');
    return value && /^[\w$]+$/.test(name) ? [{ name, value }] : [];
  });
}

/** What an object has under a name. */
export function valueIn(object: Node | null | undefined, name: string): Node | undefined {
  return pairsOf(object).find((pair) => pair.name === name)?.value;
}

/** Whether something is spread into an object, or it is none that is written out. */
export function isOpen(object: Node | null | undefined): boolean {
  return (
    object?.type !== 'object' || children(object).some(({ type }) => type === 'spread_element')
  );
}

/** The name that a call gives its result, where it is one. */
export function assignedName(call: Node): string | undefined {
  let at: Node | null = call.parent;
  while (at && /^(?:as_expression|satisfies_expression|parenthesized_expression)$/.test(at.type)) {
    at = at.parent;
  }
  const left =
    at?.type === 'variable_declarator'
      ? at.childForFieldName('name')
      : at?.type === 'assignment_expression'
        ? at.childForFieldName('left')
        : null;
  return left && /^\w+$/.test(left.text) ? left.text : undefined;
}
