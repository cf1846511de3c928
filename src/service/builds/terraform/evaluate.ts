import {
  type DataNode,
  dataList,
  dataMap,
  dataText,
  dataUnknown,
  dataValue,
  pointer,
  type Trail,
  type TrailStep,
} from '../../syntax/data-node';
import type { Expression } from '../../syntax/hcl';
import { calledValue } from './calls';
import { asText, sortedEntries } from './functions';
import { operated } from './operators';
import { resolved } from './references';
import { EXPRESSION, evaluate, MISSING, type Scope } from './scope';
import { textOf } from './templates';

/** What each form of expression comes to. */
export function expressionValue(expression: Expression, scope: Scope): DataNode {
  const { here } = scope;
  const trail: Trail = [here];
  const computed: Trail = [{ ...here, how: here.how === 'default' ? 'default' : 'computed' }];
  const open = (why = EXPRESSION) => dataUnknown(why, trail);
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string'
        ? dataText(expression.value, trail)
        : dataValue(expression.value, trail);
    case 'template':
      return textOf(expression.parts, scope);
    case 'list':
      return dataList(
        expression.items.map((item, index) =>
          evaluate(item, { ...scope, here: inner(here, index) }),
        ),
        trail,
      );
    case 'object': {
      const entries = expression.entries.map(({ key, value }) => {
        const name = asText(evaluate(key, scope));
        return [name, evaluate(value, { ...scope, here: inner(here, name ?? '?') })] as const;
      });
      const known = entries.flatMap(([name, value]) =>
        name === undefined ? [] : [[name, value] as const],
      );
      const hidden = known.length < entries.length ? { why: EXPRESSION, expression: null } : null;
      return dataMap(known, trail, hidden);
    }
    case 'name':
    case 'member':
    case 'index':
      return resolved(expression, scope);
    case 'splat': {
      const of = evaluate(expression.of, scope);
      const items =
        of.kind === 'list'
          ? of.items
          : of.kind === 'map'
            ? sortedEntries(of).map(([, item]) => item)
            : undefined;
      const own = (item: DataNode) =>
        evaluate(expression.rest, { ...scope, names: new Map([...scope.names, ['*', item]]) });
      if (items) return dataList(items.map(own), of.trail);
      if (of.kind === 'unknown' && of.expression === null) return open(of.why);
      return of.kind === 'scalar' && of.value === null
        ? dataList([], trail)
        : dataList([own(of)], of.trail);
    }
    case 'call':
      return calledValue(expression, scope);
    case 'conditional': {
      const condition = asText(evaluate(expression.condition, scope));
      if (condition === 'true') return evaluate(expression.then, scope);
      if (condition === 'false') return evaluate(expression.otherwise, scope);
      const [a, b] = [evaluate(expression.then, scope), evaluate(expression.otherwise, scope)];
      return a.kind === 'scalar' && b.kind === 'scalar' && a.value === b.value ? a : open();
    }
    case 'operation': {
      const operands = expression.operands.map((each) => evaluate(each, scope));
      const value = operated(expression.operator, operands);
      return value === undefined ? open() : dataValue(value, computed);
    }
    case 'for':
      return looped(expression, scope);
    case 'broken':
      return open('it is not written yet');
  }
}

/** Items of a list that is written have places of their own. */
function inner(here: TrailStep, step: string | number): TrailStep {
  return { ...here, path: pointer(here.path, step) };
}

function looped(
  { names, of, key, value, condition, grouped }: Extract<Expression, { kind: 'for' }>,
  scope: Scope,
): DataNode {
  const over = evaluate(of, scope);
  const trail: Trail = [scope.here];
  const pairs =
    over.kind === 'list'
      ? over.open
        ? undefined
        : over.items.map((item, at): readonly [DataNode, DataNode] => [
            dataValue(at, item.trail),
            item,
          ])
      : over.kind === 'map' && !over.open
        ? sortedEntries(over).map(([name, item]): readonly [DataNode, DataNode] => [
            dataText(name, item.trail),
            item,
          ])
        : undefined;
  if (!pairs || grouped || pairs.length > 1000) {
    return dataUnknown(
      over.kind === 'unknown' && over.why === MISSING ? MISSING : EXPRESSION,
      trail,
    );
  }
  const list: DataNode[] = [];
  const map: (readonly [string, DataNode])[] = [];
  for (const [own, item] of pairs) {
    const [first = '', second] = names;
    const bound = new Map(scope.names);
    if (second === undefined) bound.set(first, item);
    else bound.set(first, own).set(second, item);
    const inside = { ...scope, names: bound };
    if (condition) {
      const holds = asText(evaluate(condition, inside));
      if (holds === 'false') continue;
      if (holds !== 'true') return dataUnknown(EXPRESSION, trail);
    }
    const made = evaluate(value, inside);
    if (!key) list.push(made);
    else {
      const name = asText(evaluate(key, inside));
      if (name === undefined) return dataUnknown(EXPRESSION, trail);
      map.push([name, made]);
    }
  }
  return key ? dataMap(map, trail) : dataList(list, trail);
}
