import type { TableFact } from '../../../contracts/fact';
import type { Grammar } from '../grammars';
import type { Node } from '../syntax/node';
import type { Imports, Uses } from '../uses';

/** A column of a table that a model of code declares, or a relation that stands for one. */
export interface ColumnOfModel {
  /** Its names in code and in the database; the first is the one that people write. */
  readonly names: readonly string[];
  /** As it is written, for what few values it may have. */
  readonly type: string;
  readonly indexed: boolean;
  /** No two rows have the same. */
  readonly unique?: boolean;
  /** The model whose row it names, empty where that is not told; `null` for any other column. */
  readonly to: string | null;
}

/** Columns of a key or an index, in its order. */
export interface KeyOfModel {
  readonly columns: readonly string[];
  readonly unique: boolean;
}

/** What code declares about a table: the class, the object or the call that its rows are read by. */
export interface ModelOfCode {
  /** Each name that code calls it by. */
  readonly names: readonly string[];
  /** What names it. */
  readonly at: Node;
  /** What the database calls it, as it is written or as the library makes it of the name. */
  readonly table: string;
  readonly dialect?: TableFact['dialect'];
  readonly columns: readonly ColumnOfModel[];
  readonly keys: readonly KeyOfModel[];
  /** It only adds to what the model itself declares. */
  readonly changes?: true;
}

/** A file whose models are read. */
export interface FileOfModels {
  readonly root: Node;
  readonly grammar: Grammar;
  readonly imports: Imports;
  readonly uses: Uses;
}

/** How the models of one library are read, and how one says that a column has an index. */
export interface Tables {
  /** Nothing of a model whose indexes may be said elsewhere. */
  read(file: FileOfModels): readonly ModelOfCode[];
  /** They describe a database that is made otherwise, unless settings say that it is made of them. */
  readonly describes?: true;
  /** The sentence that says how an index is added, with COLUMN and MODEL in it. */
  readonly adds: string;
}

/** Whether a file imports something of such a module. */
export function importsOf({ imports }: Pick<FileOfModels, 'imports'>, module: RegExp): boolean {
  return [...imports.values()].some((binding) => module.test(binding.module));
}

/** `customer_id` of `customerId` and of `CustomerID`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** The texts between quotes that stand in a text, in their order. */
export function quotedIn(text: string): readonly string[] {
  return [...text.matchAll(/["'`]([^"'`\n]{1,100})["'`]/g)].map(([, inner = '']) => inner);
}

/** A call within a text that is written there, with its arguments as they are written. */
export interface WrittenCall {
  readonly name: string;
  readonly arguments: readonly string[];
}

/** The calls of a text whose names match, in their order; what is not closed is none. */
export function callsIn(text: string, name: RegExp): readonly WrittenCall[] {
  return [...text.matchAll(/(?<!\w)(\w{1,60})\s{0,4}\(/g)].flatMap((found) => {
    const [whole, called = ''] = found;
    if (!name.test(called)) return [];
    const values = argumentsAt(text, found.index + whole.length);
    return values ? [{ name: called, arguments: values }] : [];
  });
}

/** Longer lists of arguments are not read. */
const MAX_ARGUMENTS = 4000;

/** What stands between commas from a place on to the bracket that closes it. */
function argumentsAt(text: string, from: number): readonly string[] | undefined {
  const values: string[] = [];
  let depth = 0;
  let quote = '';
  let begin = from;
  const end = Math.min(text.length, from + MAX_ARGUMENTS);
  for (let at = from; at < end; at++) {
    const letter = text.charAt(at);
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (/["'`]/.test(letter)) quote = letter;
    else if (/[([{]/.test(letter)) depth++;
    else if (/[)\]}]/.test(letter)) {
      if (depth === 0) return [...values, text.slice(begin, at).trim()].filter((one) => one !== '');
      depth--;
    } else if (letter === ',' && depth === 0) {
      values.push(text.slice(begin, at).trim());
      begin = at + 1;
    }
  }
  return undefined;
}

/** The value of a keyword among arguments: of `fields=["a"]` what follows the sign. */
export function keywordOf(values: readonly string[], name: string): string | undefined {
  const begin = new RegExp(`^${name}\\s*[=:](?!=)\\s*`);
  const found = values.find((value) => begin.test(value));
  return found?.replace(begin, '');
}

/** Words of a text and of what it quotes: of `lower(email)` both. */
export function wordsIn(text: string): readonly string[] {
  return [...text.matchAll(/[A-Za-z_]\w{0,80}/g)].map(([word]) => word);
}

/** A key whose first column is told by an expression: each word of it may be the one. */
export function keysBy(
  first: string,
  unique: boolean,
  others: readonly string[] = [],
): KeyOfModel[] {
  const words = wordsIn(first);
  const isPlain = words.length === 1;
  return words.map((word) => ({ columns: [word, ...others], unique: unique && isPlain }));
}
