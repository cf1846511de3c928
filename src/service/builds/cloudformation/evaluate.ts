import {
  type DataMap,
  type DataNode,
  dataList,
  dataMap,
  dataText,
  dataUnknown,
  dataValue,
  entryOf,
  itemsOf,
  passed,
  type Trail,
  textOf,
} from '../../syntax/data-node';

/** A template with its parameters given. */
export interface Evaluated {
  readonly node: DataMap;
  /** What is added that is not seen, in words. */
  readonly limits: readonly string[];
}

/** Conditions and references that are nested deeper are left as they are. */
const MAX_DEPTH = 64;

/** AWS's own transforms, which add nothing that is read. */
const HARMLESS = /^AWS::(?:Serverless-|LanguageExtensions$|SecretsManager-|CodeDeployBlueGreen$)/;

interface Scope {
  readonly parameters: ReadonlyMap<string, DataNode>;
  readonly conditions: DataNode | undefined;
  readonly mappings: DataNode | undefined;
  /** Names of `Fn::Sub` that are given beside its text. */
  readonly names: ReadonlyMap<string, DataNode>;
  readonly depth: number;
}

/**
 * What CloudFormation makes of a template: parameters given or by their defaults, conditions decided,
 * functions of what is known computed. What the account decides (`AWS::Region`, attributes of resources)
 * stays as it is written.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function evaluated(template: DataMap, given: ReadonlyMap<string, DataNode>): Evaluated {
  const scope: Scope = {
    parameters: parametersOf(entryOf(template, 'Parameters'), given),
    conditions: entryOf(template, 'Conditions'),
    mappings: entryOf(template, 'Mappings'),
    names: new Map(),
    depth: 0,
  };
  const resources = entryOf(template, 'Resources');
  const entries = new Map(template.entries);
  for (const key of ['Globals', 'Outputs']) {
    const value = valueOf(entries.get(key), scope);
    if (value) entries.set(key, value);
  }
  const globals = entryOf(entries.get('Globals'), 'Function');
  if (resources?.kind === 'map') {
    entries.set('Resources', {
      ...resources,
      entries: new Map(
        [...resources.entries].flatMap(([id, resource]) => {
          const made = resourceOf(resource, scope);
          return made === undefined ? [] : [[id, withGlobals(made, globals)] as const];
        }),
      ),
    });
  }
  return { node: { ...template, entries }, limits: limitsOf(template) };
}

/** A function of SAM with what `Globals` say of all of them. */
function withGlobals(resource: DataNode, globals: DataNode | undefined): DataNode {
  const properties = entryOf(resource, 'Properties');
  if (
    resource.kind !== 'map' ||
    properties?.kind !== 'map' ||
    globals?.kind !== 'map' ||
    textOf(entryOf(resource, 'Type')) !== 'AWS::Serverless::Function'
  )
    return resource;
  return {
    ...resource,
    entries: new Map([...resource.entries, ['Properties', laidOver(properties, globals)]]),
  };
}

function laidOver(own: DataMap, shared: DataMap): DataMap {
  const entries = new Map(own.entries);
  for (const [key, value] of shared.entries) {
    const before = entries.get(key);
    if (before === undefined) entries.set(key, value);
    else if (before.kind === 'map' && value.kind === 'map' && !isFunction(before))
      entries.set(key, laidOver(before, value));
  }
  return { ...own, entries };
}

/** An intrinsic function that could not be computed. */
function isFunction({ entries }: DataMap): boolean {
  const [name] = entries.keys();
  return entries.size === 1 && name !== undefined && /^(?:Ref|Fn::\w+)$/.test(name);
}

function limitsOf(template: DataMap): readonly string[] {
  const transform = entryOf(template, 'Transform');
  const names = transform?.kind === 'list' ? transform.items : transform ? [transform] : [];
  const macros = names
    .map((name) => textOf(name) ?? 'a macro')
    .filter((name) => !HARMLESS.test(name))
    .map((name) => `the macro ${name} may add to the template`);
  const resources = entryOf(template, 'Resources');
  const isNested =
    resources?.kind === 'map' &&
    [...resources.entries.values()].some((each) =>
      /^AWS::(?:CloudFormation::Stack|Serverless::Application)$/.test(
        textOf(entryOf(each, 'Type')) ?? '',
      ),
    );
  return isNested ? [...macros, 'nested stacks are not evaluated'] : macros;
}

/** The values of parameters: what is given, else the default. */
function parametersOf(
  declared: DataNode | undefined,
  given: ReadonlyMap<string, DataNode>,
): ReadonlyMap<string, DataNode> {
  if (declared?.kind !== 'map') return new Map();
  return new Map(
    [...declared.entries].flatMap(([name, parameter]) => {
      const value = given.get(name) ?? entryOf(parameter, 'Default');
      if (value === undefined) return [];
      return [[name, typed(value, textOf(entryOf(parameter, 'Type')) ?? 'String')] as const];
    }),
  );
}

function typed(value: DataNode, type: string): DataNode {
  const { trail } = value;
  if (type.startsWith('AWS::SSM::Parameter::Value')) {
    return dataUnknown(`SSM holds it under ${textOf(value) ?? 'a name'}`, trail);
  }
  if (value.kind === 'list') return value;
  const text = textOf(value) ?? '';
  if (type === 'CommaDelimitedList' || type.startsWith('List<')) {
    const items = text.split(',').map((item) => dataText(item.trim(), trail));
    return dataList(items, trail);
  }
  return type === 'Number' && /^-?\d+(?:\.\d+)?$/.test(text.trim())
    ? dataValue(Number(text), trail)
    : dataText(text, trail);
}

/** A resource, `undefined` where its condition does not hold. */
function resourceOf(resource: DataNode, scope: Scope): DataNode | undefined {
  const condition = textOf(entryOf(resource, 'Condition'));
  const holds = condition === undefined ? true : conditionNamed(condition, scope);
  if (holds === false) return undefined;
  const made = valueOf(resource, scope);
  if (holds === undefined || made?.kind !== 'map') return made;
  const entries = new Map(made.entries);
  entries.delete('Condition');
  return { ...made, entries };
}

/** A value with its functions computed; `undefined` for what `AWS::NoValue` takes away. */
function valueOf(node: DataNode | undefined, scope: Scope): DataNode | undefined {
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
  return value ? through(value, node.trail) : node;
}

/** The same value, which passed a place on its way. */
function through(value: DataNode, trail: Trail): DataNode {
  return passed(value, ...trail.map((step) => ({ ...step, how: 'bound' as const })));
}

const FUNCTIONS: ReadonlyMap<string, Compute> = new Map(
  Object.entries<Compute>({
    Ref: referred,
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
    const value = names.get(name) ?? scope.parameters.get(name);
    const plain = textOf(value);
    if (value === undefined || plain === undefined) {
      isWhole = false;
      return whole;
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

/** Whether a condition of the template holds; `undefined` where that cannot be told. */
function conditionNamed(name: string, scope: Scope): boolean | undefined {
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
