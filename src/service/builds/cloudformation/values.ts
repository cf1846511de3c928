import {
  type DataMap,
  type DataNode,
  dataList,
  dataMap,
  dataText,
  entryOf,
  itemsOf,
  passed,
  type Trail,
  textOf,
} from '../../syntax/data-node';
import { MAX_DEPTH, type Scope } from './scope';

/** A value with its functions computed; `undefined` for what `AWS::NoValue` takes away. */
export function valueOf(node: DataNode | undefined, scope: Scope): DataNode | undefined {
  if (node === undefined || scope.depth > MAX_DEPTH) return node;
  if (node.kind === 'list') {
    return { ...node, items: node.items.flatMap((item) => valueOf(item, scope) ?? []) };
  }
  if (node.kind !== 'map') return node;
  const [first, second] = node.entries;
  if (first !== undefined && second === undefined) {
    const [name, argument] = first;
    const compute = FUNCTIONS.get(name);
    if (compute) return compute(argument, { ...scope, depth: scope.depth + 1 }, node);
  }
  return {
    ...node,
    entries: new Map(
      [...node.entries].flatMap(([key, value]) => {
        const made = valueOf(value, scope);
        return made === undefined ? [] : [[key, made] as const];
      }),
    ),
  };
}

type Compute = (argument: DataNode, scope: Scope, node: DataMap) => DataNode | undefined;

function referred(argument: DataNode, scope: Scope, node: DataMap): DataNode | undefined {
  const name = textOf(argument);
  if (name === 'AWS::NoValue') return undefined;
  const value = name === undefined ? undefined : scope.parameters.get(name);
  if (value) return through(value, node.trail);
  return scope.prefix !== '' && name !== undefined && scope.own.has(name)
    ? dataMap([['Ref', dataText(`${scope.prefix}${name}`, argument.trail)]], node.trail)
    : node;
}

/** An attribute of a resource: of a nested stack what it hands out, else under its name in the whole. */
function attributeOf(argument: DataNode, scope: Scope, node: DataMap): DataNode {
  const parts = argument.kind === 'list' ? itemsOf(argument).map(textOf) : [textOf(argument)];
  if (parts.includes(undefined)) return node;
  const [id = '', ...rest] = parts.join('.').split('.');
  const handed =
    rest[0] === 'Outputs' ? scope.child(id)?.output(rest.slice(1).join('.')) : undefined;
  if (handed) return through(handed, node.trail);
  if (scope.prefix === '' || !scope.own.has(id)) return node;
  const named = [`${scope.prefix}${id}`, rest.join('.')];
  const items = named.map((part) => dataText(part, argument.trail));
  return dataMap([['Fn::GetAtt', dataList(items, argument.trail)]], node.trail);
}

/** The same value, which passed a place on its way. */
function through(value: DataNode, trail: Trail): DataNode {
  return passed(value, ...trail.map((step) => ({ ...step, how: 'bound' as const })));
}

const FUNCTIONS: ReadonlyMap<string, Compute> = new Map(
  Object.entries<Compute>({
    Ref: referred,
    'Fn::GetAtt': attributeOf,
    'Fn::If': (argument, scope, node) => {
      const [condition, then, otherwise] = itemsOf(argument);
      const name = textOf(condition);
      const holds = name === undefined ? undefined : conditionNamed(name, scope);
      if (holds !== undefined) return valueOf(holds ? then : otherwise, scope);
      const branch = (each: DataNode | undefined) => (each ? [valueOf(each, scope) ?? each] : []);
      const items = condition ? [condition, ...branch(then), ...branch(otherwise)] : [];
      return withArgument(node, 'Fn::If', dataList(items, argument.trail));
    },
    'Fn::FindInMap': (argument, scope, node) => {
      const found = itemsOf(valueOf(argument, scope))
        .slice(0, 3)
        .reduce<DataNode | undefined>((at, key) => {
          const name = textOf(key);
          return name === undefined ? undefined : entryOf(at, name);
        }, scope.mappings);
      const value = itemsOf(argument).length >= 3 && found ? valueOf(found, scope) : undefined;
      return value && value.kind !== 'map' ? through(value, node.trail) : node;
    },
    'Fn::Join': (argument, scope, node) => {
      const [separator, list] = itemsOf(valueOf(argument, scope));
      const between = textOf(separator);
      const texts = list?.kind === 'list' && !list.open ? list.items.map(textOf) : [undefined];
      if (between === undefined || texts.some((text) => text === undefined)) {
        return withArgument(node, 'Fn::Join', valueOf(argument, scope));
      }
      return dataText(texts.join(between), decidedBy(itemsOf(list), node.trail));
    },
    'Fn::Split': (argument, scope, node) => {
      const [separator, source] = itemsOf(valueOf(argument, scope)).map(textOf);
      if (separator === undefined || source === undefined || separator === '') return node;
      const trail = decidedBy(itemsOf(valueOf(argument, scope)).slice(1), node.trail);
      const parts = source.split(separator).map((part) => dataText(part, trail));
      return dataList(parts, trail);
    },
    'Fn::Select': (argument, scope, node) => {
      const [index, list] = itemsOf(valueOf(argument, scope));
      const item =
        list?.kind === 'list' && !list.open ? list.items[Number(textOf(index))] : undefined;
      return item
        ? through(item, node.trail)
        : withArgument(node, 'Fn::Select', valueOf(argument, scope));
    },
    'Fn::Sub': substituted,
  }),
);

function withArgument(node: DataMap, name: string, argument: DataNode | undefined): DataMap {
  return argument === undefined ? node : dataMap([[name, argument]], node.trail);
}

/** The trail of the first part that something else decides, else the place itself. */
function decidedBy(parts: readonly DataNode[], trail: Trail): Trail {
  const [own] = trail;
  const decider =
    parts.find((part) => part.trail[0]?.uri !== own?.uri) ??
    parts.find((part) => part.trail.length > 1);
  const steps = trail.map((step) => ({ ...step, how: 'interpolated' as const }));
  return decider ? [...decider.trail, ...steps] : trail;
}

/** `"db-${Stage}"`: what is known is filled in, the rest stays. */
function substituted(argument: DataNode, scope: Scope, node: DataMap): DataNode | undefined {
  const [text, given] = argument.kind === 'list' ? argument.items : [argument];
  const written = textOf(text);
  if (written === undefined) return node;
  const names = new Map(
    given?.kind === 'map'
      ? [...given.entries].flatMap(([name, value]) => {
          const made = valueOf(value, scope);
          return made ? [[name, made] as const] : [];
        })
      : [],
  );
  const used: DataNode[] = [];
  let isWhole = true;
  const filled = written.replace(/\$\{(!?)([^{}]*)\}/g, (whole, literal: string, inner: string) => {
    // `${!Name}` is the text `${Name}`, which only a text without anything left to fill in may hold.
    if (literal !== '') return whole;
    const name = inner.trim();
    const value = names.get(name) ?? scope.parameters.get(name) ?? outputIn(name, scope);
    const plain = textOf(value);
    if (value === undefined || plain === undefined) {
      isWhole = false;
      const [id = ''] = name.split('.');
      const own = scope.prefix !== '' && scope.own.has(id) ? `\${${scope.prefix}${name}}` : whole;
      return (value && expressionOf(value)) ?? own;
    }
    used.push(value);
    return plain;
  });
  const trail = decidedBy(used, node.trail);
  if (isWhole) return dataText(filled.replace(/\$\{!([^{}]*)\}/g, '${$1}'), trail);
  const left = dataText(filled, trail);
  return dataMap(
    [['Fn::Sub', given ? dataList([left, valueOf(given, scope) ?? given], node.trail) : left]],
    trail,
  );
}

/** What `${Data.Outputs.Host}` names of a nested stack. */
function outputIn(name: string, scope: Scope): DataNode | undefined {
  const [id = '', section, ...rest] = name.split('.');
  return section === 'Outputs' ? scope.child(id)?.output(rest.join('.')) : undefined;
}

/** A function that is not computed, as a text names what it yields: `${Cluster.Endpoint.Address}`. */
export function expressionOf(node: DataNode): string | undefined {
  if (node.kind !== 'map') return undefined;
  const [first, second] = node.entries;
  if (first === undefined || second !== undefined) return undefined;
  const [name, argument] = first;
  const [item] = itemsOf(argument);
  switch (name) {
    case 'Ref':
      return textOf(argument) === undefined ? undefined : `\${${textOf(argument)}}`;
    case 'Fn::GetAtt': {
      const parts = argument.kind === 'list' ? itemsOf(argument).map(textOf) : [textOf(argument)];
      return parts.includes(undefined) ? undefined : `\${${parts.join('.')}}`;
    }
    case 'Fn::Sub':
      return textOf(argument) ?? (item && textOf(item));
    default:
      return undefined;
  }
}

/** Whether a condition of the template holds; `undefined` where that cannot be told. */
export function conditionNamed(name: string, scope: Scope): boolean | undefined {
  return holds(entryOf(scope.conditions, name), { ...scope, depth: scope.depth + 1 });
}

function holds(node: DataNode | undefined, scope: Scope): boolean | undefined {
  if (node?.kind !== 'map' || scope.depth > MAX_DEPTH) return undefined;
  const [first, second] = node.entries;
  if (first === undefined || second !== undefined) return undefined;
  const [name, argument] = first;
  const inner = { ...scope, depth: scope.depth + 1 };
  const each = () => itemsOf(argument).map((item) => holds(item, inner));
  switch (name) {
    case 'Condition': {
      const other = textOf(argument);
      return other === undefined ? undefined : conditionNamed(other, scope);
    }
    case 'Fn::Equals': {
      const sides = itemsOf(argument).map((item) => textOf(valueOf(item, scope)));
      const [a, b] = sides;
      return sides.length !== 2 || a === undefined || b === undefined ? undefined : a === b;
    }
    case 'Fn::Not': {
      const [only] = each();
      return only === undefined ? undefined : !only;
    }
    case 'Fn::And': {
      const all = each();
      if (all.some((one) => one === false)) return false;
      return all.every((one) => one === true) ? true : undefined;
    }
    case 'Fn::Or': {
      const all = each();
      if (all.some((one) => one === true)) return true;
      return all.every((one) => one === false) ? false : undefined;
    }
    default:
      return undefined;
  }
}
