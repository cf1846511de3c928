import { type Span, span } from '../contracts/span';

/** An assignment in a block of a Prisma schema. */
export interface PrismaEntry {
  /** The keyword and the name of its block: `datasource`, `db`. */
  readonly block: string;
  readonly name: string;
  readonly nameAt: Span;
  /** The text, or the variable of `env("…")`. */
  readonly value: string;
  readonly at: Span;
  readonly isVariable: boolean;
}

interface Token {
  readonly kind: 'word' | 'text' | 'sign' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the assignments `name = "text"` and `name = env("NAME")` of a schema's blocks. Comments and texts
 * are told first, so a bracket within them is none. Never throws.
 */
export function readPrisma(text: string): {
  readonly entries: readonly PrismaEntry[];
  readonly comments: readonly { readonly at: Span; readonly text: string }[];
} {
  const comments: { at: Span; text: string }[] = [];
  const tokens: Token[] = [];
  const pattern = /\/\/([^\r\n]*)|"((?:[^"\\\r\n]|\\.)*)"|(\w+)|([{}()=\n])/g;
  for (const match of text.matchAll(pattern)) {
    const { index, 0: whole, 1: comment, 2: quoted, 3: word } = match;
    const end = index + whole.length;
    if (comment !== undefined) comments.push({ at: span(index, end), text: comment });
    else if (quoted !== undefined)
      tokens.push({ kind: 'text', text: quoted, start: index + 1, end: end - 1 });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, start: index, end });
    else tokens.push({ kind: 'sign', text: whole, start: index, end });
  }
  const entries: PrismaEntry[] = [];
  const at = (index: number): Token => tokens[index] ?? { kind: 'end', text: '', start: 0, end: 0 };
  const isSign = (index: number, sign: string) =>
    at(index).kind === 'sign' && at(index).text === sign;
  let block: string | undefined;
  for (let index = 0; index < tokens.length; index++) {
    const token = at(index);
    if (token.kind === 'word' && at(index + 1).kind === 'word' && isSign(index + 2, '{')) {
      block = token.text;
    } else if (isSign(index, '}')) {
      block = undefined;
    } else if (block !== undefined && token.kind === 'word' && isSign(index + 1, '=')) {
      const next = at(index + 2);
      const inner = at(index + 4);
      const isCall = next.kind === 'word' && next.text === 'env' && isSign(index + 3, '(');
      const value = isCall ? inner : next;
      if (value.kind !== 'text') continue;
      entries.push({
        block,
        name: token.text,
        nameAt: span(token.start, token.end),
        value: value.text,
        at: span(value.start, value.end),
        isVariable: isCall,
      });
    }
  }
  return { entries, comments };
}
