import {
  type CodeAction,
  type CompletionItem,
  CompletionItemKind,
  type Hover,
  type Position,
  type Range,
} from 'vscode-languageserver-types';
import { CHECKLIST } from '../checklist-items';
import type { NodeAnswer } from '../contracts/checklist';
import type { Rule } from '../contracts/rule';
import { PRACTICES } from '../practices';
import type { ConfigurationFile } from '../project/configSet';
import { ENGINES } from '../project/configuration';
import { TICKS_NAME } from '../project/ticks';
import { lineIndex, rangeOf } from '../text/lines';
import {
  ANSWER_WORDS,
  BUILD,
  DATABASE,
  IGNORE,
  KEYS,
  LEVELS,
  TARGETS,
  type Word,
} from './configurationWords';
import type { NodeAnswers } from './nodeAnswers';

/** Where a position is: the key above its block, the key of its line, and the word around it. */
interface Spot {
  readonly parent: string | undefined;
  readonly key: string | undefined;
  readonly isValue: boolean;
  readonly range: Range;
}

const LINE = /^(?<indent>[ ]*)(?<dash>(?:- +)?)(?<key>[\w./-]*)(?<colon>:?)/;

/** What can be written at a position of a `headroom.yaml` or of the file of ticks. */
export function configurationCompletions(
  file: ConfigurationFile,
  position: Position,
  rules: readonly Rule[],
): readonly CompletionItem[] {
  const spot = spotIn(file.text, position);
  return wordsAt(file, spot, rules).map(({ label, about, value }) => {
    const after = spot.isValue ? '' : value === undefined ? ':' : `: ${value}`;
    return {
      label,
      kind: spot.isValue ? CompletionItemKind.Value : CompletionItemKind.Property,
      documentation: about,
      // Where another extension completes by the schema, this is said there already.
      ...(isInSchema(label) ? { data: { schema: true } } : {}),
      textEdit: { range: spot.range, newText: `${label}${after}` },
    };
  });
}

/** What the word at a position means; of an item of the checklist also what the system answers. */
export function configurationHover(
  file: ConfigurationFile,
  position: Position,
  rules: readonly Rule[],
  answers: () => NodeAnswers,
): Hover | null {
  const spot = spotIn(file.text, position);
  const line = file.text.split(/\r?\n/)[position.line] ?? '';
  const { start, end } = spot.range;
  const written = line.slice(start.character, end.character);
  const word = wordsAt(file, spot, rules).find(({ label }) => label === written);
  if (!word) return null;
  const isItem = file.uri.endsWith(`/${TICKS_NAME}`) && !spot.isValue;
  const answer = isItem ? answers().get(word.label) : undefined;
  const value = answer ? `${word.about}\n\n${answered(answer)}` : word.about;
  return { contents: { kind: 'markdown', value }, range: spot.range };
}

/** Nodes that a hover tells; the rest is counted. */
const MOST_NODES = 5;

function answered({ says, nodes }: NodeAnswer): string {
  const code = (text: string) => text.replaceAll(/[\\`*_<>[\]]/g, '\\$&');
  const rest = nodes.length - MOST_NODES;
  return [
    code(says),
    '',
    ...nodes
      .slice(0, MOST_NODES)
      .map(({ path, line, message }) => code(`- ${path}:${line + 1}: ${message}`)),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
  ].join('\n');
}

/** "Did you mean": what a problem in a range names becomes what it was likely meant to be. */
export function configurationFixes(file: ConfigurationFile, range: Range): readonly CodeAction[] {
  const lines = lineIndex(file.text);
  return file.findings.flatMap(({ at, message }) => {
    const found = rangeOf(lines, at);
    const [, wrong, meant] = /"([^"]+)" \(did you mean "([^"]+)"\?\)/.exec(message) ?? [];
    const isAsked = found.start.line <= range.end.line && found.end.line >= range.start.line;
    if (!wrong || !meant || !isAsked) return [];
    const start = file.text.indexOf(wrong, at.start);
    if (start < 0 || start + wrong.length > at.end) return [];
    const edit = {
      range: rangeOf(lines, { start, end: start + wrong.length }),
      newText: meant,
    };
    return [
      {
        title: `Change to ${meant}`,
        kind: 'quickfix',
        isPreferred: true,
        edit: { changes: { [file.uri]: [edit] } },
      },
    ];
  });
}

function wordsAt(
  { uri }: ConfigurationFile,
  { parent, key, isValue }: Spot,
  rules: readonly Rule[],
): readonly Word[] {
  const ruleWords = () => rules.map(({ id, summary }) => ({ label: id, about: summary }));
  if (uri.endsWith(`/${TICKS_NAME}`)) {
    if (isValue) return ANSWER_WORDS;
    return CHECKLIST.flatMap(({ items }) =>
      items.map(({ id, text }) => ({ label: id, about: text })),
    );
  }
  if (isValue) {
    if (parent === 'rules') return LEVELS;
    if (parent === 'ignore' && key === 'rule') return ruleWords();
    if (parent === 'databases' && key === 'engine') {
      return ENGINES.map((label) => ({ label, about: '' }));
    }
    return [];
  }
  switch (parent) {
    case undefined:
      return KEYS;
    case 'targets':
      return TARGETS;
    case 'rules':
      return ruleWords();
    case 'practices':
      return Object.entries(PRACTICES).map(([label, { summary, value, unit }]) => ({
        label,
        about: `${summary}; ${value} ${unit} in the guide.`,
        value: String(value),
      }));
    case 'databases':
      return DATABASE;
    case 'builds':
      return BUILD;
    case 'ignore':
      return IGNORE;
    default:
      return [];
  }
}

/** Reads lines and brackets, not the tree: where something is being typed, that is broken. */
function spotIn(text: string, { line, character }: Position): Spot {
  const lines = text.split(/\r?\n/);
  const current = lines[line] ?? '';
  const word = wordAround(current, character);
  const range = { start: { line, character: word.start }, end: { line, character: word.end } };
  const top = topAbove(lines, line, character);
  if (!top) return { parent: undefined, key: undefined, isValue: false, range };
  const before = [
    (lines[top.line] ?? '').slice(top.end, top.line === line ? character : undefined),
    ...lines.slice(top.line + 1, line),
    ...(top.line === line ? [] : [current.slice(0, character)]),
  ].join('\n');
  const entry = flowEntry(before);
  if (entry === null) return { parent: top.key, key: undefined, isValue: true, range };
  if (entry !== undefined) {
    const { key = '', colon } = FLOW_ENTRY.exec(entry)?.groups ?? {};
    const isValue = colon !== undefined;
    return { parent: top.key, key: isValue ? key : undefined, isValue, range };
  }
  if (top.line === line) return { parent: undefined, key: top.key, isValue: true, range };
  const { indent = '', dash = '', key = '', colon = '' } = LINE.exec(current)?.groups ?? {};
  const isValue = colon !== '' && character > indent.length + dash.length + key.length;
  return { parent: top.key, key: isValue ? key : undefined, isValue, range };
}

/** The key of the whole file that a place is beneath: on its own line only behind the colon. */
function topAbove(lines: readonly string[], line: number, character: number) {
  for (let above = line; above >= 0; above--) {
    const found = /^(?<key>[\w-]+):/.exec(lines[above] ?? '');
    const key = found?.groups?.key;
    if (!found || key === undefined) {
      // What begins at the margin is a key that is being typed.
      if (
        above === line &&
        /^\S/.test(lines[above] ?? ' ') &&
        !/^[-\]}]/.test(lines[above] ?? '')
      ) {
        return undefined;
      }
      if (above === line && (lines[above] ?? '').trim() === '' && character === 0) return undefined;
      continue;
    }
    const end = found[0].length;
    return above < line || character >= end ? { key, line: above, end } : undefined;
  }
  return undefined;
}

const FLOW_ENTRY = /^\s*["']?(?<key>[\w./-]*)["']?(?<colon>\s*:)?/;

/** What stands of an entry within braces before the end of a text; `null` in a list, `undefined` outside. */
function flowEntry(text: string): string | null | undefined {
  const open: { readonly isMap: boolean; from: number }[] = [];
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '#' && /\s/.test(text[at - 1] ?? ' ')) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (character === '{' || character === '[') {
      open.push({ isMap: character === '{', from: at + 1 });
    } else if (character === '}' || character === ']') open.pop();
    else if (character === ',') {
      const last = open.at(-1);
      if (last) last.from = at + 1;
    }
  }
  const last = open.at(-1);
  return last && (last.isMap ? text.slice(last.from) : null);
}

function wordAround(line: string, character: number): { start: number; end: number } {
  let [start, end] = [character, character];
  while (start > 0 && /[\w./-]/.test(line[start - 1] ?? '')) start--;
  while (end < line.length && /[\w./-]/.test(line[end] ?? '')) end++;
  return { start, end };
}

/** What the schema of the file says too: everything but what belongs to rules, practices and databases. */
function isInSchema(label: string): boolean {
  return !/[./]/.test(label);
}
