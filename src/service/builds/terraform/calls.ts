import { type DataNode, dataUnknown, passed, type Trail } from '../../syntax/data-node';
import type { Expression } from '../../syntax/hcl';
import { fileText } from './file-texts';
import { asText, FUNCTIONS } from './functions';
import { EXPRESSION, evaluate, MISSING, type Scope } from './scope';
import { pieceOf } from './templates';

/** What the call of a function comes to. */
export function calledValue(
  { name, args, spread }: Extract<Expression, { kind: 'call' }>,
  scope: Scope,
): DataNode {
  const trail: Trail = [
    { ...scope.here, how: scope.here.how === 'default' ? 'default' : 'computed' },
  ];
  const open = () => dataUnknown(EXPRESSION, [scope.here]);
  if (name === 'try' || name === 'can') {
    for (const each of args) {
      const value = evaluate(each, scope);
      if (name === 'can') return open();
      if (!isMissing(value, 4)) return value;
    }
    return open();
  }
  const values = args.map((each) => evaluate(each, scope));
  const last = values.at(-1);
  const given =
    spread && last?.kind === 'list' && !last.open
      ? [...values.slice(0, -1), ...last.items]
      : values;
  if (name === 'file' || name === 'templatefile' || name === 'filebase64')
    return fileText(name, given, scope) ?? open();
  if (name === 'coalesce') {
    const first = given.find(({ kind, ...each }) => kind !== 'scalar' || !isNothing(each as never));
    return first ?? open();
  }
  const known = FUNCTIONS[name];
  const isWhole = given.every(({ kind }) => kind !== 'unknown');
  const takesUnknown =
    /^(?:concat|merge|lookup|element|compact|flatten|jsonencode|base64encode|tolist|one|tostring|tonumber|sensitive|nonsensitive|distinct|toset)$/;
  if (!Object.hasOwn(FUNCTIONS, name) || !known) return open();
  if (!isWhole && !takesUnknown.test(name)) return joinedUnknown(name, given, scope) ?? open();
  const [only] = given;
  // What is made of one value waits for it, and says so.
  if (only?.kind === 'unknown' && given.length === 1) return passed(only, scope.here);
  return known(given, trail) ?? joinedUnknown(name, given, scope) ?? open();
}

/** Whether something is asked for that is nowhere, also within a list or a map. */
function isMissing(node: DataNode, depth: number): boolean {
  if (node.kind === 'unknown') return node.why === MISSING;
  if (node.kind === 'scalar' || depth === 0) return false;
  const inner = node.kind === 'list' ? node.items : [...node.entries.values()];
  return inner.some((each) => isMissing(each, depth - 1));
}

function isNothing({ value }: { readonly value: unknown }): boolean {
  return value === null || value === '';
}

/** A text that is joined of parts of which some wait for other resources. */
function joinedUnknown(
  name: string,
  given: readonly DataNode[],
  scope: Scope,
): DataNode | undefined {
  const [first, second] = given;
  if (name === 'join' && second?.kind === 'list') {
    const between = asText(first);
    const parts = second.items.map(pieceOf);
    return between === undefined || parts.includes(undefined)
      ? undefined
      : dataUnknown(EXPRESSION, [scope.here], parts.join(between));
  }
  if (name === 'format') {
    const pattern = asText(first);
    const parts = given.slice(1).map(pieceOf);
    if (pattern === undefined || parts.includes(undefined) || /%[^sdv%]/.test(pattern))
      return undefined;
    let index = 0;
    const text = pattern.replace(/%[sdv%]/g, (verb) =>
      verb === '%%' ? '%' : (parts[index++] ?? ''),
    );
    return dataUnknown(EXPRESSION, [scope.here], text);
  }
  return undefined;
}
