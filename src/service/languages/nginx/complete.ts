import type { NamedPlace, Proposal } from '../../contracts/editing';
import { type Span, span } from '../../contracts/span';
import { directiveNamed, directivesIn, documentationOf, moduleOf, wordsOf } from './directives';
import { bodyKind } from './grammar';
import type { NginxModel, Scope } from './model';
import { tokenize } from './tokenize';
import { builtInVariables } from './variables';

/**
 * What can be written at an offset: a directive where one may begin, else the names that the
 * directive takes there and variables after a `$`.
 *
 * @param names what all nginx files of the project define and use
 */
export function completeAt(
  model: NginxModel,
  offset: number,
  names: readonly NamedPlace[],
): readonly Proposal[] {
  const cursor = cursorAt(model.text, offset);
  if (!cursor) return [];
  const { words, word } = cursor;
  const [directive] = words;
  const scope = scopeAt(model, offset);
  if (directive === undefined) return directives(scope, word);
  const typed = model.text.slice(word.start, offset);
  const dollar = /\$\{?\w*$/.exec(typed);
  if (dollar) return variables(names, span(offset - dollar[0].length, word.end), dollar[0]);
  return [...named(directive, typed, word, names), ...values(words, scope, word)];
}

interface Cursor {
  /** The words of the directive before the one under the cursor. */
  readonly words: readonly string[];
  /** The word under the cursor; empty between words. */
  readonly word: Span;
}

/** Nothing is proposed in comments, Lua and tables such as `map`, whose lines begin with a key. */
function cursorAt(text: string, offset: number): Cursor | undefined {
  let words: string[] = [];
  const open: string[] = [];
  for (const token of tokenize(text).tokens) {
    if (token.start >= offset) break;
    const inside = token.end >= offset && token.kind !== 'space';
    switch (token.kind) {
      case 'word':
        if (inside) {
          const table = bodyKind(open.at(-1) ?? '') !== 'block' && words.length === 0;
          return table ? undefined : { words, word: span(token.start, token.end) };
        }
        words.push(text.slice(token.start, token.end));
        break;
      case 'comment':
      case 'lua':
        if (inside) return undefined;
        break;
      case 'space':
        break;
      default:
        if (token.kind === 'open') open.push(words[0] ?? '');
        if (token.kind === 'close') open.pop();
        words = [];
    }
  }
  if (bodyKind(open.at(-1) ?? '') !== 'block') return undefined;
  return { words, word: span(offset, offset) };
}

function scopeAt({ scopes, root }: NginxModel, offset: number): Scope {
  return scopes.filter(({ inner }) => inner.start <= offset && offset <= inner.end).at(-1) ?? root;
}

function directives({ kind, module }: Scope, replaces: Span): readonly Proposal[] {
  return directivesIn(kind, module).map((directive) => ({
    label: directive.name,
    kind: directive.block ? 'block' : 'directive',
    detail: moduleOf(directive),
    documentation: documentationOf(directive),
    replaces,
    newText: directive.name,
  }));
}

/** The words that the reference names for a directive: `on`, `off`, `burst=`. */
function values(words: readonly string[], scope: Scope, replaces: Span): readonly Proposal[] {
  const [name = ''] = words;
  const directive = directiveNamed(name, scope.kind, scope.module);
  if (!directive) return [];
  return wordsOf(directive, scope)
    .filter((word) => !words.includes(word) && !words.some((other) => isOf(other, word)))
    .map((word) => ({
      label: word,
      kind: word.endsWith('=') ? 'property' : 'value',
      detail: name,
      documentation: '',
      replaces,
      newText: word,
    }));
}

/** Whether a word gives a parameter its value. */
function isOf(word: string, parameter: string): boolean {
  return parameter.endsWith('=') && word.startsWith(parameter);
}

function variables(
  names: readonly NamedPlace[],
  replaces: Span,
  typed: string,
): readonly Proposal[] {
  const brace = typed.startsWith('${');
  const own = defined(names, 'variable');
  return [...own, ...builtInVariables().filter((name) => !own.includes(name))].map((name) => ({
    label: `$${name}`,
    kind: 'variable',
    detail: own.includes(name) ? 'of this project' : 'of nginx',
    documentation: '',
    replaces,
    newText: brace ? `\${${name}}` : `$${name}`,
  }));
}

/** Names by the directive that takes them, with what stands before the name in the word. */
function named(
  directive: string,
  typed: string,
  word: Span,
  names: readonly NamedPlace[],
): readonly Proposal[] {
  const propose = (kind: string, prefix: string): readonly Proposal[] =>
    defined(names, kind).map((name) => ({
      label: name,
      kind: 'name',
      detail: kind,
      documentation: '',
      replaces: word,
      newText: prefix + name,
    }));
  if (/^(?:proxy|grpc)_pass$/.test(directive)) {
    const scheme = /^\w+:\/\//.exec(typed)?.[0];
    return propose('upstream', scheme ?? (directive === 'grpc_pass' ? 'grpc://' : 'http://'));
  }
  if (/^(?:fastcgi|uwsgi|scgi|memcached)_pass$/.test(directive)) return propose('upstream', '');
  if (/^(?:proxy|fastcgi|uwsgi|scgi)_cache$/.test(directive)) return propose('cache zone', '');
  if (directive === 'limit_req') return propose('limit_req zone', 'zone=');
  if (directive === 'limit_conn') return propose('limit_conn zone', '');
  if (!/^(?:try_files|error_page)$/.test(directive)) return [];
  const locations = names.filter(({ kind }) => kind.startsWith('named location of '));
  return [...new Set(locations.map(({ kind }) => kind))].flatMap((kind) => propose(kind, ''));
}

function defined(names: readonly NamedPlace[], kind: string): readonly string[] {
  const found = names.filter((name) => name.kind === kind && name.role === 'definition');
  return [...new Set(found.map(({ name }) => name))].sort();
}
