import type { BuildSources, SetValue, ValuesLayer } from '../../contracts/build';
import { wordsOfCommand } from '../../syntax/shell-words';
import { folderOf, joinedPath } from '../../text/paths';
import { standingFor } from '../command-files';
import {
  alternativesOf,
  type ScriptVariables,
  variableNamesIn,
  variablesIn,
  withVariable,
} from '../script-variables';
import type { ReleaseSaid } from './release-files';
import { pairsIn } from './set-values';

/** Options that take the word behind them, and say nothing of values. */
const VALUED = new Set([
  ...['--version', '--timeout', '--kubeconfig', '--kube-context', '--repo', '--description'],
  ...['--history-max', '-o', '--output', '--post-renderer', '--username', '--password'],
  ...['--ca-file', '--cert-file', '--key-file', '--kube-version', '-a', '--api-versions'],
  ...['--kube-token', '--kube-as-user', '--labels', '-l', '--keyring', '--registry-config'],
]);

/** The releases of charts of the project that the command lines of a file make. */
export function releasesRunIn(
  sources: BuildSources,
  path: string,
  isChart: (folder: string) => boolean,
): readonly ReleaseSaid[] {
  const script = sources.derived('helm command lines', path, (text) => ({
    lines: commandLinesIn(text),
    variables: variablesIn(text),
  }));
  if (!script) return [];
  const run = script.lines.flatMap((line): readonly (readonly [SaidLine, Place])[] =>
    readLine(line, script.variables).flatMap((said) => {
      const place = placeOf(said.chart, folderOf(path), isChart);
      return place ? [[said, place]] : [];
    }),
  );
  // A line that takes a file by its name stands for that one, and not those with a variable in theirs.
  const plain = new Set(
    run.flatMap(([{ values }, place]) =>
      values.flatMap((each) =>
        each.kind === 'file' ? (fileOf(sources, each.path, place) ?? []) : [],
      ),
    ),
  );
  return run.flatMap(([said, place]) =>
    withFiles(sources, said, place, (file) => plain.has(file)).map(
      ({ chart: _, values, ...rest }) => ({
        ...rest,
        chart: place.folder,
        hints: [...rest.hints, ...nameOf(path).split(/[-_.]/)],
        values: values.map((layer): ValuesLayer => {
          if (layer.kind !== 'file') return layer;
          const file = fileOf(sources, layer.path, place);
          return file === undefined
            ? { kind: 'unknown', why: `${layer.path} is not read` }
            : { kind: 'file', path: file };
        }),
      }),
    ),
  );
}

/** Where the paths of a command line begin, and the folder of its chart. */
interface Place {
  readonly folder: string;
  readonly from: string;
}

function placeOf(
  chart: string,
  own: string,
  isChart: (folder: string) => boolean,
): Place | undefined {
  return [own, ''].flatMap((from) => {
    const folder = joinedPath(from, chart);
    return folder !== undefined && isChart(folder) ? [{ folder, from }] : [];
  })[0];
}

function fileOf(sources: BuildSources, path: string, { from, folder }: Place): string | undefined {
  if (!isPlain(path)) return undefined;
  return [from, '', folder]
    .flatMap((at) => joinedPath(at, path) ?? [])
    .find((file) => sources.exists(file));
}

/**
 * A line once for each file of values that a variable in their names may mean: `values-$ENVIRONMENT.yaml`. None
 * where more than one variable stands in them, or nothing but the variable.
 */
function withFiles(
  sources: BuildSources,
  said: SaidLine,
  { from, folder }: Place,
  isTaken: (file: string) => boolean,
): readonly SaidLine[] {
  const files = said.values.flatMap((each) => (each.kind === 'file' ? [each.path] : []));
  const open = files.filter((file) => !isPlain(file));
  const [first] = open;
  if (first === undefined) return [said];
  const [name, ...others] = [...new Set(open.flatMap(variableNamesIn))];
  const pattern = name === undefined ? '' : withVariable(first, name, '*');
  const isTold =
    /^[^$`{}()<>*]*\*[^$`{}()<>*]*$/.test(pattern) &&
    /[\w.-]{2}\/|[a-z]{2}[-_.]?\*|\*[-_.]?[a-z]{2,}\./i.test(pattern);
  if (name === undefined || others.length > 0 || !isTold) return [];
  const found = [from, '', folder].flatMap((at) => {
    const glob = joinedPath(at, pattern);
    if (glob === undefined) return [];
    return standingFor(glob, sources, (file) => !isTaken(file));
  });
  return [...new Set(found)].map((value) => {
    const put = (word: string) => withVariable(word, name, value);
    return {
      ...said,
      name: said.name === null ? null : put(said.name),
      values: said.values.map(
        (each): ValuesLayer => (each.kind === 'file' ? { ...each, path: put(each.path) } : each),
      ),
      hints: [value, ...said.hints],
    };
  });
}

/** A text with each folded block of YAML (`run: >`) on one line, as it is run. */
function foldedBlocks(text: string): string {
  if (!/:[ \t]*>[-+]?[ \t]*\r?$/m.test(text)) return text;
  return text.replace(FOLDED, (_, key: string, block: string) => {
    const indent = /^[ \t]*/.exec(block)?.[0] ?? '';
    return `${key}${block.replaceAll(`\n${indent}`, (end, at: number) => (/^[ \t\r\n]/.test(block.slice(at + end.length)) ? end : ' '))}`;
  });
}

/** A key with `>`, and the lines of its block: those that are indented as its first one, or deeper. */
const FOLDED = /(:[ \t]*>[-+]?[ \t]*\r?\n)(([ \t]+)\S[^\n]*(?:\n\3[^\n]*)*)/g;

/** The words behind `helm upgrade` or `helm install` of each command line. */
function commandLinesIn(text: string): readonly (readonly string[])[] {
  if (!/\bhelm\b/.test(text)) return [];
  const joined = foldedBlocks(text).replace(/\\\r?\n[ \t]*/g, ' ');
  return joined.split(/\r?\n/).flatMap((line) => {
    const at = /(?<![\w./-])helm3?[ \t]+(?:upgrade|install)[ \t]+/.exec(line);
    // What is said about a command runs none.
    const isRun = at && !/(?:^|\s)#|["'`]|\becho\b/.test(line.slice(0, at.index));
    return isRun ? [wordsOfCommand(line.slice(at.index + at[0].length))] : [];
  });
}

/** Whether a word is the same whenever the line runs. */
function isPlain(word: string): boolean {
  return !/[$`{}()<>*]/.test(word);
}

/** A command line as it is read; names of its files of values may have a variable in them. */
type SaidLine = ReleaseSaid;

/** What a command line may say: once for each value that its script may give its chart and its files of values. */
function readLine(words: readonly string[], variables: ScriptVariables): readonly SaidLine[] {
  const names = [...new Set(words.flatMap(variableNamesIn))].filter((each) => variables.has(each));
  const isPath = (word: string) => names.some((name) => variableNamesIn(word).includes(name));
  let lines: readonly (readonly string[])[] = [words];
  for (const [index, word] of words.entries()) {
    if (!isPath(word) || !isFileOrChart(words, index)) continue;
    const each = alternativesOf(word, variables);
    if (lines.length * each.length > MAX_READINGS) continue;
    lines = lines.flatMap((line) => each.map((one) => line.with(index, one)));
  }
  return lines.flatMap((line) => saidBy(line) ?? []);
}

/** One command line is read in no more ways. */
const MAX_READINGS = 8;

/** Whether a word names a file of values or may name the chart: what else a line says is one value, or unknown. */
function isFileOrChart(words: readonly string[], index: number): boolean {
  const word = words[index] ?? '';
  const before = words[index - 1] ?? '';
  if (word.startsWith('-')) return /^(?:-f|--values)=/.test(word);
  return before === '-f' || before === '--values' || (index > 0 && !before.startsWith('-'));
}

function saidBy(words: readonly string[]): SaidLine | undefined {
  const given: string[] = [];
  const values: ValuesLayer[] = [];
  const set: SetValue[] = [];
  let namespace: string | null = null;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const [, name = word, inline] = /^(--?[\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (!word.startsWith('-')) {
      given.push(word);
      continue;
    }
    const isFile = name === '-f' || name === '--values';
    const isSet = name === '--set' || name === '--set-string';
    const isSpace = name === '-n' || name === '--namespace';
    const isOther = VALUED.has(name) || name.startsWith('--set-');
    if (!isFile && !isSet && !isSpace && !isOther) continue;
    const value = inline ?? words[++index] ?? '';
    if (isSpace) namespace = isPlain(value) ? value : null;
    else if (isSet) set.push(...setValues(value, name === '--set-string'));
    else if (isFile) {
      values.push(...value.split(',').map((file): ValuesLayer => ({ kind: 'file', path: file })));
    } else if (name.startsWith('--set-'))
      values.push({ kind: 'unknown', why: `what ${name} gives is not read` });
  }
  const chart = given.at(-1);
  if (chart === undefined || given.length > 2 || !isPlain(chart)) return undefined;
  const first = given.length === 2 ? given[0] : undefined;
  const release = first !== undefined && isPlain(first) ? first : null;
  if (set.length > 0) values.push({ kind: 'set', values: set });
  return {
    chart,
    name: release,
    namespace,
    values,
    hints: [release, namespace].flatMap((each) => each ?? []),
  };
}

/** `a.b=1,c=x`: single values by their keys. */
function setValues(written: string, isText: boolean): readonly SetValue[] {
  return pairsIn(written).map(([key, value]) => ({
    key,
    value: isPlain(value.replace(/^\{|\}$/g, '')) ? value : null,
    isText,
  }));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
