import type { BuildSources, SetValue, ValuesLayer } from '../../contracts/build';
import { ShellTokens } from '../../syntax/shell-words';
import { folderOf, joinedPath } from '../../text/paths';
import type { ReleaseSaid } from './release-files';
import { pairsIn } from './set-values';

/** Files that hold command lines: workflows, pipelines, scripts. */
export const COMMAND_FILES = [
  '.github/workflows/*.yml',
  '.github/workflows/*.yaml',
  '.gitlab-ci.yml',
  '.circleci/config.yml',
  'azure-pipelines.yml',
  'bitbucket-pipelines.yml',
  '**/{Makefile,Justfile,justfile,Taskfile.yml,Taskfile.yaml,Jenkinsfile,Tiltfile}',
  '**/*.sh',
];

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
  const lines = sources.derived('helm command lines', path, commandLinesIn) ?? [];
  return lines.flatMap((line) => {
    const said = readLine(line);
    const chart = [folderOf(path), ''].flatMap((from) => {
      const folder = said && joinedPath(from, said.chart);
      return folder !== undefined && isChart(folder) ? [{ folder, from }] : [];
    })[0];
    if (!said || !chart) return [];
    const { folder, from } = chart;
    const values = said.values.map((layer): ValuesLayer => {
      if (layer.kind !== 'file') return layer;
      const found = [from, '', folder].flatMap((at) => {
        const file = joinedPath(at, layer.path);
        return file !== undefined && sources.exists(file) ? [file] : [];
      })[0];
      return found === undefined
        ? { kind: 'unknown', why: `${layer.path} is not read` }
        : { kind: 'file', path: found };
    });
    return [{ ...said, chart: folder, values }];
  });
}

/** The words behind `helm upgrade` or `helm install` of each command line. */
function commandLinesIn(text: string): readonly (readonly string[])[] {
  if (!/\bhelm\b/.test(text)) return [];
  const joined = text.replace(/\\\r?\n[ \t]*/g, ' ');
  return joined.split(/\r?\n/).flatMap((line) => {
    const at = /(?<![\w./-])helm3?[ \t]+(?:upgrade|install)[ \t]+/.exec(line);
    // What is said about a command runs none.
    const isRun = at && !/(?:^|\s)#|["'`]|\becho\b/.test(line.slice(0, at.index));
    return isRun ? [wordsOf(line.slice(at.index + at[0].length))] : [];
  });
}

function wordsOf(line: string): readonly string[] {
  const tokens = new ShellTokens(line);
  const words: string[] = [];
  for (;;) {
    const token = tokens.next();
    if (token.kind !== 'word') return words;
    words.push(token.text);
  }
}

/** Whether a word is the same whenever the line runs. */
function isPlain(word: string): boolean {
  return !/[$`{}()<>*]/.test(word);
}

function readLine(words: readonly string[]): ReleaseSaid | undefined {
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
      for (const file of value.split(',')) {
        // Nobody can tell which file a run takes.
        if (!isPlain(file)) return undefined;
        values.push({ kind: 'file', path: file });
      }
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
