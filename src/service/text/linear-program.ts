import { tableOf } from './tables';

/** A step of a program: it reads a character, tells where to go on, asks where it stands, or is the end. */
export type Step =
  | { readonly reads: Reads }
  | { readonly forks: readonly number[] }
  | { readonly asks: Ask; readonly next: number }
  | { readonly ends: true };

type Reads = (character: string) => boolean;
type Ask = (before: string | undefined, after: string | undefined) => boolean;
/** What makes steps; each leads to the step that is made next. */
type Part = () => void;

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

/** No name that people write needs more steps, or brackets within each other. */
const MAX_STEPS = 2_000;
const MAX_DEPTH = 50;
/** As in RE2. */
const MAX_REPEAT = 1_000;

/** An expression that is not taken. */
export class Unjudged extends Error {}

/** The program of an expression. @throws Unjudged */
export function programOf(source: string): readonly Step[] {
  return new Reader(source).program();
}

/** Reads an expression and writes its program. */
class Reader {
  private readonly signs: readonly string[];
  private readonly steps: Step[] = [];
  private at = 0;
  private depth = 0;
  private flags: Flags = { i: false, m: false, s: false };

  constructor(source: string) {
    this.signs = [...source];
  }

  program(): readonly Step[] {
    const whole = this.choice();
    if (this.at < this.signs.length) throw new Unjudged();
    whole();
    this.add({ ends: true });
    return this.steps;
  }

  private add(step: Step): number {
    if (this.steps.length >= MAX_STEPS) throw new Unjudged();
    return this.steps.push(step) - 1;
  }

  private set(index: number, forks: readonly number[]): void {
    this.steps[index] = { forks };
  }

  private take(sign: string): boolean {
    if (this.signs[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  private takes(word: string): boolean {
    if (this.signs.slice(this.at, this.at + word.length).join('') !== word) return false;
    this.at += word.length;
    return true;
  }

  /** The alternatives up to the bracket that closes them; flags that are set within hold to there. */
  private choice(): Part {
    if (++this.depth > MAX_DEPTH) throw new Unjudged();
    const outer = this.flags;
    const alternatives = [this.sequence()];
    while (this.take('|')) alternatives.push(this.sequence());
    this.flags = outer;
    this.depth--;
    const [only] = alternatives;
    if (only && alternatives.length === 1) return only;
    return () => {
      const fork = this.add({ forks: [] });
      const begins: number[] = [];
      const ends: number[] = [];
      for (const each of alternatives) {
        begins.push(this.steps.length);
        each();
        ends.push(this.add({ forks: [] }));
      }
      this.set(fork, begins);
      for (const end of ends) this.set(end, [this.steps.length]);
    };
  }

  private sequence(): Part {
    const parts: Part[] = [];
    for (;;) {
      const sign = this.signs[this.at];
      if (sign === undefined || sign === '|' || sign === ')') break;
      const part = this.atom();
      if (part) parts.push(this.repeated(part));
    }
    return () => {
      for (const part of parts) part();
    };
  }

  /** One part; nothing where only flags are set. */
  private atom(): Part | undefined {
    const sign = this.signs[this.at++] ?? '';
    const { i, m, s } = this.flags;
    switch (sign) {
      case '(':
        return this.group();
      case '[':
        return this.reading(this.characters());
      case '.':
        return this.reading((one) => s || one !== '\n');
      case '^':
        return this.asking((before) => before === undefined || (m && before === '\n'));
      case '$':
        return this.asking((_, after) => after === undefined || (m && after === '\n'));
      case '\\':
        return this.escaped();
      case '*':
      case '+':
      case '?':
        throw new Unjudged();
      default:
        return this.reading(folded((one) => one === sign, i));
    }
  }

  private reading(reads: Reads): Part {
    return () => this.add({ reads });
  }

  private asking(asks: Ask): Part {
    return () => this.add({ asks, next: this.steps.length + 1 });
  }

  private group(): Part | undefined {
    if (this.take('?')) {
      if (this.takes('P<') || this.takes('<')) {
        const end = this.signs.indexOf('>', this.at);
        const name = this.signs.slice(this.at, Math.max(this.at, end)).join('');
        if (!/^\w+$/.test(name)) throw new Unjudged();
        this.at = end + 1;
      } else {
        const outer = this.flags;
        this.flags = this.flagged();
        if (this.take(')')) return undefined;
        if (!this.take(':')) throw new Unjudged();
        const inner = this.closed();
        this.flags = outer;
        return inner;
      }
    }
    return this.closed();
  }

  private closed(): Part {
    const inner = this.choice();
    if (!this.take(')')) throw new Unjudged();
    return inner;
  }

  private flagged(): Flags {
    const flags = { ...this.flags };
    let on = true;
    for (;;) {
      const sign = this.signs[this.at];
      if (sign === '-' && on) on = false;
      else if (sign === 'i' || sign === 'm' || sign === 's') flags[sign] = on;
      // Which of several matches is preferred does not matter here.
      else if (sign !== 'U') return flags;
      this.at++;
    }
  }

  private repeated(part: Part): Part {
    const sign = this.signs[this.at];
    const [least, most] =
      sign === '*'
        ? [0, Infinity]
        : sign === '+'
          ? [1, Infinity]
          : sign === '?'
            ? [0, 1]
            : (this.counted() ?? [1, 1]);
    if (sign === '*' || sign === '+' || sign === '?') this.at++;
    else if (least === 1 && most === 1) return part;
    this.take('?');
    // RE2 takes no repetition of a repetition.
    if (/^[*+?]$/.test(this.signs[this.at] ?? '') || this.peekCount()) throw new Unjudged();
    return () => {
      for (let count = 0; count < least; count++) part();
      if (most === Infinity) {
        const fork = this.add({ forks: [] });
        part();
        this.add({ forks: [fork] });
        this.set(fork, [fork + 1, this.steps.length]);
        return;
      }
      const forks: number[] = [];
      for (let count = least; count < most; count++) {
        forks.push(this.add({ forks: [] }));
        part();
      }
      for (const fork of forks) this.set(fork, [fork + 1, this.steps.length]);
    };
  }

  private peekCount(): boolean {
    const before = this.at;
    const found = this.counted();
    this.at = before;
    return found !== undefined;
  }

  /** `{2}`, `{2,}`, `{2,5}`; other braces stand for themselves. */
  private counted(): readonly [number, number] | undefined {
    if (this.signs[this.at] !== '{') return undefined;
    const written = this.signs.slice(this.at, this.at + 12).join('');
    const [whole, low, comma, high] = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(written) ?? [];
    if (whole === undefined || (comma === '' && high !== '')) return undefined;
    this.at += whole.length;
    const least = Number(low);
    const most = comma === '' ? least : high === '' ? Infinity : Number(high);
    if (least > MAX_REPEAT || most < least || (most > MAX_REPEAT && high !== '')) {
      throw new Unjudged();
    }
    return [least, most];
  }

  private escaped(): Part {
    const sign = this.signs[this.at] ?? '';
    const edge: Ask = (before, after) => isWord(before) !== isWord(after);
    const asks = tableOf<Ask>({
      A: (before) => before === undefined,
      z: (_, after) => after === undefined,
      b: edge,
      B: (before, after) => !edge(before, after),
    });
    const ask = asks[sign];
    if (ask) {
      this.at++;
      return this.asking(ask);
    }
    return this.reading(folded(this.escape(), this.flags.i));
  }

  /** What stands behind a backslash, as a set of characters. */
  private escape(): Reads {
    const sign = this.signs[this.at++] ?? '';
    const kind = CLASSES[sign.toLowerCase()];
    if (kind && /[dsw]/i.test(sign)) return /[DSW]/.test(sign) ? (one) => !kind(one) : kind;
    const meant = this.meant(sign);
    return (one) => one === meant;
  }

  /** The character that an escape stands for. */
  private meant(sign: string): string {
    const control = CONTROLS[sign];
    if (control !== undefined) return control;
    if (sign === 'x') {
      const rest = this.signs.slice(this.at, this.at + 10).join('');
      const [whole, two, more] = /^(?:([\da-fA-F]{2})|\{([\da-fA-F]{1,6})\})/.exec(rest) ?? [];
      const code = Number.parseInt(two ?? more ?? '', 16);
      if (whole === undefined || code > 0x10ffff) throw new Unjudged();
      this.at += whole.length;
      return String.fromCodePoint(code);
    }
    if (sign === '' || /[\dA-Za-z]/.test(sign) || sign > '\x7f') throw new Unjudged();
    return sign;
  }

  /** A set in brackets, behind the first of them. */
  private characters(): Reads {
    const isNegated = this.take('^');
    const members: Reads[] = [];
    for (let isFirst = true; ; isFirst = false) {
      const sign = this.signs[this.at];
      if (sign === undefined) throw new Unjudged();
      if (sign === ']' && !isFirst) break;
      members.push(folded(this.member(), this.flags.i));
    }
    this.at++;
    return (one) => members.some((reads) => reads(one)) !== isNegated;
  }

  private member(): Reads {
    if (this.signs[this.at] === '[' && this.signs[this.at + 1] === ':') {
      const end = this.signs.indexOf(':', this.at + 2);
      const name = this.signs.slice(this.at + 2, Math.max(this.at + 2, end)).join('');
      const reads = POSIX[name.replace(/^\^/, '')];
      if (!reads || this.signs[end + 1] !== ']') throw new Unjudged();
      this.at = end + 2;
      return name.startsWith('^') ? (one) => !reads(one) : reads;
    }
    const low = this.bound();
    if (typeof low !== 'string') return low;
    const next = this.signs[this.at + 1];
    if (this.signs[this.at] !== '-' || next === ']' || next === undefined) {
      return (one) => one === low;
    }
    this.at++;
    const high = this.bound();
    if (typeof high !== 'string') throw new Unjudged();
    const [from, to] = [codeOf(low), codeOf(high)];
    if (from > to) throw new Unjudged();
    return (one) => from <= codeOf(one) && codeOf(one) <= to;
  }

  private bound(): string | Reads {
    const sign = this.signs[this.at++] ?? '';
    if (sign !== '\\') return sign;
    if (/^[dDsSwW]$/.test(this.signs[this.at] ?? '')) return this.escape();
    return this.meant(this.signs[this.at++] ?? '');
  }
}

const CLASSES = tableOf<Reads>({
  d: (one) => /^\d$/.test(one),
  s: (one) => /^[\t\n\f\r ]$/.test(one),
  w: (one) => /^\w$/.test(one),
});

const CONTROLS = tableOf<string>({
  a: '\x07',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
});

const POSIX = tableOf<Reads>({
  alnum: (one) => /^[0-9A-Za-z]$/.test(one),
  alpha: (one) => /^[A-Za-z]$/.test(one),
  digit: (one) => /^\d$/.test(one),
  lower: (one) => /^[a-z]$/.test(one),
  upper: (one) => /^[A-Z]$/.test(one),
  space: (one) => /^[\t\n\v\f\r ]$/.test(one),
  punct: (one) => /^[!-/:-@[-`{-~]$/.test(one),
  word: (one) => /^\w$/.test(one),
  xdigit: (one) => /^[\da-fA-F]$/.test(one),
});

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /^\w$/.test(character);
}

/** In both cases where case does not matter. */
function folded(reads: Reads, isFolded: boolean): Reads {
  if (!isFolded) return reads;
  return (one) => reads(one) || reads(one.toLowerCase()) || reads(one.toUpperCase());
}
