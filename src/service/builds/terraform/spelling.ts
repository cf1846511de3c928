import type { Expression } from '../../syntax/hcl';

/** What stands deeper is told by three dots: nobody reads more of a condition. */
const MAX_DEPTH = 6;

/** An expression as people write it, for messages and drawings; `…` stands for what is long. */
export function spelled(expression: Expression, depth = 0): string {
  if (depth > MAX_DEPTH) return '…';
  const inner = (part: Expression) => spelled(part, depth + 1);
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string'
        ? `"${expression.value}"`
        : `${expression.value ?? 'null'}`;
    case 'name':
      return expression.name;
    case 'member':
      return `${inner(expression.of)}.${expression.name}`;
    case 'index':
      return `${inner(expression.of)}[${inner(expression.at)}]`;
    case 'call':
      return `${expression.name}(${expression.args.map(inner).join(', ')})`;
    case 'operation': {
      const [first, ...rest] = expression.operands.map(inner);
      const { operator } = expression;
      return rest.length === 0
        ? `${operator}${first ?? ''}`
        : [first, ...rest].join(` ${operator} `);
    }
    case 'conditional': {
      const { condition, then, otherwise } = expression;
      return `${inner(condition)} ? ${inner(then)} : ${inner(otherwise)}`;
    }
    default:
      return '…';
  }
}
