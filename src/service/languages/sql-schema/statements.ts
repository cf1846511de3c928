import type { TableFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import { bracketed, itemsOf, type Token } from './tokens';

/** What one statement says about one table, and where that is named. */
export interface TableChange
  extends Pick<TableFact, 'table' | 'action' | 'columns' | 'indexed' | 'unique' | 'foreign'> {
  readonly at: Span;
}

/**
 * What a statement says about tables. Creating a table, an index or a key, and adding a column, is
 * understood; what else may bring an index or another name makes its table unclear.
 */
export function changesOf(statement: readonly Token[], text: string): readonly TableChange[] {
  const words = statement.map((token) => (token.kind === 'word' ? token.text : ''));
  const [first] = words;
  const object = /^(?:create|alter)$/.test(first ?? '') ? objectOf(words) : -1;
  if (first === 'create' && words[object] === 'table') return createTable(statement, words, object);
  if (first === 'create' && words[object] === 'index') return createIndex(statement, words);
  if (first === 'alter' && words[object] === 'table') return alterTable(statement, words, object);
  if (first === 'insert' || first === 'replace') {
    const at = nameAfter(statement, words.indexOf('into') + 1);
    return at ? [change(at.name, 'filled')] : [];
  }
  if (first === 'rename') return [anything(statement)];
  return hidden(statement, text);
}

/** `table` of `create unlogged table`, `index` of `create unique index`. */
function objectOf(words: readonly string[]): number {
  const index = words.findIndex((word) => word === 'table' || word === 'index');
  return index > 0 && index <= 3 ? index : -1;
}

function createTable(
  statement: readonly Token[],
  words: readonly string[],
  object: number,
): readonly TableChange[] {
  if (words.slice(0, object).some((word) => /^temp(?:orary)?$/.test(word))) return [];
  const from = words[object + 1] === 'if' ? object + 4 : object + 1;
  const named = nameAfter(statement, from);
  if (!named) return [];
  const inside = statement[named.next]?.text === '(' ? bracketed(statement, named.next) : undefined;
  // `AS SELECT`, `PARTITION OF`, `LIKE`, half typed: what it has is written elsewhere.
  if (!inside || words.includes('like') || words.includes('inherits')) {
    return [change(named.name, 'unclear')];
  }
  const found: Items = { columns: {}, indexed: [], unique: [], foreign: {} };
  for (const item of itemsOf(inside)) readItem(item, found);
  return [{ ...change(named.name, 'created'), ...found }];
}

/** A column or a key between the brackets of a table, or behind `ADD`. */
function readItem(tokens: readonly Token[], { columns, indexed, unique, foreign }: Items): void {
  const named = tokens[0]?.kind === 'word' && tokens[0].text === 'constraint';
  const item = named ? tokens.slice(2) : tokens;
  const [first, second] = item;
  if (!first) return;
  const isKey =
    first.kind === 'word' &&
    (/^(?:primary|foreign|check|exclude|fulltext|spatial)$/.test(first.text) ||
      (/^(?:unique|key|index)$/.test(first.text) && !isType(second)));
  if (isKey || named) {
    if (first.text === 'foreign') {
      for (const column of firstColumn(item)) foreign[column] = referenced(item) ?? '';
    } else if (!/^(?:check|exclude|fulltext|spatial)$/.test(first.text)) {
      indexed.push(...firstColumn(item));
      if (/^(?:primary|unique)$/.test(first.text)) unique.push(plainColumns(item));
    }
    return;
  }
  columns[first.text] = item
    .slice(1, 4)
    .map(({ text }) => text)
    .join(' ');
  const rest = item.slice(1).map(({ text }) => text);
  if (rest.includes('unique') || (rest.includes('primary') && rest.includes('key'))) {
    indexed.push(first.text);
    unique.push([first.text]);
  }
  const other = referenced(item);
  if (other !== undefined) foreign[first.text] = other;
}

/** The table behind `REFERENCES`. */
function referenced(item: readonly Token[]): string | undefined {
  const at = item.findIndex(({ kind, text }) => kind === 'word' && text === 'references');
  return at === -1 ? undefined : nameAfter(item, at + 1)?.name.text;
}

/** What is said of a table between its brackets, or behind `ADD`. */
interface Items {
  readonly columns: Record<string, string>;
  readonly indexed: string[];
  readonly unique: (readonly string[])[];
  readonly foreign: Record<string, string>;
}

/** A column called `key` or `index` has a type behind its name. */
function isType(token: Token | undefined): boolean {
  return (
    token?.kind === 'word' &&
    /^(?:text|varchar|character|char|bytea|blob|uuid|int\w*|bigint|smallint|serial|numeric|json\w*)$/.test(
      token.text,
    )
  );
}

/** The columns of the first element of the first brackets: of `lower(email)` both words. */
function firstColumn(tokens: readonly Token[]): readonly string[] {
  const open = tokens.findIndex(({ text }) => text === '(');
  if (open === -1) return [];
  const [first = []] = itemsOf(bracketed(tokens, open) ?? []);
  return first.filter(({ kind }) => kind === 'word' || kind === 'name').map(({ text }) => text);
}

/** The columns between the first brackets, as far as each element is one. */
function plainColumns(tokens: readonly Token[]): readonly string[] {
  const open = tokens.findIndex(({ text }) => text === '(');
  return itemsOf((open === -1 ? undefined : bracketed(tokens, open)) ?? []).map((item) =>
    item.map(({ text }) => text).join(' '),
  );
}

function createIndex(
  statement: readonly Token[],
  words: readonly string[],
): readonly TableChange[] {
  const on = words.indexOf('on');
  const named = nameAfter(statement, words[on + 1] === 'only' ? on + 2 : on + 1);
  if (on === -1 || !named) return [anything(statement)];
  const behind = statement.slice(named.next);
  // Under a condition it is unique among some rows only.
  const isUnique = words[1] === 'unique' && !words.includes('where');
  return [
    {
      ...change(named.name, 'changed'),
      indexed: firstColumn(behind),
      unique: isUnique ? [plainColumns(behind)] : [],
    },
  ];
}

function alterTable(
  statement: readonly Token[],
  words: readonly string[],
  object: number,
): readonly TableChange[] {
  let from = object + 1;
  if (words[from] === 'if') from += 2;
  if (words[from] === 'only') from += 1;
  const named = nameAfter(statement, from);
  if (!named) return [];
  const found: Items = { columns: {}, indexed: [], unique: [], foreign: {} };
  for (const item of itemsOf(statement.slice(named.next))) {
    const [verb, ...rest] = item;
    if (verb?.kind !== 'word') continue;
    if (/^(?:rename|attach|inherit|exchange|change|modify)$/.test(verb.text)) {
      return [change(named.name, 'unclear')];
    }
    if (verb.text !== 'add') continue;
    if (
      rest.some(({ kind, text }) => kind === 'word' && text === 'using') &&
      !rest.some(({ text }) => text === '(')
    ) {
      return [change(named.name, 'unclear')];
    }
    const skipped = rest[0]?.text === 'column' ? rest.slice(1) : rest;
    readItem(skipped[0]?.text === 'if' ? skipped.slice(3) : skipped, found);
  }
  return [{ ...change(named.name, 'changed'), ...found }];
}

interface Named {
  readonly name: Token;
  /** The token behind it. */
  readonly next: number;
}

/** The name at a place, its schema left out. */
function nameAfter(statement: readonly Token[], from: number): Named | undefined {
  let index = from;
  while (statement[index + 1]?.text === '.') index += 2;
  const name = statement[index];
  return name && (name.kind === 'word' || name.kind === 'name')
    ? { name, next: index + 1 }
    : undefined;
}

/** An index may be made within a body of code: of the tables it names, or of any. */
function hidden(statement: readonly Token[], text: string): readonly TableChange[] {
  const [first] = statement;
  if (
    first?.kind !== 'word' ||
    !/^(?:do|create|call|execute|exec|begin|if|declare|select)$/.test(first.text)
  )
    return [];
  const last = statement.at(-1) as Token;
  const body = text.slice(first.at.start, last.at.end);
  const makes =
    /\b(?:create\s+(?:unique\s+)?index|add\s+(?:constraint|unique|primary|index|key))\b/gi;
  if (!makes.test(body)) return [];
  const named = [
    ...body.matchAll(
      /\b(?:on|alter\s+table(?:\s+if\s+exists)?(?:\s+only)?)\s+(?:["`]?\w+["`]?\.)?["`]?(\w+)["`]?/gi,
    ),
  ];
  if (/\bexecute\s+(?:format|'[^']*'\s*\|\|)/i.test(body) || named.length === 0)
    return [anything(statement)];
  return named.map(([, name = '']) => ({
    ...change(first, 'unclear'),
    table: name.toLowerCase(),
  }));
}

function change(name: Token, action: TableFact['action']): TableChange {
  return {
    table: name.text,
    action,
    columns: {},
    indexed: [],
    unique: [],
    foreign: {},
    at: name.at,
  };
}

function anything([first]: readonly Token[]): TableChange {
  return { ...change(first as Token, 'unclear'), table: '*' };
}
