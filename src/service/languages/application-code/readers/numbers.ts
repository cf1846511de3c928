import { entryOf } from '../../../text/tables';
import type { Node } from '../syntax/node';

/** How a language writes numbers. */
export interface Numerals {
  readonly literals: ReadonlySet<string>;
  /** What a literal is worth. */
  numberOf(text: string): number;
  /** Names that stand for numbers, `time.Second`; looked up by their whole text. */
  readonly names: Readonly<Record<string, number>>;
}

/** A number that can be computed: `5 * time.Minute`, `30 * 1000L`, `-1`. */
export function fold(node: Node, numerals: Numerals): number | undefined {
  const value = folded(node, numerals);
  // What is beyond all numbers, or no number, is not known.
  return Number.isFinite(value) ? value : undefined;
}

function folded(node: Node, numerals: Numerals): number | undefined {
  if (numerals.literals.has(node.type)) return numerals.numberOf(node.text);
  switch (node.type) {
    case 'selector_expression':
      return entryOf(numerals.names, node.text);
    case 'parenthesized_expression':
      return node.firstNamedChild ? fold(node.firstNamedChild, numerals) : undefined;
    case 'unary_expression': {
      const operand = node.childForFieldName('operand');
      const value = operand ? fold(operand, numerals) : undefined;
      return value !== undefined && node.firstChild?.text === '-' ? -value : undefined;
    }
    case 'binary_expression': {
      const left = node.childForFieldName('left');
      const right = node.childForFieldName('right');
      const a = left ? fold(left, numerals) : undefined;
      const b = right ? fold(right, numerals) : undefined;
      const product = node.childForFieldName('operator')?.text === '*';
      return product && a !== undefined && b !== undefined ? a * b : undefined;
    }
    default:
      return undefined;
  }
}
