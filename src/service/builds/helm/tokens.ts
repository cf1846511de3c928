import { tableOf } from '../../text/tables';

/** A word of a template. */
export interface Token {
  readonly kind:
    | 'literal'
    | 'open'
    | 'close'
    | 'word'
    | 'field'
    | 'dot'
    | 'variable'
    | 'text'
    | 'number'
    | 'bar'
    | 'comma'
    | 'round'
    | 'closing'
    | 'declare'
    | 'assign';
  readonly text: string;
  readonly at: number;
  /** A space stands before it. */
  readonly isSpaced: boolean;
}

const WORD =
  /(?<space>[ \t\r\n]+)|(?<declare>:=)|(?<number>[-+]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+))|(?<variable>\$[\p{L}\p{N}_]*)|(?<field>\.[\p{L}_][\p{L}\p{N}_]*)|(?<dot>\.)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<bar>\|)|(?<comma>,)|(?<round>\()|(?<closing>\))|(?<assign>=)|(?<quoted>"(?:[^"\\\n]|\\.)*")|(?<raw>`[^`]*`)|(?<char>'(?:[^'\\\n]|\\.)+')/uy;

/** The words of a template: texts with their spaces trimmed as `{{-` and `-}}` say, and what is in actions. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trims = false;
  for (;;) {
    const open = text.indexOf('{{', at);
    const end = open === -1 ? text.length : open;
    const isTrimmed = open !== -1 && /^-[ \t\r\n]/.test(text.slice(open + 2, open + 4));
    let literal = text.slice(at, end);
    let start = at;
    if (trims) {
      const trimmed = literal.replace(/^[ \t\r\n]+/, '');
      start += literal.length - trimmed.length;
      literal = trimmed;
    }
    if (isTrimmed) literal = trimmedEnd(literal);
    tokens.push({ kind: 'literal', text: literal, at: start, isSpaced: false });
    if (open === -1) return tokens;
    at = open + (isTrimmed ? 3 : 2);
    const comment = /^[ \t\r\n]*\/\*/.exec(text.slice(at, at + 100));
    if (comment) {
      const close = text.indexOf('*/', at + comment[0].length);
      const after =
        close === -1 ? null : /^(?:[ \t\r\n]+-)?\}\}/.exec(text.slice(close + 2, close + 100));
      if (!after) throw new SyntaxError('unclosed comment');
      trims = after[0].length > 2;
      at = close + 2 + after[0].length;
      continue;
    }
    tokens.push({ kind: 'open', text: '{{', at: open, isSpaced: false });
    [at, trims] = inside(text, at, tokens);
  }
}

function trimmedEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The words up to `}}`, and whether it trims. */
function inside(text: string, from: number, tokens: Token[]): [number, boolean] {
  let at = from;
  let isSpaced = true;
  for (;;) {
    if (text.startsWith('}}', at)) {
      tokens.push({ kind: 'close', text: '}}', at, isSpaced });
      return [at + 2, false];
    }
    if (isSpaced && text.startsWith('-}}', at)) {
      tokens.push({ kind: 'close', text: '-}}', at, isSpaced });
      return [at + 3, true];
    }
    WORD.lastIndex = at;
    const match = WORD.exec(text);
    if (!match?.groups)
      throw new SyntaxError(`unexpected ${text.charAt(at) || 'end of file'} in an action`);
    const { groups } = match;
    const word = match[0];
    if (groups.space === undefined) {
      tokens.push({ ...wordOf(groups, word), at, isSpaced });
      isSpaced = false;
    } else isSpaced = true;
    at += word.length;
  }
}

function wordOf(
  groups: Readonly<Record<string, string | undefined>>,
  word: string,
): Pick<Token, 'kind' | 'text'> {
  if (groups.quoted !== undefined) return { kind: 'text', text: unquoted(word.slice(1, -1)) };
  if (groups.raw !== undefined)
    return { kind: 'text', text: word.slice(1, -1).replaceAll('\r', '') };
  if (groups.char !== undefined) {
    return { kind: 'number', text: String(unquoted(word.slice(1, -1)).codePointAt(0) ?? 0) };
  }
  if (groups.field !== undefined) return { kind: 'field', text: word.slice(1) };
  const kinds = [
    'declare',
    'number',
    'variable',
    'dot',
    'word',
    'bar',
    'comma',
    'round',
    'closing',
  ] as const;
  return { kind: kinds.find((kind) => groups[kind] !== undefined) ?? 'assign', text: word };
}

const ESCAPES = tableOf<string>({
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
});

/** A text of Go without its escapes. */
function unquoted(text: string): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|(.))/g,
    (_, hex?: string, short?: string, long?: string, octal?: string, other?: string) => {
      const code = hex ?? short ?? long;
      if (code !== undefined) {
        const point = Number.parseInt(code, 16);
        if (point > 0x10ffff) throw new SyntaxError('bad escape');
        return String.fromCodePoint(point);
      }
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      return ESCAPES[other ?? ''] ?? other ?? '';
    },
  );
}
