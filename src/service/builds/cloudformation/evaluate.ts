import {
  type DataMap,
  type DataNode,
  dataList,
  dataText,
  dataUnknown,
  dataValue,
  entryOf,
  textOf,
} from '../../syntax/data-node';
import { withGlobals } from './globals';
import type { Nested, Scope } from './scope';
import { conditionNamed, expressionOf, valueOf } from './values';

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

/** AWS's own transforms, which add nothing that is read. */
const HARMLESS = /^AWS::(?:Serverless-|LanguageExtensions$|SecretsManager-|CodeDeployBlueGreen$)/;

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
