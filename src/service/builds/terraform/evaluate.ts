import type { BuildSources } from '../../contracts/build';
import {
  type DataNode,
  dataList,
  dataMap,
  dataText,
  dataUnknown,
  dataValue,
  passed,
  pointer,
  type Trail,
  type TrailStep,
} from '../../syntax/data-node';
import { type Expression, readTemplate, type TemplatePart } from '../../syntax/hcl';
import { joined, joinedPath } from '../../text/paths';
import { asNumber, asText, FUNCTIONS, itemsIn, sortedEntries } from './functions';
import {
  attribute,
  calledFolder,
  type DeclaredBlock,
  type ModuleSource,
  moduleIn,
} from './module-source';
import { registryModule } from './registry';

/** Names that hold within a block: what a loop walks over. */
type Names = ReadonlyMap<string, DataNode>;

/** Where an expression stands, and what its names mean there. */
export interface Scope {
  readonly module: ModuleInstance;
  readonly names: Names;
  /** The place of the value that is made; it decides what nothing else does. */
  readonly here: TrailStep;
}

/** Why a value is not known that an expression makes of what is not known. */
const EXPRESSION = 'an expression decides it';
/** A value that is made of values, and so on; modules within modules. */
const MAX_DEPTH = 40;
/** Instances of one resource or module. */
const MAX_INSTANCES = 200;

/** A resource as it is made once. */
export interface ResourceInstance {
  readonly type: string;
  /** Unique in the build: `web`, `cluster--web`, `web--blue`. */
  readonly name: string;
  /** As Terraform calls it: `module.cluster.aws_ecs_service.web["blue"]`. */
  readonly address: string;
  readonly block: DeclaredBlock;
  readonly names: Names;
  readonly module: ModuleInstance;
}

/** Everything that one application of Terraform makes. */
export interface Evaluation {
  readonly sources: BuildSources;
  readonly root: ModuleInstance;
  /** Folders of modules that take part. */
  readonly folders: Set<string>;
  /** Files of values, templates and tables that were read. */
  readonly read: Set<string>;
  readonly limits: Set<string>;
}

/** A module as it is called once. */
export class ModuleInstance {
  private readonly variables = new Map<string, DataNode>();
  private readonly locals = new Map<string, DataNode>();
  private readonly busy = new Set<string>();
  private readonly children = new Map<string, Instances<ModuleInstance | null>>();
  private readonly made = new Map<string, Instances<ResourceInstance>>();

  constructor(
    readonly source: ModuleSource,
    /** What is put before the names of its resources: `cluster--`. */
    readonly prefix: string,
    /** As Terraform calls it, with a dot at the end: `module.cluster.`; empty for the root. */
    readonly address: string,
    /** What its caller gives, each evaluated when it is asked for. */
    private readonly given: (name: string) => DataNode | undefined,
    readonly whole: Evaluation | (() => Evaluation),
    readonly depth: number,
    /** Who calls it, and where; `null` for the root. */
    readonly caller: { readonly module: ModuleInstance; readonly block: DeclaredBlock } | null,
  ) {}

  get evaluation(): Evaluation {
    return typeof this.whole === 'function' ? this.whole() : this.whole;
  }

  private once(
    key: string,
    kept: Map<string, DataNode>,
    name: string,
    make: () => DataNode,
  ): DataNode {
    const known = kept.get(name);
    if (known) return known;
    if (this.busy.has(key) || this.busy.size > 200) return dataUnknown('it is made of itself', []);
    this.busy.add(key);
    const value = make();
    this.busy.delete(key);
    kept.set(name, value);
    return value;
  }

  variable(name: string): DataNode {
    return this.once(`var.${name}`, this.variables, name, () => {
      const declared = this.source.variables.get(name);
      const given = this.given(name);
      const isNull = given?.kind === 'scalar' && given.value === null;
      const path = pointer('/variable', name);
      if (given && !isNull)
        return declared ? passed(given, { uri: declared.uri, path, how: 'bound' }) : given;
      if (!declared?.value) {
        return dataUnknown(`it refers to var.${name}`, [], `\${var.${name}}`);
      }
      const here: TrailStep = { uri: declared.uri, path: `${path}/default`, how: 'default' };
      return evaluate(declared.value, { module: this, names: NO_NAMES, here });
    });
  }

  local(name: string): DataNode {
    return this.once(`local.${name}`, this.locals, name, () => {
      const declared = this.source.locals.get(name);
      if (!declared) return dataUnknown(`it refers to local.${name}`, [], `\${local.${name}}`);
      const here: TrailStep = {
        uri: declared.uri,
        path: pointer('/locals', name),
        how: 'written',
      };
      return evaluate(declared.value, { module: this, names: NO_NAMES, here });
    });
  }

  output(name: string): DataNode | undefined {
    const declared = this.source.outputs.get(name);
    if (!declared || this.busy.has(`output.${name}`)) return undefined;
    this.busy.add(`output.${name}`);
    const here: TrailStep = { uri: declared.uri, path: pointer('/output', name), how: 'written' };
    const value = evaluate(declared.value, { module: this, names: NO_NAMES, here });
    this.busy.delete(`output.${name}`);
    return value;
  }

  /** The modules it calls under a name; `null` for one that is elsewhere. */
  called(name: string): Instances<ModuleInstance | null> {
    const known = this.children.get(name);
    if (known) return known;
    const block = this.source.calls.find((each) => each.name === name);
    const none = { keyed: new Map(), kind: 'single' } as const;
    if (!block) return none;
    this.children.set(name, none);
    const made = instancesOf(block, this, (names, suffix, key) =>
      this.child(block, names, suffix, key),
    );
    this.children.set(name, made);
    return made;
  }

  private child(
    block: DeclaredBlock,
    names: Names,
    suffix: string,
    key: string,
  ): ModuleInstance | null {
    const { evaluation } = this;
    const folder = calledFolder(this.source.folder, block);
    const source =
      folder === undefined || this.depth > 8 ? undefined : moduleIn(evaluation.sources, folder);
    if (!source) {
      evaluation.limits.add(`the module ${block.name} is not here`);
      return null;
    }
    evaluation.folders.add(source.folder);
    const given = (name: string): DataNode | undefined => {
      const value = attribute(block.body, name);
      const path = pointer(pointer('/module', block.name), name);
      const here: TrailStep = { uri: block.uri, path, how: 'written' };
      return value ? evaluate(value, { module: this, names, here }) : undefined;
    };
    const prefix = `${this.prefix}${block.name}${suffix}--`;
    return new ModuleInstance(
      source,
      prefix,
      `${this.address}module.${block.name}${key}.`,
      given,
      evaluation,
      this.depth + 1,
      { module: this, block },
    );
  }

  /** The instances of a resource; `undefined` where none of this name is declared. */
  resource(type: string, name: string): Instances<ResourceInstance> | undefined {
    const key = `${type}.${name}`;
    const known = this.made.get(key);
    if (known) return known;
    const block = this.source.resources.find((each) => each.type === type && each.name === name);
    if (!block || this.busy.has(key)) return undefined;
    this.busy.add(key);
    const made = instancesOf(
      block,
      this,
      (names, suffix, key): ResourceInstance => ({
        type,
        name: `${this.prefix}${name}${suffix}`,
        address: `${this.address}${type}.${name}${key}`,
        block,
        names,
        module: this,
      }),
    );
    this.busy.delete(key);
    this.made.set(key, made);
    return made;
  }
}

export const NO_NAMES: Names = new Map();

/** What `count` or `for_each` makes of a block. */
export interface Instances<T> {
  readonly kind: 'single' | 'count' | 'each';
  readonly keyed: ReadonlyMap<string, T>;
}

function instancesOf<T>(
  { body, uri, type, name }: DeclaredBlock,
  module: ModuleInstance,
  make: (names: Names, suffix: string, key: string) => T,
): Instances<T> {
  const path = pointer(type === 'module' ? '/module' : `/resource/${type}`, name);
  const scope = (key: string): Scope => ({
    module,
    names: NO_NAMES,
    here: { uri, path: pointer(path, key), how: 'written' },
  });
  const count = attribute(body, 'count');
  if (count) {
    const value = evaluate(count, scope('count'));
    const many = asNumber(value);
    const wanted = many === undefined ? 1 : Math.min(many, MAX_INSTANCES);
    const index = (at: number) =>
      many === undefined
        ? dataUnknown('it differs from one instance to the next', value.trail)
        : dataValue(at, value.trail);
    return {
      kind: 'count',
      keyed: new Map(
        Array.from({ length: Math.max(0, wanted) }, (_, at) => [
          String(at),
          make(
            new Map([['count', dataMap([['index', index(at)]], value.trail)]]),
            wanted > 1 ? `--${at}` : '',
            `[${at}]`,
          ),
        ]),
      ),
    };
  }
  const each = attribute(body, 'for_each');
  if (!each) return { kind: 'single', keyed: new Map([['', make(NO_NAMES, '', '')]]) };
  const of = evaluate(each, scope('for_each'));
  const pairs = pairsOf(of);
  if (!pairs) {
    const open = dataUnknown('it differs from one instance to the next', of.trail);
    const names: Names = new Map([
      [
        'each',
        dataMap(
          [
            ['key', open],
            ['value', open],
          ],
          of.trail,
        ),
      ],
    ]);
    return { kind: 'each', keyed: new Map([['', make(names, '', '[?]')]]) };
  }
  return {
    kind: 'each',
    keyed: new Map(
      pairs.slice(0, MAX_INSTANCES).map(([key, value]) => {
        const own = dataMap(
          [
            ['key', dataText(key, of.trail)],
            ['value', value],
          ],
          value.trail,
        );
        return [
          key,
          make(new Map([['each', own]]), `--${key.replace(/[^\w-]/g, '_')}`, `["${key}"]`),
        ];
      }),
    ),
  };
}

/** Keys and values that are walked over: of a set its items are both. */
function pairsOf(of: DataNode): readonly (readonly [string, DataNode])[] | undefined {
  if (of.kind === 'map') return of.open ? undefined : sortedEntries(of);
  const items = of.kind === 'list' ? itemsIn(of) : undefined;
  const keyed = items?.map((item) => [asText(item), item] as const);
  return keyed?.every((pair): pair is readonly [string, DataNode] => pair[0] !== undefined)
    ? keyed
    : undefined;
}

let nesting = 0;

/** What an expression comes to. Never throws; what cannot be told is unknown. */
export function evaluate(expression: Expression, scope: Scope): DataNode {
  if (nesting > MAX_DEPTH * 4) return dataUnknown('it is nested too deep', [scope.here]);
  nesting++;
  try {
    return evaluated(expression, scope);
  } finally {
    nesting--;
  }
}

function evaluated(expression: Expression, scope: Scope): DataNode {
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
      return called(expression, scope);
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

/** An attribute that each resource has once it is made, whatever it will be. */
function isGiven(node: DataNode | undefined): boolean {
  return node?.kind === 'unknown' && GIVEN.test(node.expression ?? '');
}

const GIVEN =
  /^\$\{(?:data\.)?(?!(?:var|local|module|each|self|count|path|terraform)\.)\w+\.[\w-]+(?:\[[^\]]{0,100}\])?\.(?:arn|id|name|address|endpoint|dns_name|arn_suffix|zone_id)\}$/;

function isBlank(node: DataNode | undefined): boolean {
  return node?.kind === 'scalar' && (node.value === null || node.value === '');
}

function operated(operator: string, operands: readonly DataNode[]): number | boolean | undefined {
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
  if (!pairs || grouped || pairs.length > 1000) return dataUnknown(EXPRESSION, trail);
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

function called(
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
      if (value.kind !== 'unknown' || value.why !== MISSING) return value;
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
  return known(given, trail) ?? open();
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

/** What a value is in a text, in `${…}` where it waits for a resource. */
function pieceOf(node: DataNode): string | undefined {
  return node.kind === 'unknown' ? (node.expression ?? undefined) : asText(node);
}

/** A text, filled in as far as its parts are known. */
function textOf(parts: readonly TemplatePart[], scope: Scope): DataNode {
  const [only, ...more] = parts;
  if (only?.kind === 'value' && more.length === 0) return evaluate(only.value, scope);
  const { text, isKnown } = filled(parts, scope);
  const trail: Trail = [
    { ...scope.here, how: scope.here.how === 'default' ? 'default' : 'computed' },
  ];
  return isKnown ? dataText(text, trail) : dataUnknown(EXPRESSION, trail, text);
}

function filled(
  parts: readonly TemplatePart[],
  scope: Scope,
): { readonly text: string; readonly isKnown: boolean } {
  let text = '';
  let isKnown = true;
  const add = (more: ReturnType<typeof filled>) => {
    text += more.text;
    isKnown &&= more.isKnown;
  };
  for (const part of parts) {
    if (part.kind === 'text') text += part.text;
    else if (part.kind === 'value') {
      const value = evaluate(part.value, scope);
      const piece = pieceOf(value) ?? jsonOf(value);
      if (value.kind === 'unknown' || piece === undefined) isKnown = false;
      text += piece ?? '${?}';
    } else if (part.kind === 'if') {
      const holds = asText(evaluate(part.condition, scope));
      if (holds === 'true') add(filled(part.then, scope));
      else if (holds === 'false') add(filled(part.otherwise, scope));
      else {
        isKnown = false;
        text += '${?}';
      }
    } else {
      const over = evaluate(part.of, scope);
      const pairs =
        over.kind === 'list' && !over.open
          ? over.items.map((item, at): readonly [DataNode, DataNode] => [
              dataValue(at, item.trail),
              item,
            ])
          : over.kind === 'map' && !over.open
            ? sortedEntries(over).map(([key, item]): readonly [DataNode, DataNode] => [
                dataText(key, item.trail),
                item,
              ])
            : undefined;
      if (!pairs) {
        isKnown = false;
        text += '${?}';
      }
      for (const [key, item] of pairs ?? []) {
        const [first = '', second] = part.names;
        const names = new Map(scope.names);
        if (second === undefined) names.set(first, item);
        else names.set(first, key).set(second, item);
        add(filled(part.parts, { ...scope, names }));
      }
    }
  }
  return { text, isKnown };
}

/** A list or a map in a text is what `jsonencode` made. */
function jsonOf(node: DataNode): string | undefined {
  const plain = plainJson(node);
  return plain === undefined ? undefined : JSON.stringify(plain);
}

function plainJson(node: DataNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'unknown') return node.expression ?? '${?}';
  if (node.open) return undefined;
  if (node.kind === 'list') return node.items.map(plainJson);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, plainJson(value)]));
}

/** What a file holds, and what a template makes of it; as seen from the module, else from the root. */
function fileText(
  name: string,
  [path, values]: readonly DataNode[],
  scope: Scope,
): DataNode | undefined {
  const written = asText(path);
  const { module } = scope;
  const { evaluation } = module;
  if (written === undefined) return undefined;
  const places = [
    ...(written.startsWith(MODULE_PATH) ? [joined('', written.slice(MODULE_PATH.length))] : []),
    joinedPath(module.source.folder, written),
    joinedPath(evaluation.root.source.folder, written),
    joinedPath('', written),
  ];
  for (const file of places) {
    const text = file === undefined ? undefined : evaluation.sources.text(file);
    if (file === undefined || text === undefined) continue;
    evaluation.read.add(file);
    const here: TrailStep = { uri: evaluation.sources.uri(file), path: '', how: 'written' };
    if (name !== 'templatefile') return dataText(text, [here, scope.here]);
    const names = new Map(values?.kind === 'map' ? values.entries : []);
    return textOf(readTemplate(text), { module, names, here: scope.here });
  }
  return undefined;
}

/** Stands before a folder of the project, as `path.module` has it. */
const MODULE_PATH = 'headroom-project:/';

/** Why a value is not known that is nowhere: what `try` goes on after. */
const MISSING = 'nothing of this name is written';

type Step = { readonly name: string } | { readonly at: Expression };

function resolved(expression: Expression, scope: Scope): DataNode {
  const steps: Step[] = [];
  let base = expression;
  while (base.kind === 'member' || base.kind === 'index') {
    steps.unshift(base.kind === 'member' ? { name: base.name } : { at: base.at });
    base = base.of;
  }
  if (base.kind !== 'name') return taken(evaluate(base, scope), steps, scope);
  const bound = scope.names.get(base.name);
  if (bound) return taken(bound, steps, scope);
  const { module, here } = scope;
  const [first, ...rest] = steps;
  const name = first && 'name' in first ? first.name : undefined;
  const whole = `\${${[base.name, ...steps.map(stepText)].join('.')}}`;
  const unknown = () => dataUnknown(`it refers to ${whole.slice(2, -1)}`, [here], whole);
  if (name === undefined) return unknown();
  switch (base.name) {
    case 'var':
      return passedHere(taken(module.variable(name), rest, scope), here);
    case 'local':
      return passedHere(taken(module.local(name), rest, scope), here);
    case 'path':
      return dataText(
        MODULE_PATH +
          (name === 'module' ? module.source.folder : module.evaluation.root.source.folder),
        [here],
      );
    case 'terraform':
    case 'each':
    case 'count':
    case 'self':
      return dataUnknown(`it refers to ${base.name}.${name}`, [here], null, true);
    case 'data':
      return dataValueOf(name, rest, scope) ?? unknown();
    case 'module':
      return moduleValue(name, rest, scope) ?? unknown();
    default: {
      const made = module.resource(base.name, name);
      return made ? resourceValue(made, rest, scope) : unknown();
    }
  }
}

function stepText(step: Step): string {
  if ('name' in step) return step.name;
  return step.at.kind === 'literal' ? String(step.at.value) : '?';
}

function passedHere(node: DataNode, here: TrailStep): DataNode {
  return passed(node, { ...here, how: 'bound' });
}

/** What steps lead to in a value. */
function taken(node: DataNode, steps: readonly Step[], scope: Scope): DataNode {
  let at = node;
  for (const step of steps) {
    const key = 'name' in step ? step.name : asText(evaluate(step.at, scope));
    if (key === undefined) return dataUnknown(EXPRESSION, [scope.here]);
    if (at.kind === 'map') {
      const next = at.entries.get(key);
      if (!next) return dataUnknown(at.open?.why ?? MISSING, [scope.here]);
      at = next;
    } else if (at.kind === 'list') {
      const next = at.items[Number(key)];
      if (!next) return dataUnknown(at.open?.why ?? MISSING, [scope.here]);
      at = next;
    } else if (at.kind === 'unknown' && at.expression !== null) {
      const instance = REFERENCES.get(at);
      at = instance
        ? attributeOf(instance, key, scope)
        : dataUnknown(at.why, at.trail, at.expression.replace(/\}$/, `.${key}}`));
    } else return dataUnknown(at.kind === 'unknown' ? at.why : MISSING, [scope.here]);
  }
  return at;
}

/** References to resources, by the node that stands for one. */
const REFERENCES = new WeakMap<DataNode, ResourceInstance>();

function referenceTo(instance: ResourceInstance, here: TrailStep): DataNode {
  const id = `${instance.type}.${instance.name}`;
  const node = dataUnknown(`it refers to ${id}`, [here], `\${${id}}`);
  REFERENCES.set(node, instance);
  return node;
}

/** A resource, or one of its attributes: what is written of it, where that is no name of its own. */
function resourceValue(
  { kind, keyed }: Instances<ResourceInstance>,
  steps: readonly Step[],
  scope: Scope,
): DataNode {
  const { here } = scope;
  const own = (instance: ResourceInstance) => referenceTo(instance, here);
  const [first] = keyed.values();
  if (kind === 'single') {
    return first ? taken(own(first), steps, scope) : dataUnknown(MISSING, [here]);
  }
  const all =
    kind === 'count'
      ? dataList([...keyed.values()].map(own), [here])
      : dataMap(
          [...keyed].map(([key, instance]) => [key, own(instance)]),
          [here],
        );
  // Of one that an unknown number is made of, each is like the other.
  const [step, ...rest] = steps;
  const isOne = keyed.size === 1 && first && (keyed.has('') || (step && 'name' in step));
  if (isOne && step) return taken(own(first), 'name' in step ? steps : rest, scope);
  return taken(all, steps, scope);
}

/** A text that is written of a resource. */
function attributeText(
  { block, module, names, type }: ResourceInstance,
  name: string,
  { here }: Scope,
): string | undefined {
  const written = attribute(block.body, name);
  if (!written || nesting > MAX_DEPTH * 3) return undefined;
  const path = pointer(pointer(`/resource/${type}`, block.name), name);
  return asText(evaluate(written, { module, names, here: { ...here, uri: block.uri, path } }));
}

/** Numbers and switches that are written hold; names are kept as references, which join better. */
function attributeOf(instance: ResourceInstance, name: string, scope: Scope): DataNode {
  const id = `${instance.type}.${instance.name}.${name}`;
  const reference = dataUnknown(`it refers to ${id}`, [scope.here], `\${${id}}`);
  // An image is called after its repository, which is how its code is found.
  if (instance.type === 'aws_ecr_repository' && name === 'repository_url') {
    const called = attributeText(instance, 'name', scope);
    const own = `\${aws_ecr_repository.${called ?? instance.block.name}.repository_url}`;
    return dataUnknown(`it refers to ${id}`, [scope.here], own);
  }
  const written = attribute(instance.block.body, name);
  if (!written || nesting > MAX_DEPTH * 3) return reference;
  const { uri, name: own } = instance.block;
  const path = pointer(pointer(`/resource/${instance.type}`, own), name);
  const value = evaluate(written, {
    module: instance.module,
    names: instance.names,
    here: { uri, path, how: 'written' },
  });
  const isText = value.kind === 'scalar' && typeof value.value === 'string';
  const isNull = value.kind === 'scalar' && value.value === null;
  return value.kind === 'unknown' || isText || isNull ? reference : value;
}

function moduleValue(name: string, steps: readonly Step[], scope: Scope): DataNode | undefined {
  const { kind, keyed } = scope.module.called(name);
  const [first, ...rest] = steps;
  if (!first) return undefined;
  const single = kind === 'single' || 'name' in first || keyed.size === 1;
  const instance = single
    ? [...keyed.values()][0]
    : 'at' in first
      ? keyed.get(asText(evaluate(first.at, scope)) ?? '')
      : undefined;
  const [output, ...more] = 'name' in first ? steps : rest;
  if (!output || !('name' in output)) return undefined;
  if (!instance) return registryValue(name, output.name, more, scope);
  const value = instance.output(output.name);
  return value && passedHere(taken(value, more, scope), scope.here);
}

/** What a module of a registry puts out: an attribute of what it makes. */
function registryValue(
  call: string,
  output: string,
  steps: readonly Step[],
  scope: Scope,
): DataNode | undefined {
  const { module, here } = scope;
  const block = module.source.calls.find((each) => each.name === call);
  const source = block && attribute(block.body, 'source');
  const known = source?.kind === 'literal' ? registryModule(String(source.value)) : undefined;
  const made = known && Object.hasOwn(known.outputs, output) ? known.outputs[output] : undefined;
  if (!made || steps.length > 0) return undefined;
  const id = `${made[0]}.${module.prefix}${call}.${made[1]}`;
  return dataUnknown(`it refers to ${id}`, [here], `\${${id}}`);
}

/** Templates are filled in; what is asked of the cloud is not known. */
function dataValueOf(type: string, steps: readonly Step[], scope: Scope): DataNode | undefined {
  const [name, attributeStep] = steps.filter((step) => 'name' in step);
  if (!name || !attributeStep || type !== 'template_file' || attributeStep.name !== 'rendered')
    return undefined;
  const block = scope.module.source.data.find(
    (each) => each.type === type && each.name === name.name,
  );
  const template = block && attribute(block.body, 'template');
  if (!block || !template) return undefined;
  const here: TrailStep = { uri: block.uri, path: `/data/${type}/${name.name}`, how: 'written' };
  const own = { module: scope.module, names: NO_NAMES, here };
  const text = asText(evaluate(template, own));
  const vars = attribute(block.body, 'vars');
  const values = vars ? evaluate(vars, own) : undefined;
  if (text === undefined) return undefined;
  const names = new Map(values?.kind === 'map' ? values.entries : []);
  return textOf(readTemplate(text), { ...own, names });
}
