import type { SelectorExpression, SelectorFact } from '../contracts/fact';
import { entryOf } from '../text/tables';

/** Whether pods with these labels are meant; an empty selector means all of them. */
export function selects(
  { labels: wanted, expressions }: SelectorFact,
  labels: Readonly<Record<string, string>>,
): boolean {
  const equal = Object.entries(wanted).every(([key, value]) => entryOf(labels, key) === value);
  return (
    equal && expressions.every((expression) => holds(expression, entryOf(labels, expression.key)))
  );
}

/** A label that is not there is in no list, so `NotIn` holds for it. */
function holds({ operator, values }: SelectorExpression, label: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return label !== undefined && values.includes(label);
    case 'NotIn':
      return label === undefined || !values.includes(label);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    default:
      return false;
  }
}
