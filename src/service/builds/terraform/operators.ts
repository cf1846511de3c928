import type { DataNode } from '../../syntax/data-node';
import { asNumber, asText } from './functions';

/** An attribute that each resource has once it is made, whatever it will be. */
function isGiven(node: DataNode | undefined): boolean {
  return node?.kind === 'unknown' && GIVEN.test(node.expression ?? '');
}

const GIVEN =
  /^\$\{(?:data\.)?(?!(?:var|local|module|each|self|count|path|terraform)\.)\w+\.[\w-]+(?:\[[^\]]{0,100}\])?\.(?:arn|id|name|address|endpoint|dns_name|arn_suffix|zone_id)\}$/;

function isBlank(node: DataNode | undefined): boolean {
  return node?.kind === 'scalar' && (node.value === null || node.value === '');
}

function isCollection(node: DataNode | undefined): boolean {
  return node?.kind === 'map' || node?.kind === 'list';
}

/** What an operator makes of its operands; `undefined` where that cannot be told. */
export function operated(
  operator: string,
  operands: readonly DataNode[],
): number | boolean | undefined {
  const [a, b] = operands;
  const texts = operands.map(asText);
  const numbers = operands.map(asNumber);
  const [x, y] = numbers;
  switch (operator) {
    case '!':
      return texts[0] === 'true' ? false : texts[0] === 'false' ? true : undefined;
    case '&&':
      if (texts.includes('false')) return false;
      return texts.every((each) => each === 'true') ? true : undefined;
    case '||':
      if (texts.includes('true')) return true;
      return texts.every((each) => each === 'false') ? false : undefined;
    case '==':
    case '!=': {
      if ((isGiven(a) && isBlank(b)) || (isGiven(b) && isBlank(a))) return operator === '!=';
      // An object or a list, whatever is in it, is neither null nor a text or a number.
      if ((isCollection(a) && b?.kind === 'scalar') || (isCollection(b) && a?.kind === 'scalar'))
        return operator === '!=';
      if (a?.kind !== 'scalar' || b?.kind !== 'scalar') return undefined;
      return (a.value === b.value) === (operator === '==');
    }
  }
  if (x === undefined) return undefined;
  if (operator === '-' && operands.length === 1) return -x;
  if (y === undefined) return undefined;
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return y === 0 ? undefined : x / y;
    case '%':
      return y === 0 ? undefined : x % y;
    case '<':
      return x < y;
    case '>':
      return x > y;
    case '<=':
      return x <= y;
    default:
      return x >= y;
  }
}
