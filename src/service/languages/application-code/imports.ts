import type { TextChange } from '../../contracts/fix';
import { span } from '../../contracts/span';
import { escapePattern } from '../../text/patterns';
import type { ApplicationModel } from './model';
import type { PoolUse } from './pools';

/**
 * Takes a pool from another module instead of making it: its declaration goes, and the import of what
 * makes it becomes this one. `undefined` where anything else of the file would have to change.
 */
export function importInstead(
  { text, grammar }: Pick<ApplicationModel, 'text' | 'grammar'>,
  { call, name }: PoolUse,
  written: string,
): readonly TextChange[] | undefined {
  if (grammar !== 'typescript' && grammar !== 'tsx') return undefined;
  const declared = lineOf(text, call.at.start, call.at.end);
  const line = declared && text.slice(declared.start, declared.end);
  if (
    !line ||
    !/^(?:const|let|var)\s+\w+(?:\s*:\s*\w+)?\s*=\s*new\s+\w+\([^\n]*\);?\s*$/.test(line)
  )
    return undefined;
  const imported = new RegExp(
    `^import \\{ *${escapePattern(name)} *\\} from (['"])([^'"\\n]+)\\1;?[ \\t]*$`,
    'm',
  ).exec(text);
  // What makes it is named in the import, in this declaration, and nowhere else.
  if (!imported || text.match(new RegExp(`\\b${escapePattern(name)}\\b`, 'g'))?.length !== 2)
    return undefined;
  const quote = imported[1] ?? "'";
  const semicolon = /;[ \t]*$/.test(imported[0]);
  const extension = /from ['"]\.[^'"]*\.js['"]/.test(text) ? '.js' : '';
  const own = written.replace(
    /'([^']*)';$/,
    `${quote}$1${extension}${quote}${semicolon ? ';' : ''}`,
  );
  return [
    { span: span(imported.index, imported.index + imported[0].length), newText: own },
    { span: declared, newText: '' },
  ];
}

/** The whole line a stretch stands on, with the empty one behind it if one is in front as well. */
function lineOf(text: string, start: number, end: number) {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(start, end).includes('\n')) return undefined;
  const newline = text.indexOf('\n', end);
  const to = newline === -1 ? text.length : newline + 1;
  const blankBehind = /^[ \t]*\r?\n/.exec(text.slice(to))?.[0].length ?? 0;
  const blankInFront = /\n[ \t]*\r?\n$/.test(text.slice(0, from));
  return span(from, to + (blankInFront ? blankBehind : 0));
}
