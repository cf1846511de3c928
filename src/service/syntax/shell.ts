import type { Draft } from '../contracts/draft';
import { cover, type Span } from '../contracts/span';
import { type ShellToken, ShellTokens } from './shell-words';

/** Under which condition a command runs. */
export interface ShellCondition {
  readonly kind: 'if' | 'else' | 'case' | 'loop' | 'and' | 'or';
  /** What is asked, as written. */
  readonly text: string;
  readonly patterns: readonly string[];
}

/** One simple command. */
export interface ShellCommand {
  readonly at: Span;
  readonly words: readonly ShellWord[];
  readonly assigned: readonly { readonly name: string; readonly value: string }[];
  readonly background: boolean;
  /** It runs in a shell of its own: a pipe, `( … )`. */
  readonly inChild: boolean;
  /** What it writes goes into the next command. */
  readonly piped?: true;
  readonly conditions: readonly ShellCondition[];
}

/** A word as the program gets it; see `CommandLine` for its spelling. */
export interface ShellWord {
  readonly at: Span;
  readonly text: string;
  readonly quoted: boolean;
}

/** A script, taken apart into its simple commands. */
export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  readonly functions: ReadonlyMap<string, readonly ShellCommand[]>;
  readonly comments: readonly { readonly at: Span; readonly text: string }[];
  /** All of it could be read: quotes closed, every `if` with its `fi`. */
  readonly complete: boolean;
}

/** Blocks within blocks beyond this depth are not followed. */
const MAX_DEPTH = 60;
const CLOSING = new Set(['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}']);
const OPENING = new Set(['if', 'while', 'until', 'for', 'select', 'case', '{', '(', 'function']);

/** Reads a script for `sh`, `bash` and their kin. Never throws. */
export function readShell(text: string): ShellScript {
  return new ShellParser(text).script();
}

interface Surroundings {
  readonly conditions: readonly ShellCondition[];
  readonly inChild: boolean;
  readonly depth: number;
}

type Command = Draft<ShellCommand>;

class ShellParser {
  private readonly tokens: ShellTokens;
  private readonly functions = new Map<string, readonly ShellCommand[]>();
  private isComplete = true;

  constructor(private readonly text: string) {
    this.tokens = new ShellTokens(text);
  }

  script(): ShellScript {
    const commands: Command[] = [];
    const around: Surroundings = { conditions: [], inChild: false, depth: 0 };
    while (this.tokens.peek().kind !== 'end') {
      this.list(commands, around, []);
      // What closes nothing is passed over.
      if (this.tokens.peek().kind !== 'end') {
        this.tokens.next();
        this.isComplete = false;
      }
    }
    return {
      commands,
      functions: this.functions,
      comments: this.tokens.comments,
      complete: this.isComplete && this.tokens.isWhole,
    };
  }

  /** Commands until one of the words that end the block; the word itself stays. */
  private list(into: Command[], around: Surroundings, ends: readonly string[]): void {
    for (;;) {
      const token = this.tokens.peek();
      if (token.kind === 'end' || this.isEnd(token, ends)) return;
      if (token.kind === 'newline' || (token.kind === 'operator' && token.text === ';')) {
        this.tokens.next();
      } else if (!this.andOr(into, around, ends)) {
        return;
      }
    }
  }

  private isEnd({ kind, text, quoted }: ShellToken, ends: readonly string[]): boolean {
    return (kind === 'word' || kind === 'operator') && !quoted && ends.includes(text);
  }

  private andOr(into: Command[], around: Surroundings, ends: readonly string[]): boolean {
    const first = into.length;
    let inner = around;
    for (;;) {
      const start = this.tokens.peek().at.start;
      if (!this.pipeline(into, inner, ends)) return false;
      const { kind, text } = this.tokens.peek();
      if (kind !== 'operator' || (text !== '&&' && text !== '||')) break;
      const asked = this.text.slice(start, this.tokens.next().at.start).trim();
      const condition: ShellCondition = {
        kind: text === '&&' ? 'and' : 'or',
        text: asked,
        patterns: [],
      };
      inner = { ...around, conditions: [...around.conditions, condition] };
      this.skipNewlines();
    }
    if (this.isOperator('&')) {
      this.tokens.next();
      for (const command of into.slice(first)) command.background = true;
    }
    return true;
  }

  private pipeline(into: Command[], around: Surroundings, ends: readonly string[]): boolean {
    const first = into.length;
    while (this.isWord('!') || this.isWord('time')) this.tokens.next();
    for (;;) {
      const token = this.tokens.peek();
      if (token.kind === 'end' || token.kind === 'newline' || this.isEnd(token, ends)) break;
      if (!this.command(into, around)) return false;
      if (!this.isOperator('|') && !this.isOperator('|&')) break;
      this.tokens.next();
      this.skipNewlines();
      for (const command of into.slice(first)) command.inChild = true;
      const writing = into.at(-1);
      if (writing && into.length > first) writing.piped = true;
      around = { ...around, inChild: true };
    }
    return true;
  }

  /** One command, simple or compound; `false` where none can begin. */
  private command(into: Command[], around: Surroundings): boolean {
    const token = this.tokens.peek();
    const deeper = { ...around, depth: around.depth + 1 };
    if (deeper.depth > MAX_DEPTH) {
      this.isComplete = false;
      return false;
    }
    const isOpening =
      !token.quoted && OPENING.has(token.text) && token.kind !== 'newline' && token.kind !== 'end';
    if (this.isWord('[[')) return this.test(into, around);
    if (!isOpening) return this.simple(into, around);
    this.tokens.next();
    switch (token.text) {
      case '{':
        this.list(into, deeper, ['}']);
        this.close('}');
        break;
      case '(':
        this.list(into, { ...deeper, inChild: true }, [')']);
        this.close(')');
        break;
      case 'if':
        this.conditional(into, deeper);
        break;
      case 'while':
      case 'until':
        this.loop(into, deeper, this.conditionText(into, deeper, ['do']));
        break;
      case 'for':
      case 'select':
        this.loop(into, deeper, this.headText());
        break;
      case 'case':
        this.cases(into, deeper);
        break;
      default:
        this.functionBody(this.tokens.next().text, deeper);
    }
    this.redirections();
    return true;
  }

  /** `[[ … ]]`, in which operators are no separators. */
  private test(into: Command[], { conditions, inChild }: Surroundings): boolean {
    const words: ShellWord[] = [];
    let token = this.tokens.peek();
    const { at } = token;
    while (token.kind !== 'end' && token.kind !== 'newline') {
      words.push({ at: token.at, text: token.text, quoted: token.quoted });
      this.tokens.next();
      if (token.text === ']]') break;
      token = this.tokens.peek();
    }
    const end = words.at(-1)?.at ?? at;
    into.push({ at: cover(at, end), words, assigned: [], background: false, inChild, conditions });
    return true;
  }

  private conditional(into: Command[], around: Surroundings): void {
    let asked = this.conditionText(into, around, ['then']);
    for (;;) {
      this.close('then');
      this.list(into, within(around, 'if', asked), ['elif', 'else', 'fi']);
      if (!this.isWord('elif')) break;
      this.tokens.next();
      asked = this.conditionText(into, within(around, 'else', asked), ['then']);
    }
    if (this.isWord('else')) {
      this.tokens.next();
      this.list(into, within(around, 'else', asked), ['fi']);
    }
    this.close('fi');
  }

  /** What an `if` or a `while` asks; its commands run as well. */
  private conditionText(into: Command[], around: Surroundings, ends: readonly string[]): string {
    const { start } = this.tokens.peek().at;
    this.list(into, around, ends);
    return this.text
      .slice(start, this.tokens.peek().at.start)
      .trim()
      .replace(/(?<![;\s])[;\s]+$/, '');
  }

  private headText(): string {
    const { start } = this.tokens.peek().at;
    while (this.tokens.peek().kind !== 'end' && !this.isWord('do')) this.tokens.next();
    return this.text.slice(start, this.tokens.peek().at.start).trim();
  }

  private loop(into: Command[], around: Surroundings, asked: string): void {
    this.close('do');
    this.list(into, within(around, 'loop', asked), ['done']);
    this.close('done');
  }

  private cases(into: Command[], around: Surroundings): void {
    const subject = this.tokens.next().text;
    this.skipNewlines();
    this.close('in');
    for (;;) {
      this.skipNewlines();
      if (this.isWord('esac') || this.tokens.peek().kind === 'end') break;
      const patterns: string[] = [];
      while (this.tokens.peek().kind !== 'end' && !this.isOperator(')')) {
        const { kind, text } = this.tokens.next();
        if (kind === 'word') patterns.push(text);
      }
      this.close(')');
      this.list(into, within(around, 'case', subject, patterns), [';;', ';&', ';;&', 'esac']);
      if (!this.isWord('esac') && this.tokens.peek().kind !== 'end') this.tokens.next();
    }
    this.close('esac');
  }

  private functionBody(name: string, { depth }: Surroundings): void {
    if (this.isOperator('(')) {
      this.tokens.next();
      this.close(')');
    }
    this.skipNewlines();
    const body: Command[] = [];
    this.command(body, { conditions: [], inChild: false, depth });
    this.functions.set(name, body);
  }

  private simple(into: Command[], around: Surroundings): boolean {
    const words: ShellWord[] = [];
    const assigned: { name: string; value: string }[] = [];
    let at: Span | undefined;
    for (;;) {
      if (this.redirections()) continue;
      const token = this.tokens.peek();
      if (token.kind === 'operator' && token.text === '(' && words.length === 1) {
        this.functionBody(words[0]?.text ?? '', { ...around, depth: around.depth + 1 });
        return true;
      }
      if (token.kind !== 'word') break;
      this.tokens.next();
      // It closes a block that nobody opened.
      if (!at && !token.quoted && CLOSING.has(token.text)) this.isComplete = false;
      at = at ? cover(at, token.at) : token.at;
      const [, name, value = ''] =
        (words.length === 0 && /^([A-Za-z_]\w*)\+?=(.*)$/s.exec(token.text)) || [];
      if (name !== undefined) assigned.push({ name, value });
      else words.push({ at: token.at, text: token.text, quoted: token.quoted });
    }
    if (at) {
      const { conditions, inChild } = around;
      into.push({ at, words, assigned, background: false, inChild, conditions });
      return true;
    }
    return false;
  }

  /** Passes over `> file`, `2>&1`, `<<EOF`. */
  private redirections(): boolean {
    let any = false;
    while (this.tokens.peek().kind === 'operator' && /^[<>]|^&>/.test(this.tokens.peek().text)) {
      const { text } = this.tokens.next();
      const target = this.tokens.peek();
      if (target.kind === 'word') {
        this.tokens.next();
        if (text === '<<' || text === '<<-') {
          this.tokens.expectHereDocument(target.text.replaceAll('\\$', '$'), text === '<<-');
        }
      }
      any = true;
    }
    return any;
  }

  private close(word: string): void {
    const token = this.tokens.peek();
    if (!token.quoted && token.text === word) this.tokens.next();
    else this.isComplete = false;
  }

  private skipNewlines(): void {
    while (this.tokens.peek().kind === 'newline') this.tokens.next();
  }

  private isWord(word: string): boolean {
    const { kind, text, quoted } = this.tokens.peek();
    return kind === 'word' && text === word && !quoted;
  }

  private isOperator(operator: string): boolean {
    const { kind, text } = this.tokens.peek();
    return kind === 'operator' && text === operator;
  }
}

function within(
  around: Surroundings,
  kind: ShellCondition['kind'],
  text: string,
  patterns: readonly string[] = [],
): Surroundings {
  return { ...around, conditions: [...around.conditions, { kind, text, patterns }] };
}
