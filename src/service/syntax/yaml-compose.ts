import { Composer, type CST, type Document, Lexer, Parser } from 'yaml';
import type { Comment } from '../contracts/language';
import { span } from '../contracts/span';
import { Remembered } from './remembered';

/** A text of YAML as the parser tells it. Nobody changes the documents: others read them too. */
export interface ComposedYaml {
  /** The first document with content, else the first; none of an empty text. */
  readonly document: Document.Parsed | undefined;
  readonly comments: readonly Comment[];
  /** How deep collections are nested, as the parser counts. */
  readonly depth: number;
}

/** The lexer announces a scalar, which may begin with a hash sign, by this character. */
const SCALAR_FOLLOWS = '\x1f';
const CONTROLS: ReadonlySet<string> = new Set(['\x02', '\x18', SCALAR_FOLLOWS]);

/**
 * A text is asked for by what builds from it and by the language it is of, one after the other. Some hundred thousand
 * characters are a small project, or what an edit makes again.
 */
const composed = new Remembered<ComposedYaml>(300_000);

/**
 * Composes a text, in one pass over its lexemes: comments are kept nowhere else.
 * @throws where it is nested too deep for the parser's stack
 */
export function composeYaml(text: string): ComposedYaml {
  const known = composed.of(text);
  if (known) return known;
  const made = compose(text);
  composed.set(text, made, text.length);
  return made;
}

function compose(text: string): ComposedYaml {
  const parser = new Parser();
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const documents: Document.Parsed[] = [];
  const comments: Comment[] = [];
  const take = (tokens: Iterable<CST.Token>) => {
    for (const token of tokens) for (const made of composer.next(token)) documents.push(made);
  };
  let offset = 0;
  let depth = 0;
  let inScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (!inScalar && lexeme.startsWith('#')) {
      const at = span(offset, offset + lexeme.length);
      comments.push({ at, text: lexeme.slice(1).trim() });
    }
    inScalar = lexeme === SCALAR_FOLLOWS;
    if (!CONTROLS.has(lexeme)) offset += lexeme.length;
    take(parser.next(lexeme));
    depth = Math.max(depth, parser.stack.length);
  }
  take(parser.end());
  documents.push(...composer.end(false, text.length));
  const document = documents.find(({ contents }) => contents !== null) ?? documents[0];
  return { document, comments, depth };
}
