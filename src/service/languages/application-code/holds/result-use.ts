import type { ResultUse } from '../../../contracts/facts/code';
import { ancestors } from '../tree';
import { functionOf, type Occasion, type Use, type Uses, usesAt } from '../uses';
import { occurrencesOf } from './occurrences';

/** What declares a name where it takes a value; what only assigns may fill a name of a wider scope. */
const DECLARES =
  /^(?:variable_declarator|short_var_declaration|var_spec|assignment|as_pattern|with_item|resource)$/;

const ASSIGNS = /^(?:assignment_expression|augmented_assignment\w*|assignment_statement)$/;

/**
 * What the function around a call does with what the call gives it. What cannot be told is kept.
 * @param within the function whose caller is asked about; a result that another returns is kept
 */
export function resultUseOf(use: Use, uses: Uses, within: number | undefined): ResultUse {
  const { result } = use;
  switch (result.kind) {
    case 'dropped':
    case 'resource':
      return 'held';
    case 'passed':
      return 'kept';
    case 'returned':
      return functionOf(use).node.startIndex === within ? 'returned' : 'kept';
    case 'chained': {
      const outermost = usesAt(uses, use.at.start).reduce((a, b) => (b.at.end > a.at.end ? b : a));
      if (outermost.awaited || outermost === use) return 'held';
      return /^(?:returned|passed)$/.test(outermost.result.kind) ? 'kept' : 'held';
    }
    case 'variable':
      return variableUse(use, result.names, within);
  }
}

function variableUse(use: Use, names: readonly string[], within: number | undefined): ResultUse {
  if (!names.every((name) => /^[\w$]+$/.test(name)) || !isDeclaredThere(use)) return 'kept';
  const around = functionOf(use);
  if (around.kind === 'file') return 'kept';
  const { node } = around;
  const behind = { start: use.at.end, end: node.endIndex };
  let found: ResultUse = 'held';
  for (const name of names) {
    for (const occurrence of occurrencesOf(name, node, behind)) {
      const { kind } = occurrence;
      if (kind === 'stored' || kind === 'argument' || kind === 'assigned') return 'kept';
      if (kind !== 'returned') continue;
      if (node.startIndex !== within || isWithinInner(occurrence.node, node)) return 'kept';
      found = 'returned';
    }
  }
  return found;
}

/** Whether the name that takes a result is one of this function alone. */
function isDeclaredThere({ node, result }: Use): boolean {
  for (const around of ancestors(node)) {
    if (ASSIGNS.test(around.type)) return false;
    if (!DECLARES.test(around.type)) continue;
    if (around.type !== 'assignment') return true;
    // Python: what the function names as global or nonlocal is no name of its own.
    const names = result.kind === 'variable' ? result.names : [];
    for (const outer of ancestors(around)) {
      if (outer.type !== 'function_definition') continue;
      return !names.some((name) =>
        new RegExp(`^[ \\t]*(?:global|nonlocal)\\b[^\\n]*\\b${name}\\b`, 'm').test(outer.text),
      );
    }
    return false;
  }
  return false;
}

const FUNCTION = /function|^arrow|^lambda|^func_literal|^method_definition/;

/** Whether a function within another stands around a place. */
function isWithinInner(
  node: Parameters<typeof ancestors>[0],
  outer: Parameters<typeof ancestors>[0],
): boolean {
  for (const around of ancestors(node)) {
    if (around.id === outer.id) return false;
    if (FUNCTION.test(around.type)) return true;
  }
  return false;
}

/** What becomes of a result where the function that returns it is called by another. */
export function through(outer: ResultUse, inner: ResultUse): ResultUse {
  return inner === 'returned' ? outer : inner;
}

/**
 * Whether something that is made for a request may outlive it: a function between the handler and the place
 * hands it on to one that keeps it, or to something that is not seen.
 */
export function mayOutlive(use: Use | undefined, uses: Uses, occasion: Occasion): boolean {
  if (occasion.kind !== 'request' || occasion.behind === undefined) return false;
  if (!use) return true;
  const made = resultUseOf(use, uses, functionOf(use).node.startIndex);
  return through(occasion.result ?? 'kept', made) !== 'held';
}
