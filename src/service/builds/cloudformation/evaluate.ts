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

/** A template with its parameters given, and with what the stacks make that it nests. */
export interface Evaluated {
  readonly node: DataMap;
  /** What is added that is not seen, in words. */
  readonly limits: readonly string[];
  /** The templates of the stacks that it nests, at any depth. */
  readonly nested: readonly string[];
}

/** A template of the project that another one nests. */
export interface NestedTemplate {
  readonly path: string;
  readonly template: DataMap;
}

/** How a template is evaluated. */
export interface Evaluation {
  /** The template of the project that a template at `path` names so. */
  nestedIn(path: string, url: string): NestedTemplate | undefined;
  /** Nobody says what its parameters are: their defaults are not certain, and stay references. */
  readonly isDefaultOpen: boolean;
}

/** Stacks that nest stacks deeper are not followed. */
const MAX_NESTED = 6;

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
  /** What stands before the names of resources of a nested stack: `Data--`. */
  readonly prefix: string;
  /** The resources of the template. */
  readonly own: ReadonlySet<string>;
  /** A stack that the template nests, by its name. */
  child(id: string): Nested | undefined;
}

/** A stack within a stack: its resources under their names in the whole, and its outputs. */
interface Nested {
  readonly path: string;
  readonly resources: ReadonlyMap<string, DataNode>;
  readonly limits: readonly string[];
  readonly nested: readonly string[];
  output(name: string): DataNode | undefined;
}

/**
 * What CloudFormation makes of a template: parameters given or by their defaults, conditions decided,
 * functions of what is known computed. What the account decides (`AWS::Region`, attributes of resources)
 * stays as it is written.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function evaluated(
  template: DataMap,
  given: ReadonlyMap<string, DataNode>,
  path = '',
  evaluation: Evaluation = NOTHING_NESTED,
): Evaluated {
  const { isDefaultOpen } = evaluation;
  const made = stackOf({ template, given, path, prefix: '', depth: 0, isDefaultOpen }, evaluation);
  const entries = new Map(template.entries);
  for (const [key, value] of made.sections) entries.set(key, value);
  const resources = entryOf(template, 'Resources');
  if (resources?.kind === 'map')
    entries.set('Resources', { ...resources, entries: made.resources });
  return { node: { ...template, entries }, limits: made.limits, nested: made.nested };
}

const NOTHING_NESTED: Evaluation = { nestedIn: () => undefined, isDefaultOpen: false };

interface Stack {
  readonly template: DataMap;
  readonly given: ReadonlyMap<string, DataNode>;
  readonly path: string;
  readonly prefix: string;
  readonly depth: number;
  readonly isDefaultOpen: boolean;
}

/** What a stack makes, those it nests included. */
function stackOf(stack: Stack, evaluation: Evaluation) {
  const { template, given, prefix, depth, isDefaultOpen } = stack;
  const resources = entryOf(template, 'Resources');
  const written = resources?.kind === 'map' ? resources.entries : new Map<string, DataNode>();
  const children = new Map<string, Nested | undefined>();
  const scope: Scope = {
    parameters: parametersOf(entryOf(template, 'Parameters'), given, isDefaultOpen),
    conditions: entryOf(template, 'Conditions'),
    mappings: entryOf(template, 'Mappings'),
    names: new Map(),
    depth: 0,
    prefix,
    own: new Set(written.keys()),
    child: (id) => {
      if (!children.has(id)) {
        // What is asked for while it is made leads in circles, which CloudFormation refuses.
        children.set(id, undefined);
        const resource = written.get(id);
        children.set(id, resource && childOf(id, resource, stack, scope, evaluation));
      }
      return children.get(id);
    },
  };
  const sections = ['Globals', 'Outputs'].flatMap((key) => {
    const value =
      depth === 0 || key === 'Globals' ? valueOf(entryOf(template, key), scope) : undefined;
    return value ? [[key, value] as const] : [];
  });
  const [globals] = sections.flatMap(([key, value]) =>
    key === 'Globals' ? [entryOf(value, 'Function')] : [],
  );
  const made = new Map<string, DataNode>();
  for (const [id, resource] of written) {
    const own = resourceOf(resource, scope);
    if (own === undefined) continue;
    made.set(`${prefix}${id}`, withGlobals(own, globals));
    for (const [name, inner] of scope.child(id)?.resources ?? []) made.set(name, inner);
  }
  const nested = [...children.values()].flatMap((child) => child ?? []);
  return {
    scope,
    sections,
    resources: made,
    nested: nested.flatMap((child) => [child.path, ...child.nested]),
    limits: [
      ...limitsOf(template, (id) => children.get(id) !== undefined),
      ...nested.flatMap(({ limits }) => limits),
    ],
  };
}

/** The stack that a resource nests, where its template is one of the project. */
function childOf(
  id: string,
  resource: DataNode,
  { path, prefix, depth }: Stack,
  scope: Scope,
  evaluation: Evaluation,
): Nested | undefined {
  const properties = entryOf(resource, 'Properties');
  if (!isStack(resource) || depth >= MAX_NESTED) return undefined;
  const url = valueOf(entryOf(properties, 'TemplateURL') ?? entryOf(properties, 'Location'), scope);
  const text = textOf(url) ?? (url && expressionOf(url));
  const found = text === undefined ? undefined : evaluation.nestedIn(path, text);
  if (!found) return undefined;
  const parameters = valueOf(entryOf(properties, 'Parameters'), scope);
  const given = parameters?.kind === 'map' ? parameters.entries : new Map<string, DataNode>();
  const made = stackOf(
    {
      ...found,
      given,
      prefix: `${prefix}${id}--`,
      depth: depth + 1,
      isDefaultOpen: false,
    },
    evaluation,
  );
  const outputs = entryOf(found.template, 'Outputs');
  return {
    ...made,
    path: found.path,
    output: (name) => valueOf(entryOf(entryOf(outputs, name), 'Value'), made.scope),
  };
}

function isStack(resource: DataNode): boolean {
  return /^AWS::(?:CloudFormation::Stack|Serverless::Application)$/.test(
    textOf(entryOf(resource, 'Type')) ?? '',
  );
}

/** A function that is not computed, as a text names what it yields: `${Cluster.Endpoint.Address}`. */
function expressionOf(node: DataNode): string | undefined {
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

function limitsOf(template: DataMap, isFollowed: (id: string) => boolean): readonly string[] {
  const transform = entryOf(template, 'Transform');
  const names = transform?.kind === 'list' ? transform.items : transform ? [transform] : [];
  const macros = names
    .map((name) => textOf(name) ?? 'a macro')
    .filter((name) => !HARMLESS.test(name))
    .map((name) => `the macro ${name} may add to the template`);
  const resources = entryOf(template, 'Resources');
  const isNested =
    resources?.kind === 'map' &&
    [...resources.entries].some(([id, each]) => isStack(each) && !isFollowed(id));
  return isNested ? [...macros, 'nested stacks are not evaluated'] : macros;
}

/** The values of parameters: what is given, else the default. */
function parametersOf(
  declared: DataNode | undefined,
  given: ReadonlyMap<string, DataNode>,
  isDefaultOpen: boolean,
): ReadonlyMap<string, DataNode> {
  if (declared?.kind !== 'map') return new Map();
  return new Map(
    [...declared.entries].flatMap(([name, parameter]) => {
      const otherwise = isDefaultOpen ? undefined : entryOf(parameter, 'Default');
      const value = given.get(name) ?? otherwise;
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
  // What another resource yields, or what cannot be told, is handed on as it is.
  if (value.kind !== 'scalar') return value;
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
  if (made?.kind !== 'map' || (holds === undefined && scope.prefix === '')) return made;
  const entries = new Map(made.entries);
  if (condition !== undefined && holds === undefined && scope.prefix !== '') {
    entries.set('Condition', dataText(`${scope.prefix}${condition}`, made.trail));
  } else entries.delete('Condition');
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
