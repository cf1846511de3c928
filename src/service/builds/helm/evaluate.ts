import {
  LimitError,
  MAX_TEMPLATE_DEPTH,
  MAX_TEMPLATE_LETTERS,
  MAX_TEMPLATE_STEPS,
} from '../../text/limits';
import { computed, Undecided } from './arguments';
import { FUNCTIONS } from './functions';
import { spelledPipe } from './spelling';
import type { Command, Operand, Pipe, TemplateBody, TemplateNode } from './template';
import { readTemplate } from './template';
import {
  bool,
  computedPiece,
  type HiddenBlock,
  MANY_MARK,
  MissingValue,
  NIL,
  type Piece,
  plainOfRope,
  RenderFailure,
  type Rope,
  type Site,
  sortedKeys,
  text,
  truth,
  UNKNOWN_MARK,
  unknown,
  unknownPiece,
  type Value,
  whyOfRope,
  written,
} from './values';

/** A template that can be called by name. */
export interface Template {
  readonly body: TemplateBody;
  /** The file that it stands in. */
  readonly path: string;
}

interface Variable {
  readonly name: string;
  value: Value;
  /** How many undecided blocks stand around it. */
  readonly level: number;
}

interface Frame {
  /** The file that is executed. */
  readonly path: string;
  readonly variables: Variable[];
  readonly depth: number;
}

/** A block of which nobody can tell whether it runs. */
interface Branch {
  readonly body: TemplateBody;
  readonly dot: Value;
  readonly condition: string;
}

type Jump = 'break' | 'continue' | undefined;

/** Executes the templates of a chart as Go's `text/template` with Helm's functions does. */
export class Evaluator {
  private steps = 0;
  private letters = 0;
  /** How many blocks around cannot be told to run. */
  private level = 0;

  constructor(
    private readonly templates: Map<string, Template>,
    /** Why a template that is not there may be one all the same; `null` where all are known. */
    private readonly missing: string | null,
  ) {}

  /** Whether what runs now may not run. */
  get isUncertain(): boolean {
    return this.level > 0;
  }

  /** What a file of templates writes. */
  render(template: Template, dot: Value, depth = 0): Rope {
    if (depth > MAX_TEMPLATE_DEPTH)
      throw new RenderFailure('rendering template has a nested reference name');
    const out: Piece[] = [];
    const frame = {
      path: template.path,
      variables: [{ name: '$', value: dot, level: this.level }],
      depth,
    };
    this.run(template.body, dot, frame, out);
    return out;
  }

  /** What a named template writes. */
  include(name: string, dot: Value, depth: number): Rope {
    const template = this.templates.get(name);
    if (template) return this.render(template, dot, depth + 1);
    if (this.missing !== null) return [unknownPiece(this.missing)];
    throw new RenderFailure(`no template "${name}"`);
  }

  /** What a text as a template writes. */
  evaluateText(own: string, dot: Value, depth: number): Rope {
    const { body, defined, problem } = readTemplate(own);
    if (problem !== null)
      throw new Undecided(`a text that is a template cannot be read: ${problem}`);
    for (const [name, inner] of defined) {
      if (!this.templates.has(name)) this.templates.set(name, { body: inner, path: '' });
    }
    return this.render({ body, path: '' }, dot, depth + 1).map((piece) => ({
      ...piece,
      isLiteral: false,
    }));
  }

  private step(): void {
    if (++this.steps > MAX_TEMPLATE_STEPS)
      throw new LimitError('its templates take too many steps');
  }

  private run(body: TemplateBody, dot: Value, frame: Frame, out: Piece[]): Jump {
    for (const node of body) {
      const jump = this.runNode(node, dot, frame, out);
      if (jump) return jump;
    }
    return undefined;
  }

  private push(out: Piece[], rope: Rope, site: Site): void {
    for (const piece of rope) {
      if (piece.text === '') continue;
      this.letters += piece.text.length;
      out.push({ ...piece, site, isLiteral: false });
    }
    if (this.letters > MAX_TEMPLATE_LETTERS) throw new LimitError('its templates write too much');
  }

  private runNode(node: TemplateNode, dot: Value, frame: Frame, out: Piece[]): Jump {
    this.step();
    const site = { path: frame.path, at: node.at };
    switch (node.kind) {
      case 'text': {
        this.letters += node.text.length;
        out.push({
          text: node.text,
          trail: [],
          isWhole: false,
          site,
          isLiteral: true,
          unknown: null,
        });
        return undefined;
      }
      case 'action': {
        const value = this.pipe(node.pipe, dot, frame);
        if (node.pipe.variables.length === 0) this.push(out, written(value), site);
        return undefined;
      }
      case 'template': {
        const argument = node.pipe ? this.pipe(node.pipe, dot, frame) : NIL;
        this.push(out, this.include(node.name, argument, frame.depth), site);
        return undefined;
      }
      case 'break':
      case 'continue':
        return node.kind;
      case 'if':
      case 'with':
        return this.choose(node, dot, frame, out);
      case 'range':
        return this.repeat(node, dot, frame, out);
    }
  }

  /** Runs something whose variables end with it. */
  private scoped<T>(frame: Frame, run: () => T): T {
    const before = frame.variables.length;
    try {
      return run();
    } finally {
      frame.variables.length = before;
    }
  }

  private choose(
    node: TemplateNode & { readonly kind: 'if' | 'with' },
    dot: Value,
    frame: Frame,
    out: Piece[],
  ): Jump {
    return this.scoped(frame, () => {
      const value = this.pipe(node.pipe, dot, frame);
      const isTrue = truth(value);
      const inner = node.kind === 'with' ? value : dot;
      if (isTrue !== undefined) {
        return isTrue
          ? this.run(node.then, inner, frame, out)
          : this.run(node.otherwise, dot, frame, out);
      }
      const why =
        value.kind === 'unknown'
          ? value.why
          : value.kind === 'text'
            ? whyOfRope(value.rope)
            : 'a condition cannot be told';
      const condition = spelledPipe(node.pipe);
      const branches = [
        { body: node.then, dot: inner, condition },
        { body: node.otherwise, dot, condition: `not ${condition}` },
      ];
      this.undecided(branches, frame, out, { why, site: { path: frame.path, at: node.at } });
      return undefined;
    });
  }

  /** Runs blocks of which nobody can tell which one runs: what they agree on is written. */
  private undecided(
    branches: readonly Branch[],
    frame: Frame,
    out: Piece[],
    { why, site }: { readonly why: string; readonly site: Site },
  ): void {
    this.level++;
    const made = branches.map(({ body, dot }): Rope => {
      const own: Piece[] = [];
      try {
        const jump = this.scoped(frame, () => this.run(body, dot, frame, own));
        if (jump) throw new Undecided(why);
      } catch (thrown) {
        if (!(thrown instanceof RenderFailure)) {
          this.level--;
          throw thrown;
        }
        own.push(unknownPiece(why));
      }
      return own;
    });
    this.level--;
    const [first, ...others] = made.map(plainOfRope);
    if (first !== undefined && others.every((each) => each === first)) out.push(...(made[0] ?? []));
    else {
      const hidden = made.map((rope, index) => ({
        condition: branches[index]?.condition ?? '',
        rope,
      }));
      this.push(out, masked(hidden, why), site);
    }
  }

  private repeat(
    node: TemplateNode & { readonly kind: 'range' },
    dot: Value,
    frame: Frame,
    out: Piece[],
  ): Jump {
    return this.scoped(frame, () => {
      const { variables } = node.pipe;
      const value = this.pipe({ ...node.pipe, variables: [] }, dot, frame);
      const site = { path: frame.path, at: node.at };
      const items = itemsOfRange(value);
      if (items === undefined) {
        const why = value.kind === 'unknown' ? value.why : 'what it goes through cannot be told';
        const nothing = unknown(why);
        for (const name of variables)
          frame.variables.push({ name, value: nothing, level: this.level });
        const through = spelledPipe({ ...node.pipe, variables: [] });
        const branches = [
          { body: node.then, dot: nothing, condition: `any in ${through}` },
          { body: node.otherwise, dot, condition: `none in ${through}` },
        ];
        this.undecided(branches, frame, out, { why, site });
        return undefined;
      }
      if (items.length === 0) return this.run(node.otherwise, dot, frame, out);
      for (const [key, item] of items) {
        this.step();
        const own: Piece[] = [];
        const jump = this.scoped(frame, () => {
          const given = variables.length > 1 ? [key, item] : [item];
          for (const [index, name] of variables.entries()) {
            const one = given[index] ?? NIL;
            if (node.pipe.assigns) this.assign(name, one, frame);
            else frame.variables.push({ name, value: one, level: this.level });
          }
          return this.run(node.then, item, frame, own);
        });
        out.push(...own);
        if (jump === 'break') break;
      }
      return undefined;
    });
  }

  private assign(name: string, value: Value, frame: Frame): void {
    const variable = frame.variables.findLast((each) => each.name === name);
    if (!variable) throw new RenderFailure(`undefined variable: ${name}`);
    variable.value =
      variable.level < this.level
        ? unknown('it is set under a condition that cannot be told')
        : value;
  }

  private pipe(pipe: Pipe, dot: Value, frame: Frame): Value {
    this.step();
    let value: Value | undefined;
    for (const command of pipe.commands) value = this.command(command, dot, frame, value);
    const made = value ?? NIL;
    for (const name of pipe.variables) {
      if (pipe.assigns) this.assign(name, made, frame);
      else frame.variables.push({ name, value: made, level: this.level });
    }
    return made;
  }

  private command(command: Command, dot: Value, frame: Frame, last: Value | undefined): Value {
    const [first, ...rest] = command;
    if (first === undefined) return NIL;
    if (first.kind === 'function') return this.call(first.name, rest, dot, frame, last);
    if (first.kind === 'field' || first.kind === 'variable' || first.kind === 'pipe') {
      const given = [
        ...rest.map((each) => this.operand(each, dot, frame)),
        ...(last ? [last] : []),
      ];
      return this.operand(first, dot, frame, given);
    }
    if (rest.length > 0 || last) throw new RenderFailure("can't give argument to non-function");
    return this.operand(first, dot, frame);
  }

  private operand(operand: Operand, dot: Value, frame: Frame, given: readonly Value[] = []): Value {
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return NIL;
      case 'text':
        return text(operand.text);
      case 'boolean':
        return bool(operand.value);
      case 'number':
        return {
          kind: 'number',
          type: operand.isFloat ? 'float64' : 'int',
          value: operand.value,
          trail: [],
        };
      case 'field':
        return chain(dot, operand.names, given);
      case 'variable': {
        const variable = frame.variables.findLast((each) => each.name === operand.name);
        if (!variable) throw new RenderFailure(`undefined variable: ${operand.name}`);
        return chain(variable.value, operand.names, given);
      }
      case 'function':
        return this.call(operand.name, [], dot, frame, undefined);
      case 'pipe':
        return chain(
          this.scoped(frame, () => this.pipe(operand.pipe, dot, frame)),
          operand.names,
          given,
        );
    }
  }

  private call(
    name: string,
    operands: readonly Operand[],
    dot: Value,
    frame: Frame,
    last: Value | undefined,
  ): Value {
    this.step();
    if (name === 'and' || name === 'or') return this.shortCircuit(name, operands, dot, frame, last);
    const args = operands.map((each) => this.operand(each, dot, frame));
    if (last) args.push(last);
    const run = FUNCTIONS[name];
    if (!run) return unknown(`the function ${name} is not evaluated`, computed(args));
    try {
      return run(args, {
        isUncertain: this.isUncertain,
        include: (template, argument) => this.include(template, argument, frame.depth),
        evaluateText: (own, argument) => this.evaluateText(own, argument, frame.depth),
      });
    } catch (thrown) {
      if (thrown instanceof Undecided) return unknown(thrown.message, computed(args));
      throw thrown;
    }
  }

  /** The first value that decides, without a look at what follows. */
  private shortCircuit(
    name: 'and' | 'or',
    operands: readonly Operand[],
    dot: Value,
    frame: Frame,
    last: Value | undefined,
  ): Value {
    let made: Value = last ?? NIL;
    let undecided: Value | undefined;
    const count = operands.length + (last ? 1 : 0);
    for (let index = 0; index < count; index++) {
      const operand = operands[index];
      try {
        made = operand ? this.operand(operand, dot, frame) : (last ?? NIL);
      } catch (thrown) {
        if (undecided && thrown instanceof RenderFailure) return undecided;
        throw thrown;
      }
      const isTrue = truth(made);
      if (isTrue === undefined)
        undecided ??= unknown(made.kind === 'unknown' ? made.why : 'it cannot be told', made.trail);
      else if (isTrue === (name === 'or')) return undecided && name === 'or' ? undecided : made;
    }
    return undecided ?? made;
  }
}

/** What fields lead to. What begins with nothing stays nothing; nothing on the way is a fault. */
function chain(from: Value, names: readonly string[], given: readonly Value[]): Value {
  if (names.length === 0) {
    if (given.length > 0) throw new RenderFailure("can't give argument to non-function");
    return from;
  }
  if (from.kind === 'nil') return NIL;
  let at: Value = from;
  for (const [index, name] of names.entries()) {
    const args = index === names.length - 1 ? given : [];
    if (at.kind === 'nil' && names[0] === 'Values' && index > 1)
      throw new MissingValue(nilPointer(name), names.slice(1, index));
    at = fieldOf(at, name, args);
  }
  return at;
}

function nilPointer(name: string): string {
  return `nil pointer evaluating interface {}.${name}`;
}

function fieldOf(value: Value, name: string, args: readonly Value[]): Value {
  switch (value.kind) {
    case 'unknown':
      return value;
    case 'nil':
      throw new RenderFailure(nilPointer(name));
    case 'special': {
      const found = value.call(name, args);
      if (found === undefined)
        throw new RenderFailure(`can't evaluate field ${name} in ${value.name}`);
      return found;
    }
    case 'map': {
      const found = value.entries.get(name);
      if (found === undefined && value.open !== null) return unknown(value.open, value.trail);
      if (args.length > 0 && found?.kind !== 'special')
        throw new RenderFailure(`${name} is not a method but has arguments`);
      return found ?? { kind: 'nil', trail: value.trail };
    }
    default:
      throw new RenderFailure(`can't evaluate field ${name} in a ${value.kind}`);
  }
}

/** What a `range` goes through, with keys; `undefined` where that cannot be told. */
function itemsOfRange(value: Value): readonly (readonly [Value, Value])[] | undefined {
  switch (value.kind) {
    case 'nil':
      return [];
    case 'list':
      if (value.isUnordered) return undefined;
      return value.items.map((item, index) => [int(index), item]);
    case 'map':
      if (value.open !== null) return undefined;
      return sortedKeys(value).map((key) => [text(key), value.entries.get(key) ?? NIL]);
    case 'number': {
      if (value.type === 'float64') throw new RenderFailure("range can't iterate over a number");
      if (value.value > MAX_TEMPLATE_STEPS)
        throw new LimitError('its templates take too many steps');
      return Array.from({ length: Math.max(0, value.value) }, (_, index) => [
        int(index),
        int(index),
      ]);
    }
    case 'special':
      return value.items?.();
    case 'unknown':
      return undefined;
    default:
      throw new RenderFailure(`range can't iterate over a ${value.kind}`);
  }
}

function int(value: number): Value {
  return { kind: 'number', type: 'int', value, trail: [] };
}

/** The beginning of an object of Kubernetes. */
const OBJECT = /^kind:/m;

/** One mark for blocks that may be there: where the first of them would stand. */
function masked(blocks: readonly HiddenBlock[], why: string): Rope {
  const texts = blocks.map(({ rope }) => rope.map((piece) => piece.text).join(''));
  const hidden = blocks.filter(
    ({ rope }, index) => OBJECT.test(texts[index] ?? '') || rope.some((piece) => piece.hidden),
  );
  const first = texts.find((each) => /\S/.test(each)) ?? texts.find((each) => each !== '') ?? '';
  const [lead = ''] = /^\s*/.exec(first) ?? [];
  const trail = lead === first ? '' : first.slice(first.trimEnd().length);
  const mark: Piece = { ...unknownPiece(why), ...(hidden.length > 0 && { hidden }) };
  const plain = (own: string): Piece => computedPiece(own, []);
  if (!/\S/.test(first)) return [mark];
  if (texts.some((each) => /^---/m.test(each))) return [plain('\n---\n'), mark, plain('\n---\n')];
  const isItem = first.startsWith('- ', lead.length);
  const many = { ...mark, text: `${UNKNOWN_MARK}${isItem ? MANY_MARK : ''}` };
  return [plain(isItem ? `${lead}- ` : lead), many, plain(trail)];
}
