import { type Span, span } from '../contracts/span';

/** A word, an operator or the end of a line of a shell script. */
export interface ShellToken {
  readonly kind: 'word' | 'operator' | 'newline' | 'end';
  readonly at: Span;
  /** Of a word: as the program gets it, in the spelling of `CommandLine`. */
  readonly text: string;
  /** Some of it stands in quotes, so it is no reserved word and no pattern. */
  readonly quoted: boolean;
}

/** What a shell takes for one, longest first. */
const OPERATORS = [
  ';;&',
  '<<<',
  '<<-',
  '&>>',
  '&&',
  '||',
  ';;',
  ';&',
  '<<',
  '>>',
  '>&',
  '<&',
  '&>',
  '>|',
  '<>',
  '|&',
  ';',
  '&',
  '|',
  '<',
  '>',
  '(',
  ')',
] as const;

/** Reads a script token by token; quotes, comments and here-documents are its business. */
export class ShellTokens {
  readonly comments: { readonly at: Span; readonly text: string }[] = [];
  /** Every quote and bracket was closed. */
  isWhole = true;
  private at = 0;
  private ahead: ShellToken | undefined;
  private readonly hereDocuments: { readonly end: string; readonly indented: boolean }[] = [];

  constructor(private readonly text: string) {}

  peek(): ShellToken {
    this.ahead ??= this.read();
    return this.ahead;
  }

  next(): ShellToken {
    const token = this.peek();
    this.ahead = undefined;
    return token;
  }

  /** Says that the word after `<<` ends a here-document, which begins on the next line. */
  expectHereDocument(end: string, indented: boolean): void {
    this.hereDocuments.push({ end, indented });
  }

  private read(): ShellToken {
    const { text } = this;
    this.skipBlanks();
    const start = this.at;
    if (start >= text.length) return this.token('end', start, '');
    const character = text[start] ?? '';
    if (character === '\n') {
      this.at++;
      const token = this.token('newline', start, '\n');
      this.skipHereDocuments();
      return token;
    }
    // A number right before a redirection is a file's, no word: `2>&1`.
    this.at += /^\d+(?=[<>])/.exec(text.slice(start, start + 10))?.[0].length ?? 0;
    const operator = OPERATORS.find((one) => text.startsWith(one, this.at));
    if (operator) {
      this.at += operator.length;
      return this.token('operator', start, operator);
    }
    return this.word(start);
  }

  private token(kind: ShellToken['kind'], start: number, text: string, quoted = false): ShellToken {
    return { kind, at: span(start, this.at), text, quoted };
  }

  private skipBlanks(): void {
    const { text } = this;
    for (; this.at < text.length; this.at++) {
      const character = text[this.at] ?? '';
      if (character === '\\' && /[\r\n]/.test(text[this.at + 1] ?? '')) {
        this.at += text[this.at + 1] === '\r' ? 2 : 1;
      } else if (character === '#') {
        const end = lineEnd(text, this.at);
        this.comments.push({ at: span(this.at, end), text: text.slice(this.at + 1, end) });
        this.at = end - 1;
      } else if (!/[ \t\r\f\uFEFF]/.test(character)) {
        return;
      }
    }
  }

  private skipHereDocuments(): void {
    for (const { end, indented } of this.hereDocuments.splice(0)) {
      for (;;) {
        if (this.at >= this.text.length) {
          this.isWhole = false;
          return;
        }
        const stop = lineEnd(this.text, this.at);
        const line = this.text.slice(this.at, stop);
        this.at = Math.min(this.text.length, this.text.indexOf('\n', stop) + 1 || this.text.length);
        if ((indented ? line.replace(/^\t+/, '') : line) === end) break;
      }
    }
  }

  private word(start: number): ShellToken {
    const { text } = this;
    let said = '';
    let quoted = false;
    while (this.at < text.length) {
      const character = text[this.at] ?? '';
      if (character === "'") {
        const end = this.closed(text.indexOf("'", this.at + 1));
        said += text.slice(this.at + 1, end).replaceAll('$', '\\$');
        this.at = end + 1;
        quoted = true;
      } else if (character === '"') {
        this.at++;
        said += this.doubleQuoted();
        quoted = true;
      } else if (character === '\\') {
        const next = text[this.at + 1] ?? '';
        const isBreak = next === '\n' || next === '\r';
        if (!isBreak) said += next === '$' ? '\\$' : next;
        this.at += next === '\r' && text[this.at + 2] === '\n' ? 3 : 2;
        quoted ||= !isBreak;
      } else if (character === '$' || character === '`') {
        said += this.expansion();
      } else if (character === '(' && /^\w+\+?=$/.test(said)) {
        const end = this.closed(text.indexOf(')', this.at));
        said += text.slice(this.at, end + 1);
        this.at = end + 1;
      } else if (/[ \t\r\n\f\uFEFF;&|<>()]/.test(character)) {
        break;
      } else {
        said += character;
        this.at++;
      }
    }
    this.at = Math.min(this.at, text.length);
    return this.token('word', start, said, quoted);
  }

  private doubleQuoted(): string {
    const { text } = this;
    let said = '';
    while (this.at < text.length && text[this.at] !== '"') {
      const character = text[this.at] ?? '';
      const next = text[this.at + 1] ?? '';
      if (character === '\\' && '"\\`$'.includes(next) && next !== '') {
        said += next === '$' ? '\\$' : next;
        this.at += 2;
      } else if (character === '\\' && next === '\n') {
        this.at += 2;
      } else if (character === '$' || character === '`') {
        said += this.expansion();
      } else {
        said += character;
        this.at++;
      }
    }
    if (this.at >= text.length) this.isWhole = false;
    this.at++;
    return said;
  }

  /** `$NAME` becomes `${NAME}`; a command in backquotes becomes `$(…)`. */
  private expansion(): string {
    const { text } = this;
    const start = this.at;
    if (text[start] === '`') {
      const end = this.closed(text.indexOf('`', start + 1));
      this.at = end + 1;
      return `$(${text.slice(start + 1, end)})`;
    }
    const next = text[start + 1] ?? '';
    if (next === '(' || next === '{') {
      this.at = this.bracketEnd(start + 1);
      return text.slice(start, this.at).replaceAll('"', '');
    }
    const name = /^(?:[A-Za-z_]\w*|[@*#?$!0-9-])/.exec(text.slice(start + 1, start + 200))?.[0];
    this.at += 1 + (name?.length ?? 0);
    return name === undefined ? '\\$' : `\${${name}}`;
  }

  /** The end of a bracket, quotes within it passed over. */
  private bracketEnd(open: number): number {
    const { text } = this;
    const [opener, closer] = text[open] === '{' ? ['{', '}'] : ['(', ')'];
    let depth = 0;
    for (let index = open; index < text.length; index++) {
      const character = text[index];
      if (character === '\\') index++;
      else if (character === "'" && opener === '(') {
        index = Math.max(index, text.indexOf("'", index + 1));
      } else if (character === opener) depth++;
      else if (character === closer && --depth === 0) return index + 1;
    }
    this.isWhole = false;
    return text.length;
  }

  private closed(end: number): number {
    if (end >= 0) return end;
    this.isWhole = false;
    return this.text.length;
  }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  const stop = end === -1 ? text.length : end;
  return text[stop - 1] === '\r' && stop - 1 >= at ? stop - 1 : stop;
}

/** The words of one command, as the program gets them, up to its first operator or the end of its line. */
export function wordsOfCommand(line: string): readonly string[] {
  const tokens = new ShellTokens(line);
  const words: string[] = [];
  for (;;) {
    const token = tokens.next();
    if (token.kind !== 'word') return words;
    words.push(token.text);
  }
}
