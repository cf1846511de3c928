import type { Call } from '../reading';
import { functionOf, type Uses, usesAt } from '../uses';
import { occurrencesOf } from './occurrences';

/** Whether what a call makes leaves the function it is made in: returned, kept, handed to somebody. */
export function isHandedOn({ uses }: { readonly uses: Uses }, { at, variable }: Call): boolean {
  if (variable === null) return true;
  const [made] = usesAt(uses, at.start);
  if (!made) return true;
  const { node } = functionOf(made);
  return occurrencesOf(variable, node, { start: at.end, end: node.endIndex }).some(
    ({ kind }) => kind === 'returned' || kind === 'stored' || kind === 'argument',
  );
}
