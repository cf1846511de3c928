import { tableOf } from '../text/tables';

/**
 * HCL, as Terraform writes it, as plain data: bodies of attributes and blocks, and expressions. Pure and
 * forgiving: what is broken is an expression that cannot be told, and the rest is read.
 */

/** What stands within braces, or in a file. */
export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

/** `name = expression`. */
export interface HclAttribute {
  readonly name: string;
  readonly value: Expression;
}

/** `type "label" { … }`. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
}

/** A value as it is written. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** A text with parts that are filled in. */
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly at: Expression }
  /** `of[*].…`: of each item what `rest` makes of the name `*`. */
  | { readonly kind: 'splat'; readonly of: Expression; readonly rest: Expression }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      /** The last argument is a list of arguments. */
      readonly spread: boolean;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | {
      readonly kind: 'operation';
      readonly operator: string;
      readonly operands: readonly Expression[];
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'object';
      readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
    }
  | {
      readonly kind: 'for';
      /** One name for the value, or two for key and value. */
      readonly names: readonly string[];
      readonly of: Expression;
      /** `null` for a list. */
      readonly key: Expression | null;
      readonly value: Expression;
      readonly condition: Expression | null;
      /** Values of equal keys are a list: `...`. */
      readonly grouped: boolean;
    }
  | { readonly kind: 'broken' };

/** A part of a text: as it is, filled in, or parts that are there under a condition or for each item. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly value: Expression }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: readonly TemplatePart[];
      readonly otherwise: readonly TemplatePart[];
    }
  | {
      readonly kind: 'for';
      readonly names: readonly string[];
      readonly of: Expression;
      readonly parts: readonly TemplatePart[];
    };

const BROKEN: Expression = { kind: 'broken' };
/** Expressions within one another; a text of nothing but brackets is no configuration. */
const MAX_DEPTH = 60;

/** Reads a file of HCL. Never throws. */
export function readHcl(text: string): HclBody {
  return new Reader(text).file();
}

/** Reads a text that `templatefile` fills in: a template without quotes around it. */
export function readTemplate(text: string): readonly TemplatePart[] {
  return new Reader(text).template(text);
}

const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const OPERATORS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

class Reader {
  private at = 0;
  private depth = 0;
  /** Whether a line may end within what is read. */
  private lines = false;

  constructor(private readonly text: string) {
    if (text.startsWith('\uFEFF')) this.at = 1;
  }

  file(): HclBody {
    const attributes: HclAttribute[] = [];
    const blocks: HclBlock[] = [];
    while (this.at < this.text.length) {
      const { attributes: more, blocks: inner } = this.body();
      attributes.push(...more);
      blocks.push(...inner);
      // A brace too many ends nothing.
      if (this.at < this.text.length) this.at++;
    }
    return { attributes, blocks };
  }

  /** Up to the brace that ends it, which is left. */
  private body(): HclBody {
    const attributes: HclAttribute[] = [];
    const blocks: HclBlock[] = [];
    for (;;) {
      this.space(true);
      if (this.at >= this.text.length || this.text[this.at] === '}') return { attributes, blocks };
      const name = this.name();
      if (name === undefined) {
        this.line();
        continue;
      }
      this.space(false);
      if (this.text[this.at] === '=' && this.text[this.at + 1] !== '=') {
        this.at++;
        this.space(false);
        attributes.push({ name, value: this.within(false, () => this.expression()) });
        this.space(false);
        if (!/[\n}]/.test(this.text[this.at] ?? '\n')) this.line();
        continue;
      }
      const block = this.block(name);
      if (block) blocks.push(block);
      else this.line();
    }
  }

  private block(type: string): HclBlock | undefined {
    const labels: string[] = [];
    for (;;) {
      this.space(false);
      const next = this.text[this.at];
      if (next === '"') {
        const label = this.quoted();
        labels.push(label.kind === 'literal' ? String(label.value) : '');
      } else if (next === '{') {
        this.at++;
        if (this.depth > MAX_DEPTH) return undefined;
        this.depth++;
        const body = this.body();
        this.depth--;
        if (this.text[this.at] === '}') this.at++;
        return { type, labels, body };
      } else {
        const label = this.name();
        if (label === undefined) return undefined;
        labels.push(label);
      }
    }
  }

  private within<T>(lines: boolean, read: () => T): T {
    const before = this.lines;
    this.lines = lines;
    const result = read();
    this.lines = before;
    return result;
  }

  private expression(): Expression {
    if (this.depth > MAX_DEPTH) {
      this.line();
      return BROKEN;
    }
    this.depth++;
    const condition = this.operation(0);
    let result = condition;
    this.space(this.lines);
    if (this.text[this.at] === '?') {
      this.at++;
      this.space(true);
      const then = this.expression();
      this.space(true);
      if (this.take(':')) {
        this.space(true);
        const otherwise = this.expression();
        result = { kind: 'conditional', condition, then, otherwise };
      } else result = BROKEN;
    }
    this.depth--;
    return result;
  }

  private operation(level: number): Expression {
    const operators = OPERATORS[level];
    if (!operators) return this.unary();
    let left = this.operation(level + 1);
    for (;;) {
      this.space(this.lines);
      const operator = operators.find((each) => this.text.startsWith(each, this.at));
      if (operator === undefined) return left;
      this.at += operator.length;
      this.space(true);
      left = { kind: 'operation', operator, operands: [left, this.operation(level + 1)] };
    }
  }

  private unary(): Expression {
    this.space(this.lines);
    const sign = this.text[this.at];
    if ((sign === '!' || sign === '-') && this.depth <= MAX_DEPTH) {
      this.at++;
      this.depth++;
      const operand = this.unary();
      this.depth--;
      if (sign === '-' && operand.kind === 'literal' && typeof operand.value === 'number') {
        return { kind: 'literal', value: -operand.value };
      }
      return { kind: 'operation', operator: sign, operands: [operand] };
    }
    return this.postfix(this.primary());
  }

  private postfix(first: Expression): Expression {
    let value = first;
    for (;;) {
      const next = this.text[this.at];
      if (next === '.' && !this.text.startsWith('...', this.at)) {
        this.at++;
        if (this.take('*')) return { kind: 'splat', of: value, rest: this.rest() };
        const name = this.name() ?? this.match(/\d+/y);
        if (name === undefined) return BROKEN;
        value = /^\d/.test(name)
          ? { kind: 'index', of: value, at: { kind: 'literal', value: Number(name) } }
          : { kind: 'member', of: value, name };
      } else if (next === '[') {
        this.at++;
        const at = this.within(true, () => {
          this.space(true);
          if (
            this.text[this.at] === '*' &&
            /^\*\s*\]/.test(this.text.slice(this.at, this.at + 20))
          ) {
            this.at++;
            return null;
          }
          return this.expression();
        });
        this.space(true);
        if (!this.take(']')) return BROKEN;
        if (at === null) return { kind: 'splat', of: value, rest: this.rest() };
        value = { kind: 'index', of: value, at };
      } else return value;
    }
  }

  private rest(): Expression {
    return this.postfix({ kind: 'name', name: '*' });
  }

  private primary(): Expression {
    const next = this.text[this.at];
    if (next === '"') return this.quoted();
    if (next === '(') {
      this.at++;
      const inner = this.within(true, () => this.expression());
      this.space(true);
      return this.take(')') ? inner : BROKEN;
    }
    if (next === '[') return this.list();
    if (next === '{') return this.object();
    if (this.text.startsWith('<<', this.at)) return this.heredoc();
    const number = this.match(NUMBER);
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    let name = this.name();
    if (name === undefined) return BROKEN;
    while (this.text.startsWith('::', this.at)) {
      this.at += 2;
      name = `${name}::${this.name() ?? ''}`;
    }
    if (this.text[this.at] === '(') return this.call(name);
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    return name === 'null' ? { kind: 'literal', value: null } : { kind: 'name', name };
  }

  private call(name: string): Expression {
    this.at++;
    return this.within(true, (): Expression => {
      const args: Expression[] = [];
      let spread = false;
      for (;;) {
        this.space(true);
        if (this.take(')')) return { kind: 'call', name, args, spread };
        const before = this.at;
        args.push(this.expression());
        this.space(true);
        if (this.text.startsWith('...', this.at)) {
          spread = true;
          this.at += 3;
          this.space(true);
        }
        if (this.take(',')) continue;
        if (this.text[this.at] !== ')' || this.at === before) return BROKEN;
      }
    });
  }

  private list(): Expression {
    this.at++;
    return this.within(true, (): Expression => {
      this.space(true);
      if (this.isFor()) return this.loop(']');
      const items: Expression[] = [];
      for (;;) {
        this.space(true);
        if (this.take(']')) return { kind: 'list', items };
        const before = this.at;
        items.push(this.expression());
        this.space(true);
        if (this.take(',')) continue;
        if (this.text[this.at] !== ']' || this.at === before) return BROKEN;
      }
    });
  }

  private object(): Expression {
    this.at++;
    this.space(true);
    if (this.isFor()) return this.within(true, () => this.loop('}'));
    const entries: { key: Expression; value: Expression }[] = [];
    for (;;) {
      this.space(true);
      if (this.take('}')) return { kind: 'object', entries };
      const before = this.at;
      const key = this.within(false, () => this.expression());
      this.space(true);
      if (!this.take('=') && !this.take(':')) return BROKEN;
      this.space(true);
      const value = this.within(false, () => this.expression());
      // A plain word is the key itself.
      entries.push({
        key: key.kind === 'name' ? { kind: 'literal', value: key.name } : key,
        value,
      });
      this.space(true);
      this.take(',');
      if (this.at === before) return BROKEN;
    }
  }

  private isFor(): boolean {
    return /^for\s/.test(this.text.slice(this.at, this.at + 4));
  }

  /** `for k, v in of : key => value... if condition`. */
  private loop(end: string): Expression {
    this.name();
    const head = this.loopHead();
    this.space(true);
    if (!head || !this.take(':')) return BROKEN;
    this.space(true);
    const first = this.expression();
    this.space(true);
    let key: Expression | null = null;
    let value = first;
    if (this.text.startsWith('=>', this.at)) {
      this.at += 2;
      this.space(true);
      key = first;
      value = this.expression();
      this.space(true);
    }
    const grouped = this.text.startsWith('...', this.at);
    if (grouped) this.at += 3;
    this.space(true);
    let condition: Expression | null = null;
    if (/^if\s/.test(this.text.slice(this.at, this.at + 3))) {
      this.at += 2;
      this.space(true);
      condition = this.expression();
      this.space(true);
    }
    return this.take(end) ? { kind: 'for', ...head, key, value, condition, grouped } : BROKEN;
  }

  private loopHead(): { names: string[]; of: Expression } | undefined {
    const names: string[] = [];
    do {
      this.space(true);
      names.push(this.name() ?? '');
      this.space(true);
    } while (this.take(','));
    if (this.name() !== 'in') return undefined;
    this.space(true);
    return { names, of: this.expression() };
  }

  /** A text in quotes. */
  private quoted(): Expression {
    this.at++;
    const parts = this.parts('"');
    this.take('"');
    return templateOf(parts);
  }

  private heredoc(): Expression {
    const [opening, mark, tag = ''] =
      /^<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\r?\n/u.exec(
        this.text.slice(this.at, this.at + 200),
      ) ?? [];
    if (opening === undefined) return BROKEN;
    const own: string[] = [];
    let line = this.at + opening.length;
    for (;;) {
      if (line >= this.text.length) {
        this.at = this.text.length;
        return BROKEN;
      }
      const found = this.text.indexOf('\n', line);
      const end = found === -1 ? this.text.length : found;
      const written = this.text.slice(line, end);
      // What stands after it belongs to the line that the text began in.
      this.at = end;
      if (written.trim() === tag) break;
      own.push(written);
      line = end + 1;
    }
    const margin =
      mark === '-'
        ? Math.min(
            ...own.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)),
            Number.MAX_SAFE_INTEGER,
          )
        : 0;
    const text = own.map((line) => `${line.slice(Math.min(margin, line.length))}\n`).join('');
    return templateOf(new Reader(text).nested(this.depth).template(text));
  }

  private nested(depth: number): this {
    this.depth = depth + 1;
    return this;
  }

  /** A template without quotes: to the end of the text. */
  template(text: string): readonly TemplatePart[] {
    return this.depth > MAX_DEPTH ? [{ kind: 'text', text }] : this.parts('');
  }

  /** Parts up to a quote, or to the end; of what a directive opens up to the one that ends it. */
  private parts(quote: string, ends: readonly string[] = []): readonly TemplatePart[] {
    const parts: TemplatePart[] = [];
    let plain = '';
    const flush = () => {
      if (plain !== '') parts.push({ kind: 'text', text: plain });
      plain = '';
    };
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? '';
      if (quote !== '' && (character === quote || character === '\n')) break;
      if (quote !== '' && character === '\\') {
        const [escape, value] = escaped(this.text, this.at);
        plain += value;
        this.at += escape;
      } else if (this.text.startsWith('$${', this.at) || this.text.startsWith('%%{', this.at)) {
        plain += `${character}{`;
        this.at += 3;
      } else if (this.text.startsWith('${', this.at)) {
        flush();
        this.at += 2;
        if (this.text[this.at] === '~') this.at++;
        this.space(true);
        const value = this.within(true, () => this.expression());
        this.space(true);
        if (this.text[this.at] === '~') this.at++;
        if (!this.take('}')) this.toBrace();
        parts.push({ kind: 'value', value });
      } else if (this.text.startsWith('%{', this.at)) {
        const word = /^%\{~?\s*(\w+)/.exec(this.text.slice(this.at, this.at + 40))?.[1] ?? '';
        if (ends.includes(word)) break;
        flush();
        const part = this.depth > MAX_DEPTH ? undefined : this.directive(quote);
        if (part) parts.push(part);
        else this.toBrace();
      } else {
        plain += character;
        this.at++;
      }
    }
    flush();
    return parts;
  }

  private directive(quote: string): TemplatePart | undefined {
    this.at += 2;
    if (this.text[this.at] === '~') this.at++;
    this.space(true);
    const word = this.name();
    this.depth++;
    try {
      if (word === 'if') {
        this.space(true);
        const condition = this.within(true, () => this.expression());
        this.closing();
        const then = this.parts(quote, ['else', 'endif']);
        const hasElse = this.keyword() === 'else';
        const otherwise = hasElse ? this.parts(quote, ['endif']) : [];
        if (hasElse) this.keyword();
        return { kind: 'if', condition, then, otherwise };
      }
      if (word === 'for') {
        const head = this.within(true, () => this.loopHead());
        this.closing();
        const parts = this.parts(quote, ['endfor']);
        this.keyword();
        return head && { kind: 'for', ...head, parts };
      }
      return undefined;
    } finally {
      this.depth--;
    }
  }

  /** Takes `%{ else }` and the like. */
  private keyword(): string | undefined {
    const [all, word] = /^%\{~?\s*(\w+)\s*~?\}/.exec(this.text.slice(this.at, this.at + 40)) ?? [];
    if (all !== undefined) this.at += all.length;
    return word;
  }

  private closing(): void {
    this.space(true);
    if (this.text[this.at] === '~') this.at++;
    if (!this.take('}')) this.toBrace();
  }

  private toBrace(): void {
    const end = this.text.indexOf('}', this.at);
    this.at = end === -1 ? this.text.length : end + 1;
  }

  private take(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  private name(): string | undefined {
    return this.match(NAME);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** Blanks and comments; ends of lines where they mean nothing. */
  private space(lines: boolean): void {
    for (;;) {
      const next = this.text[this.at];
      if (next === ' ' || next === '\t' || next === '\r' || (lines && next === '\n')) this.at++;
      else if (next === '#' || this.text.startsWith('//', this.at)) {
        const end = this.text.indexOf('\n', this.at);
        this.at = end === -1 ? this.text.length : end;
      } else if (this.text.startsWith('/*', this.at)) {
        const end = this.text.indexOf('*/', this.at);
        this.at = end === -1 ? this.text.length : end + 2;
      } else return;
    }
  }

  /** To the end of the line, which is not understood. */
  private line(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end === -1 ? this.text.length : end + 1;
  }
}

function templateOf(parts: readonly TemplatePart[]): Expression {
  const [only, ...more] = parts;
  if (!only) return { kind: 'literal', value: '' };
  if (more.length === 0 && only.kind === 'text') return { kind: 'literal', value: only.text };
  return { kind: 'template', parts };
}

const ESCAPES = tableOf<string>({
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
});

/** How long an escape is, and what it stands for. */
function escaped(text: string, at: number): readonly [number, string] {
  const next = text[at + 1] ?? '';
  const [, short] = /^\\u([0-9a-fA-F]{4})/.exec(text.slice(at, at + 6)) ?? [];
  if (short !== undefined) return [6, String.fromCharCode(Number.parseInt(short, 16))];
  return [2, ESCAPES[next] ?? next];
}
