import { LimitError, MAX_DEPTH, TOO_DEEP } from '../../text/limits';
import { type Token, tokensOf } from './tokens';

/** A template as a tree: texts, and what stands between `{{` and `}}`. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'action'; readonly pipe: Pipe; readonly at: number }
  | {
      readonly kind: 'if' | 'with';
      readonly pipe: Pipe;
      readonly then: TemplateBody;
      readonly otherwise: TemplateBody;
      readonly at: number;
    }
  | {
      readonly kind: 'range';
      readonly pipe: Pipe;
      readonly then: TemplateBody;
      readonly otherwise: TemplateBody;
      readonly at: number;
    }
  | {
      readonly kind: 'template';
      readonly name: string;
      readonly pipe: Pipe | null;
      readonly at: number;
    }
  | { readonly kind: 'break' | 'continue'; readonly at: number };

/** Nodes in order. */
export type TemplateBody = readonly TemplateNode[];

/** `$a, $b := one | two`. */
export interface Pipe {
  /** Variables that get the value. */
  readonly variables: readonly string[];
  /** They are there already: `=` rather than `:=`. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** An operand with its arguments. */
export type Command = readonly Operand[];

/** A word of a command. */
export type Operand =
  | { readonly kind: 'dot' | 'nil' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number; readonly isFloat: boolean }
  | { readonly kind: 'field'; readonly names: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'pipe'; readonly pipe: Pipe; readonly names: readonly string[] };

/** A file of templates: what it writes itself, and the templates it defines. */
export interface TemplateFile {
  readonly body: TemplateBody;
  readonly defined: ReadonlyMap<string, TemplateBody>;
  /** Why it cannot be read; what stands before it is kept. */
  readonly problem: string | null;
}

/** Reads a template of Go (`text/template`). Never throws. */
export function readTemplate(text: string): TemplateFile {
  const defined = new Map<string, TemplateBody>();
  try {
    const reader = new Reader(tokensOf(text), defined);
    const { body, end } = reader.body(0);
    return { body, defined, problem: end === null ? null : `unexpected {{${end}}}` };
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof LimitError)
      return { body: [], defined, problem: thrown.message };
    throw thrown;
  }
}

class Reader {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly defined: Map<string, TemplateBody>,
  ) {}

  /** Nodes up to an `end`, an `else`, or the end of the text. */
  body(depth: number): { readonly body: TemplateBody; readonly end: 'end' | 'else' | null } {
    if (depth > MAX_DEPTH) throw new LimitError(TOO_DEEP);
    const body: TemplateNode[] = [];
    for (;;) {
      const token = this.tokens[this.at];
      if (token === undefined) return { body, end: null };
      this.at++;
      if (token.kind === 'literal') {
        if (token.text !== '') body.push({ kind: 'text', text: token.text, at: token.at });
        continue;
      }
      if (token.kind !== 'open') throw new SyntaxError(`unexpected ${token.text}`);
      const next = this.tokens[this.at];
      const word = next?.kind === 'word' ? next.text : '';
      if (word === 'end' || word === 'else') {
        this.at++;
        if (word === 'end') this.expect('close');
        return { body, end: word };
      }
      const node = this.node(word, token.at, depth);
      if (node) body.push(node);
    }
  }

  private node(word: string, at: number, depth: number): TemplateNode | null {
    switch (word) {
      case 'if':
      case 'with':
      case 'range': {
        this.at++;
        return this.branches(word, at, depth);
      }
      case 'define':
      case 'block': {
        this.at++;
        const name = this.name();
        const pipe = word === 'block' ? this.pipe() : null;
        this.expect('close');
        const { body, end } = this.body(depth + 1);
        if (end !== 'end') throw new SyntaxError(`{{${word} "${name}"}} has no end`);
        if (!this.defined.has(name) || word === 'define') this.defined.set(name, body);
        return word === 'block' ? { kind: 'template', name, pipe, at } : null;
      }
      case 'template': {
        this.at++;
        const name = this.name();
        const pipe = this.tokens[this.at]?.kind === 'close' ? null : this.pipe();
        this.expect('close');
        return { kind: 'template', name, pipe, at };
      }
      case 'break':
      case 'continue': {
        this.at++;
        this.expect('close');
        return { kind: word, at };
      }
      default: {
        if (this.tokens[this.at]?.kind === 'close')
          throw new SyntaxError('missing value for command');
        const pipe = this.pipe();
        this.expect('close');
        return { kind: 'action', pipe, at };
      }
    }
  }

  private branches(kind: 'if' | 'with' | 'range', at: number, depth: number): TemplateNode {
    const pipe = this.pipe();
    this.expect('close');
    const { body: then, end } = this.body(depth + 1);
    if (end === null) throw new SyntaxError(`{{${kind}}} has no end`);
    if (end === 'end') return { kind, pipe, then, otherwise: [], at };
    const next = this.tokens[this.at];
    if (next?.kind === 'word' && (next.text === 'if' || next.text === 'with')) {
      this.at++;
      const inner = this.branches(next.text, next.at, depth + 1);
      return { kind, pipe, then, otherwise: [inner], at };
    }
    this.expect('close');
    const { body: otherwise, end: last } = this.body(depth + 1);
    if (last !== 'end') throw new SyntaxError(`{{${kind}}} has no end`);
    return { kind, pipe, then, otherwise, at };
  }

  private name(): string {
    const token = this.tokens[this.at++];
    if (token?.kind !== 'text') throw new SyntaxError('a template has no name');
    return token.text;
  }

  private expect(kind: Token['kind']): void {
    const token = this.tokens[this.at++];
    if (token?.kind !== kind) throw new SyntaxError(`unexpected ${token?.text ?? 'end of file'}`);
  }

  private pipe(depth = 0): Pipe {
    if (depth > MAX_DEPTH) throw new LimitError(TOO_DEEP);
    const start = this.at;
    const variables: string[] = [];
    let assigns = false;
    while (this.tokens[this.at]?.kind === 'variable') {
      variables.push(this.tokens[this.at]?.text ?? '');
      const next = this.tokens[this.at + 1];
      if (next?.kind === 'comma') {
        this.at += 2;
        continue;
      }
      if (next?.kind === 'declare' || next?.kind === 'assign') {
        assigns = next.kind === 'assign';
        this.at += 2;
        return { variables, assigns, commands: this.commands(depth) };
      }
      break;
    }
    this.at = start;
    return { variables: [], assigns, commands: this.commands(depth) };
  }

  private commands(depth: number): readonly Command[] {
    const commands: Command[] = [];
    for (;;) {
      const command: Operand[] = [];
      for (let operand = this.operand(depth); operand; operand = this.operand(depth))
        command.push(operand);
      if (command.length === 0) throw new SyntaxError('missing value for command');
      commands.push(command);
      if (this.tokens[this.at]?.kind !== 'bar') return commands;
      this.at++;
    }
  }

  private operand(depth: number): Operand | undefined {
    const token = this.tokens[this.at];
    switch (token?.kind) {
      case 'text':
        this.at++;
        return { kind: 'text', text: token.text };
      case 'number':
        this.at++;
        return numberOf(token.text);
      case 'word':
        this.at++;
        if (token.text === 'true' || token.text === 'false')
          return { kind: 'boolean', value: token.text === 'true' };
        return token.text === 'nil' ? { kind: 'nil' } : { kind: 'function', name: token.text };
      case 'dot':
        this.at++;
        return { kind: 'dot' };
      case 'field':
        this.at++;
        return { kind: 'field', names: [token.text, ...this.chain()] };
      case 'variable':
        this.at++;
        return { kind: 'variable', name: token.text, names: this.chain() };
      case 'round': {
        this.at++;
        const pipe = this.pipe(depth + 1);
        this.expect('closing');
        return { kind: 'pipe', pipe, names: this.chain() };
      }
      default:
        return undefined;
    }
  }

  /** Fields that follow without a space. */
  private chain(): readonly string[] {
    const names: string[] = [];
    for (;;) {
      const token = this.tokens[this.at];
      if (token?.kind !== 'field' || token.isSpaced) return names;
      names.push(token.text);
      this.at++;
    }
  }
}

function numberOf(text: string): Operand {
  const plain = text.replaceAll('_', '');
  const isFloat = /[.eEpP]/.test(plain) && !/^[-+]?0[xX]/.test(plain);
  const digits = /^[-+]?0[0-7]+$/.test(plain) ? plain.replace(/0/, '0o') : plain;
  const sign = /^[-+]/.test(digits) ? digits[0] : '';
  const value = Number(sign === '' ? digits : digits.slice(1)) * (sign === '-' ? -1 : 1);
  if (Number.isNaN(value)) throw new SyntaxError(`bad number ${text}`);
  return { kind: 'number', value, isFloat };
}
