import {
  type CodeAction,
  type CompletionItem,
  CompletionItemKind,
  type Hover,
  type Position,
  type Range,
} from 'vscode-languageserver-types';
import { CHECKLIST } from '../checklist-items';
import { SEVERITIES } from '../contracts/finding';
import type { Rule } from '../contracts/rule';
import { PRACTICES } from '../practices';
import type { ConfigurationFile } from '../project/configSet';
import { DATABASE_KEYS, ENGINES } from '../project/configuration';
import { ANSWERS, TICKS_NAME } from '../project/ticks';
import { lineIndex, rangeOf } from '../text/lines';

/** A word that may stand somewhere, and what it means. */
interface Word {
  readonly label: string;
  readonly about: string;
  /** What is written behind a key. */
  readonly value?: string;
}

/** The keys of a `headroom.yaml`. */
const KEYS: readonly Word[] = [
  {
    label: 'root',
    about: 'This folder is a project of its own: nothing above it counts.',
    value: 'true',
  },
  {
    label: 'targets',
    about: 'The versions that the files are for: what they do not have is reported.',
  },
  { label: 'practices', about: 'Figures of the guide that are others here.' },
  { label: 'rules', about: 'A rule is off, or has another severity.' },
  { label: 'environments', about: 'Which files belong to which environment, by pattern.' },
  { label: 'builds', about: 'What is deployed from a root: its environments and their layers.' },
  {
    label: 'databases',
    about: 'What the files cannot know: how many connections a server grants.',
  },
  { label: 'ignore', about: 'Files, places and rules that are left out, with the reason.' },
];

const TARGETS: readonly Word[] = [
  {
    label: 'nginx',
    about: 'A version such as "1.24", or plus, or a release of nginx Plus such as R33.',
  },
  { label: 'kubernetes', about: 'A version such as "1.31".' },
];

const DATABASE: Readonly<Record<(typeof DATABASE_KEYS)[number], string>> = {
  name: 'The database, as the code names it.',
  engine: 'What it is: it decides what is kept for administration.',
  server: 'The server it runs on, where several share one.',
  maxConnections: 'How many connections the server grants.',
  reserved: 'How many of them are kept for others.',
};

const IGNORE: readonly Word[] = [
  { label: 'file', about: 'A pattern relative to this file.' },
  { label: 'at', about: 'A structural path in the file; all of it where left out.' },
  { label: 'rule', about: 'The rule that is ignored; each where left out.' },
  { label: 'reason', about: 'Why, for whoever reads it next.' },
];

const LEVELS: readonly Word[] = ['off', ...SEVERITIES].map((label) => ({
  label,
  about: label === 'off' ? 'It is not reported.' : `It is reported as ${label}.`,
}));

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
      textEdit: { range: spot.range, newText: `${label}${after}` },
    };
  });
}

/** What the word at a position means. */
export function configurationHover(
  file: ConfigurationFile,
  position: Position,
  rules: readonly Rule[],
): Hover | null {
  const spot = spotIn(file.text, position);
  const line = file.text.split(/\r?\n/)[position.line] ?? '';
  const { start, end } = spot.range;
  const written = line.slice(start.character, end.character);
  const word = wordsAt(file, spot, rules).find(({ label }) => label === written);
  if (!word) return null;
  return { contents: { kind: 'markdown', value: word.about }, range: spot.range };
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
    if (isValue) return ANSWERS.map((label) => ({ label, about: '' }));
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
      return DATABASE_KEYS.map((label) => ({ label, about: DATABASE[label] }));
    case 'ignore':
      return IGNORE;
    default:
      return [];
  }
}

/** Reads lines and their indentation, not the tree: where something is being typed, that is broken. */
function spotIn(text: string, { line, character }: Position): Spot {
  const lines = text.split(/\r?\n/);
  const current = lines[line] ?? '';
  const { indent = '', dash = '', key = '', colon = '' } = LINE.exec(current)?.groups ?? {};
  const keyStart = indent.length + dash.length;
  const isValue = colon !== '' && character > keyStart + key.length;
  const word = wordAround(current, character);
  let parent: string | undefined;
  for (let above = line - 1; keyStart > 0 && above >= 0; above--) {
    const found = LINE.exec(lines[above] ?? '')?.groups;
    if (found?.indent === '' && found.dash === '' && found.colon !== '') {
      parent = found.key;
      break;
    }
  }
  return {
    parent,
    key: isValue ? key : undefined,
    isValue,
    range: { start: { line, character: word.start }, end: { line, character: word.end } },
  };
}

function wordAround(line: string, character: number): { start: number; end: number } {
  let [start, end] = [character, character];
  while (start > 0 && /[\w./-]/.test(line[start - 1] ?? '')) start--;
  while (end < line.length && /[\w./-]/.test(line[end] ?? '')) end++;
  return { start, end };
}
