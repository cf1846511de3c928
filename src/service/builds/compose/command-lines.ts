import type { BuildSources, ComposeScale } from '../../contracts/build';
import { wordsOfCommand } from '../../syntax/shell-words';
import { folderOf, joinedPath } from '../../text/paths';
import { commandFilesOf, standingFor } from '../command-files';
import {
  alternativesOf,
  type ScriptVariables,
  variableNamesIn,
  variablesIn,
  withVariable,
} from '../script-variables';

/** How a command line of the project starts compose. */
export interface ComposeRun {
  /** The files it names, in their order, relative to the project root; empty where it leaves that to compose. */
  readonly files: readonly string[];
  /** The folder that the line runs in. */
  readonly folder: string;
  /** The files it takes its variables from, instead of `.env`. */
  readonly variables: readonly string[];
  readonly profiles: readonly string[];
  /** How often services are started (`--scale web=3`), where that is said. */
  readonly scales: readonly ComposeScale[];
  /** Words that may name its environment: what a variable stands for, what its script is called after. */
  readonly hints: readonly string[];
  /** It is what compose starts in its folder where nobody names anything. */
  readonly isDefault?: true;
}

/** The command lines of a project that tell compose its files, its variables, its profiles or how often it starts what. */
export function composeRuns(sources: BuildSources): readonly ComposeRun[] {
  const files = commandFilesOf(sources);
  return sources.each(files, (path) => runsIn(sources, path)).flat();
}

function runsIn(sources: BuildSources, path: string): readonly ComposeRun[] {
  const script = sources.derived('compose command lines', path, (text) => {
    if (!/\bdocker[- ]compose\b/.test(text)) return null;
    const shell = isMake(path) ? asShell(text) : text;
    return { lines: linesIn(shell), variables: variablesIn(shell) };
  });
  if (!script) return [];
  const hints = path.slice(path.lastIndexOf('/') + 1).split(/[-_.]/);
  return script.lines.flatMap((line) =>
    readings(line, script.variables).flatMap((said) =>
      placed(sources, said, path).map((run) => ({
        ...run,
        hints: [...run.hints, ...hints],
      })),
    ),
  );
}

/** What a line says, before its files have been looked for. */
interface SaidLine {
  readonly files: readonly string[];
  readonly variables: readonly string[];
  readonly profiles: readonly string[];
  /** `web=3` */
  readonly scales: readonly string[];
  /** The folder that the line goes to first. */
  readonly goes: string | null;
}

function isMake(path: string): boolean {
  return /(?:^|\/)(?:GNU)?[Mm]akefile$/.test(path);
}

/** Make's variables in the spelling of the shell. `?=` may be anything: who runs it decides. */
function asShell(text: string): string {
  return text
    .replace(/^([A-Za-z_]\w{0,60})[ \t]*:{0,2}=[ \t]*([^\n"]*)$/gm, '$1="$2"')
    .replace(/\$\(([A-Za-z_]\w{0,60})\)/g, '$${$1}');
}

function linesIn(text: string): readonly SaidLine[] {
  const joined = calledByName(text.replace(/\\\r?\n[ \t]*/g, ' '));
  return joined.split(/\r?\n/).flatMap((line) => {
    if (/^\s*(?:-\s+)?#/.test(line)) return [];
    const said: SaidLine[] = [];
    for (const at of line.matchAll(/\bdocker[- ]compose[ \t]+/g)) {
      const before = line.slice(0, at.index);
      const [, goes = null] =
        /\bcd[ \t]+"?([\w./-]{1,200})"?[ \t]*(?:&&|;)[^&;]*$/.exec(before) ?? [];
      const one = saidBy(
        // A line of JSON or of a workflow may end with a quote that it did not open.
        wordsOfCommand(line.slice(at.index + at[0].length)).map((word) =>
          word.replace(/["']$/, ''),
        ),
        goes,
      );
      if (one.files.length + one.variables.length + one.profiles.length + one.scales.length > 0)
        said.push(one);
    }
    return said;
  });
}

/** Options that take the word behind them, and say nothing of files. */
const VALUED = new Set(['-p', '--project-name', '--project-directory', '--context', '-c', '-H']);

/** The commands of compose that are kept in variables put where they are called: `$(DC) up --scale web=3`. */
function calledByName(text: string): string {
  const kept = new Map<string, string | null>();
  for (const [, name = '', quoted, plain] of text.matchAll(KEPT_COMMAND)) {
    kept.set(name, kept.has(name) ? null : (quoted ?? plain ?? ''));
  }
  if (kept.size === 0) return text;
  return text.replace(
    /\$(?:\{([A-Za-z_]\w{0,60})\}|([A-Za-z_]\w{0,60}))/g,
    (whole, braced, plain) => kept.get(braced ?? plain) ?? whole,
  );
}

/** `DC="docker compose -f a.yaml"`, `DC = docker compose`. */
const KEPT_COMMAND =
  /^[ \t]*([A-Za-z_]\w{0,60})[ \t]*[:?]{0,2}=[ \t]*(?:"(docker[- ]compose[^"\n]{0,400})"[ \t]*|(docker[- ]compose[^"'\n]{0,400}))$/gm;

/** The options that stand before the subcommand, and how often that is to start what. */
function saidBy(words: readonly string[], goes: string | null): SaidLine {
  const files: string[] = [];
  const variables: string[] = [];
  const profiles: string[] = [];
  const lists = new Map<string, string[]>([
    ['-f', files],
    ['--file', files],
    ['--env-file', variables],
    ['--profile', profiles],
  ]);
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) {
      if (word === 'up') return { files, variables, profiles, scales: scalesIn(words), goes };
      break;
    }
    const [, name = word, inline] = /^(--?[\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    const list = lists.get(name);
    if (!list && !VALUED.has(name)) continue;
    const value = inline ?? words[++index] ?? '';
    list?.push(value);
  }
  return { files, variables, profiles, scales: [], goes };
}

/** What stands behind `--scale`. */
function scalesIn(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    if (word === '--scale') return words[index + 1] ?? [];
    return word.startsWith('--scale=') ? word.slice('--scale='.length) : [];
  });
}

function scaleOf(word: string, file: string): readonly ComposeScale[] {
  const [, service, count] = /^([\w.-]+)=([\s\S]+)$/.exec(word) ?? [];
  if (service === undefined || count === undefined) return [];
  return [{ service, count: /^\d{1,6}$/.test(count) ? Number(count) : null, file }];
}

/** One line is read in no more ways. */
const MAX_READINGS = 8;

/** A line once for each value that its script gives its variables. */
function readings(line: SaidLine, variables: ScriptVariables): readonly SaidLine[] {
  const words = [...line.files, ...line.variables, ...line.scales];
  let lines: readonly SaidLine[] = [line];
  for (const word of words) {
    const each = alternativesOf(word, variables);
    if (each.length * lines.length > MAX_READINGS) continue;
    lines = lines.flatMap((one) => each.map((value) => replaced(one, word, value)));
  }
  return lines;
}

function replaced(line: SaidLine, word: string, by: string): SaidLine {
  const put = (each: string) => (each === word ? by : each);
  const [files, variables, scales] = [line.files, line.variables, line.scales].map((each) =>
    each.map(put),
  );
  return { ...line, files: files ?? [], variables: variables ?? [], scales: scales ?? [] };
}

/** Where the files of a line are: nothing where one of them is not there. */
function placed(sources: BuildSources, said: SaidLine, script: string): readonly ComposeRun[] {
  const own = folderOf(script);
  const names = [...new Set([...said.files, ...said.variables].flatMap(variableNamesIn))];
  const folders = [own, ''].flatMap((from) =>
    said.goes === null ? [from] : (joinedPath(from, said.goes) ?? []),
  );
  const [name, ...others] = names;
  if (others.length > 0) return [];
  for (const folder of folders) {
    const values = name === undefined ? [null] : valuesOf(sources, said, name, folder);
    const runs = values.flatMap((value): readonly ComposeRun[] => {
      const put = (word: string) =>
        joinedPath(
          folder,
          name === undefined || value === null ? word : withVariable(word, name, value),
        );
      const files = said.files.map(put);
      const variables = said.variables.map(put);
      const isThere = [...files, ...variables].every(
        (file) => file !== undefined && sources.exists(file),
      );
      if (!isThere) return [];
      return [
        {
          files: files.flatMap((file) => file ?? []),
          variables: variables.flatMap((file) => file ?? []),
          profiles: said.profiles.filter((profile) => /^[\w.*-]+$/.test(profile)),
          scales: said.scales.flatMap((word) => scaleOf(word, script)),
          folder,
          hints: value === null ? [] : [value],
        },
      ];
    });
    if (runs.length > 0) return runs;
  }
  return [];
}

/** What a variable in the names of files may stand for: what the files that are there say. */
function valuesOf(
  sources: BuildSources,
  said: SaidLine,
  name: string,
  folder: string,
): readonly string[] {
  const word = [...said.files, ...said.variables].find((one) =>
    variableNamesIn(one).includes(name),
  );
  const pattern = joinedPath(folder, withVariable(word ?? '', name, '*'));
  if (pattern === undefined || !/^[^$`{}()<>*]*\*[^$`{}()<>*]*$/.test(pattern)) return [];
  return standingFor(pattern, sources);
}
