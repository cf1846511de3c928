import type { SyntaxProblem } from '../../contracts/language';
import { startsDirective } from './names';
import type { BodyKind } from './syntax';

/** What stands between the braces of a directive of this name. */
export function bodyKind(name: string): Exclude<BodyKind, 'none'> {
  if (TABLES.has(name)) return 'table';
  return name.endsWith('_by_lua_block') ? 'lua' : 'block';
}

/** Whether a directive is meaningless without a block. (`server` is a line in an upstream.) */
export function needsBlock(name: string): boolean {
  return BLOCKS.has(name);
}

/**
 * Whether a word at the start of a line begins a new directive although the one before it, called
 * `previous`, has no `;`. nginx itself reads on and takes the word for an argument.
 */
export function beginsDirective(word: string, previous: string): boolean {
  if (SPREAD_OUT.has(previous) && !word.includes('_') && !UNLIKELY_ARGUMENTS.has(word))
    return false;
  return startsDirective(word);
}

/** The file that a comment of `nginx -T` announces. */
export function dumpedFile(comment: string): string | undefined {
  return /^# configuration file (\S+):$/.exec(comment)?.[1];
}

/** A space that nginx does not take for one, as it comes with text from a web page. */
export function oddCharacter(word: string): { index: number; name: string } | undefined {
  const index = word.search(/[\u00A0\u2000-\u200F\u2028\u2029\u202F\u205F\u3000\uFEFF\f\v]/);
  if (index < 0) return undefined;
  const code = word.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  return { index, name: `U+${code}` };
}

/** What nginx makes of a byte-order mark. */
export function byteOrderMark(text: string): readonly SyntaxProblem[] {
  if (!text.startsWith('\uFEFF')) return [];
  return [
    {
      at: { start: 0, end: 1 },
      message:
        'The file starts with a byte-order mark, which nginx reads as a part of the first word: save it without.',
    },
  ];
}

/** Blocks whose lines are keys and values, not directives. */
const TABLES: ReadonlySet<string> = new Set([
  'map',
  'geo',
  'types',
  'split_clients',
  'charset_map',
  'match',
  'num_map',
  'geoip2',
]);

const BLOCKS: ReadonlySet<string> = new Set([
  'http',
  'events',
  'stream',
  'location',
  'upstream',
  'if',
  'limit_except',
]);

/** Directives that are usually written over several lines; a word there is rarely a new directive. */
const SPREAD_OUT: ReadonlySet<string> = new Set(['server_name', 'env', 'limit_except', 'include']);

/** Not even a list of host names has these. */
const UNLIKELY_ARGUMENTS: ReadonlySet<string> = new Set(['listen', 'location', 'root', 'return']);
