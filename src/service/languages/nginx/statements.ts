import { span } from '../../contracts/span';
import type { NginxDirective, Scope, TableRow } from './model';
import { argumentPath, type PathMaker } from './paths';
import type { Places } from './places';
import type { Draft } from './scopes';
import type { Statement, Token } from './syntax';
import { fieldOf, wordField, wordValue } from './words';

/** The text that statements are read from, and where what is read of them is written down. */
export interface Reading {
  readonly text: string;
  readonly places: Places;
}

/** A statement as a directive of a level; `name` is its first word. */
export function readDirective(
  { text, places }: Reading,
  statement: Statement,
  name: Token,
  scope: Scope,
  paths: PathMaker,
): Draft<NginxDirective> {
  const written = valueIn(text, name);
  const values: string[] = [];
  for (let index = 1; index < statement.words.length; index++) {
    const word = statement.words[index];
    if (word) values.push(valueIn(text, word));
  }
  const path = paths.next(written, values);
  const args = values.map((value, index) =>
    fieldOf(statement.words[index + 1] ?? name, value, argumentPath(path, index)),
  );
  const at = span(name.start, name.end);
  places.add(path, at);
  for (const arg of args) if (arg.state !== 'absent') places.add(arg.path, arg.at);
  return { name: written, at, path, args, span: statement.span, scope, block: null, rows: [] };
}

/** A row of a table, or `undefined` for what is no row, or not one yet. */
export function readRow(
  { text, places }: Reading,
  row: Statement,
  paths: PathMaker,
): TableRow | undefined {
  const first = row.words[0];
  if (row.incomplete || row.body || !first) return undefined;
  const path = paths.next('row', [text.slice(first.start, first.end)]);
  const words = row.words.map((word, index) => wordField(text, word, argumentPath(path, index)));
  const at = span(first.start, first.end);
  places.add(path, at);
  for (const word of words) if (word.state !== 'absent') places.add(word.path, word.at);
  return { at, path, words, span: row.span };
}

/** The name that a statement begins with; empty where it has no words. */
export function nameOf(text: string, { words: [name] }: Statement): string {
  return name ? valueIn(text, name) : '';
}

function valueIn(text: string, word: Token): string {
  return wordValue(text.slice(word.start, word.end), word.quote);
}
