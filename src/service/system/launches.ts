import type { CommandLine, ScriptFact, ShellCommandFact } from '../contracts/fact';
import type { Place } from '../contracts/finding';
import type { FactEntry, ProcessStop, StartStep, Variable } from '../contracts/system';
import { execWords } from '../languages/shared/command-lines';
import type { Branch } from './branches';
import { baseOf, joinedWords, splitWords, type Word, wordOf } from './command-words';
import { withoutWrappers, withVariables } from './command-wrappers';
import { verdictOn } from './script-conditions';
import { filledText, type Variables } from './variables';

/** What keeps a stop signal from a program. */
interface SwallowedSignal {
  readonly at: Place;
  readonly why: string;
  /** It ends with what swallows the signal, not only when its time is over. */
  readonly atOnce?: true;
}

/** A program as a container starts it. */
export interface Launch {
  readonly words: readonly Word[];
  readonly at: Place;
  readonly variables: Variables;
  readonly before: readonly StartStep[];
  /** What keeps a stop signal from it; `null` where nothing does. */
  readonly swallowedBy: SwallowedSignal | null;
  /** Where it stands in the scripts that lead to it, the outermost first. */
  readonly branches: readonly Branch[];
  /** An init program (tini, dumb-init) is process 1. */
  readonly init: boolean;
  /** How the process manager that runs it stops it. */
  readonly stop?: ProcessStop;
  /** The package of a workspace whose script it comes from, where that is known. */
  readonly within?: string;
  /** Its script waits for it, if it comes to it, and goes on with something else in any case. */
  readonly isPassed?: true;
}

/** What a launch is looked up in. */
export interface LaunchContext {
  /** The script a word names, as the image sees it. */
  scriptOf(word: string): FactEntry<ScriptFact> | undefined;
}

/** Scripts that call scripts deeper than this are not followed. */
const MAX_DEPTH = 6;

/** What a container starts: its entrypoint with its command, through scripts and shells. */
export function launchesOf(
  entrypoint: CommandLine | null,
  command: CommandLine | null,
  uriOf: (line: CommandLine) => string,
  variables: Variables,
  context: LaunchContext,
): readonly Launch[] {
  const line = entrypoint ?? command;
  if (!line) return [];
  const at = { uri: uriOf(line), path: line.path };
  const script = line === entrypoint && command ? scriptGivenTo(entrypoint, command) : undefined;
  const inline = script && command ? { script, uri: uriOf(command) } : null;
  const start = {
    at,
    variables,
    before: [],
    depth: 0,
    init: false,
    branches: [],
    inline,
    context,
  };
  // A command is handed to the entrypoint as its arguments; a shell form takes none.
  const more = entrypoint && command && entrypoint.form === 'exec' ? wordsOf(command) : [];
  const args = more.map((text) =>
    wordOf(text, command ? { uri: uriOf(command), path: command.path } : at, variables),
  );
  if (line.script) {
    const replacesLast = isBash(line.words?.[0]);
    return runScript(line.script, args, { ...start, traps: false, uri: at.uri, replacesLast });
  }
  if (line.words === null) return [];
  const words = [...line.words.map((text) => wordOf(text, at, variables)), ...args];
  return run(words, start);
}

/** What `sh -c` as an entrypoint runs: the command is its script, also as a list of one text. */
function scriptGivenTo(
  { words, script }: CommandLine,
  command: CommandLine,
): readonly ShellCommandFact[] | undefined {
  const isList = command.form === 'exec' && !command.script && !script;
  if (!isList || !words || !command.words) return command.script;
  const { path } = command;
  // Commands of a list stand where the list stands.
  return execWords([...words, ...command.words], command.text, NOWHERE, path).script?.map(
    (each) => ({ ...each, path }),
  );
}

/** What a line of a shell leaves running that something else starts by it, as `npm start` does a script. */
export function launchesOfShell(
  text: string,
  { at, variables, before, swallowedBy, branches, init }: Launch,
  context: LaunchContext,
): readonly Launch[] {
  const line = execWords(['sh', '-c', text], text, NOWHERE, at.path);
  return launchesOf(null, line, () => at.uri, variables, context).map((launch) => ({
    ...launch,
    ...{ at, init: init || launch.init, branches: [...branches, ...launch.branches] },
    before: [...before, ...launch.before.map((step) => ({ ...step, at }))],
    swallowedBy: swallowedBy ?? (launch.swallowedBy && { ...launch.swallowedBy, at }),
  }));
}

/** The commands of a line of a shell, by their words. */
export function commandsOfShell(text: string): readonly (readonly string[])[] {
  const { script } = execWords(['sh', '-c', text], text, NOWHERE, '');
  return (script ?? []).map(({ words }) => words).filter((words) => words.length > 0);
}

/** What is taken apart here has no place of its own. */
const NOWHERE = { start: 0, end: 0 };

function wordsOf(line: CommandLine): readonly string[] {
  return line.words ?? [line.text];
}

interface Start {
  readonly at: Place;
  readonly variables: Variables;
  readonly before: readonly StartStep[];
  readonly depth: number;
  readonly init: boolean;
  readonly branches: readonly Branch[];
  /** What the `sh -c` that an entrypoint is given is to run. */
  readonly inline: { readonly script: readonly ShellCommandFact[]; readonly uri: string } | null;
  readonly context: LaunchContext;
  readonly swallowedBy?: Launch['swallowedBy'];
  readonly isPassed?: true;
}

function run(given: readonly Word[], start: Start): readonly Launch[] {
  const { words, variables, init: isInit } = withoutWrappers(given, start.variables);
  const init = isInit || start.init;
  const [first] = words;
  if (!first) return [];
  const shell = /^(?:ba|da|a|k|z)?sh$/.test(baseOf(first.text));
  const scriptWord = shell ? words.slice(1).find(({ text }) => !text.startsWith('-')) : first;
  const isInline = shell && words.some(({ text }) => /^-(?=[a-z]+$)[abd-z]*c/.test(text));
  if (isInline && start.inline) {
    const { script, uri } = start.inline;
    const replacesLast = isBash(first.text);
    const within = { ...start, init, variables, inline: null, traps: false, uri, replacesLast };
    return runScript(script, [], within);
  }
  const script =
    scriptWord && !isInline && start.depth < MAX_DEPTH
      ? start.context.scriptOf(scriptWord.text)
      : undefined;
  if (script) {
    const args = words.slice(words.indexOf(scriptWord as Word) + 1);
    return runScript(script.fact.commands, args, {
      ...start,
      replacesLast: false,
      init,
      variables,
      depth: start.depth + 1,

      traps: script.fact.traps.some((signal) => /TERM|EXIT|INT/i.test(signal)),
      uri: script.uri,
    });
  }
  const { at, before, branches, isPassed, swallowedBy = null } = start;
  return [
    {
      ...{ words, at, variables, before, branches, init },
      swallowedBy: init ? null : swallowedBy,
      ...(isPassed && { isPassed }),
    },
  ];
}

/** Bash gives its place to the last command of `-c`, since 5.1; other shells start it and wait. */
function isBash(word: string | undefined): boolean {
  return word !== undefined && baseOf(word) === 'bash';
}

interface ScriptStart extends Start {
  readonly traps: boolean;
  /** The shell hands over to the last command by itself. */
  readonly replacesLast?: boolean;
  readonly uri: string;
}

/**
 * What a script leaves running: what it hands over to by `exec`, what it starts in the background,
 * and its last command. What comes before is a step of the start.
 */
function runScript(
  commands: readonly ShellCommandFact[],
  args: readonly Word[],
  start: ScriptStart,
): readonly Launch[] {
  const launches: Launch[] = [];
  const before: StartStep[] = [...start.before];
  let { variables } = start;
  let decided = false;
  /** The branch of a `case` that is taken, by what is asked. */
  const taken = new Map<string, string>();
  const lastCertain = commands.findLastIndex(
    ({ conditions, words: [name] }) =>
      conditions.length === 0 && name !== undefined && !STARTS_NOTHING.test(name),
  );
  commands.forEach((command, index) => {
    if (decided) return;
    const verdict = verdictOn(command, args, variables, taken);
    if (verdict === 'no') return;
    const at = { uri: start.uri, path: command.path };
    const assigned = new Map<string, Variable>();
    for (const [name, text] of Object.entries(command.assigned)) {
      const result = /^\$\{[@*]\}$/.test(text) ? joinedWords(args) : filledText(text, variables);
      assigned.set(
        name,
        'value' in result && (verdict === 'yes' || command.words.length > 0)
          ? { state: 'known', value: result.value, at }
          : {
              ...{ state: 'unknown', identity: null, at },
              why: 'why' in result ? result.why : 'a branch of the script that may be passed over',
            },
      );
    }
    if (command.words.length === 0) {
      variables = withVariables(variables, assigned);
      return;
    }
    const own = withVariables(variables, assigned);
    const words = command.words.flatMap((text): readonly Word[] => {
      if (/^\$\{[@*]\}$/.test(text)) return args;
      const position = /^\$\{(\d)\}$/.exec(text)?.[1];
      const argument = position === undefined ? undefined : args[Number(position) - 1];
      return argument ? [argument] : splitWords(text, wordOf(text, at, own));
    });
    const open = verdict === 'unknown';
    // What goes on is what a pipe begins with; what it writes to only looks at its lines.
    const isPiped = command.piped === true && !FEEDS.test(words[0]?.text ?? '');
    const isLast = (isPiped ? pipeEnd(commands, index) : index) === commands.length - 1;
    if (commands[index - 1]?.piped && isLast && readsLines(words)) return;
    if (!command.exec && !command.background && !isLast && !(open && isTerminal(commands, index))) {
      before.push({ words: words.map(({ text }) => text), at, conditional: open });
      return;
    }
    if (STARTS_NOTHING.test(words[0]?.text ?? '')) return;
    if (command.inChild && !isLast) return;
    const hands = command.exec && !command.inChild;
    const isWhole =
      commands.length === 1 ||
      hands ||
      (start.replacesLast === true && isLast && !command.background && !command.inChild);
    const swallowed =
      isWhole || start.traps || start.init
        ? null
        : {
            at,
            why: isPiped
              ? 'a shell starts it with a pipe behind it and waits'
              : command.background
                ? 'it is started in the background by a shell'
                : 'a shell starts it and waits',
          };
    const isWaitedFor = !command.exec && !command.background;
    const branch = {
      script: `${start.uri}#${commands[0]?.path}`,
      ...{ index, conditions: command.conditions, isAlone: open && (hands || isWaitedFor) },
    };
    launches.push(
      ...run(words, {
        ...start,
        at,
        variables: own,
        before: [...before],
        branches: [...start.branches, branch],
        swallowedBy: swallowed ?? start.swallowedBy ?? null,
        ...(isWaitedFor && index < lastCertain && { isPassed: true as const }),
      }),
    );
    if (command.exec && verdict === 'yes') decided = true;
  });
  return launches;
}

/** A step such as `set -e` or `wait`, which starts nothing. */
const STARTS_NOTHING =
  /^(?:set|wait|true|:|fi|exit|return|cd|export|source|\.|\[\[?|test|command)$/;

/** What gives a program its input, and ends. */
const FEEDS = /^(?:echo|printf|cat|yes|tail|zcat|gunzip|curl|wget|envsubst|sed|awk|find|ls)$/;

/** What does something with the lines of another program. */
const READS =
  /^(?:tee|cat|grep|sed|awk|jq|ts|logger|multilog|s6-log|svlogd|rotatelogs|cronolog|pino(?:-[\w-]+)?|bunyan|humanlog|roarr)$/;

function readsLines([first, second]: readonly Word[]): boolean {
  const name = baseOf(first?.text ?? '');
  return name === 'npx' ? READS.test(baseOf(second?.text ?? '')) : READS.test(name);
}

/** Where the pipe ends that a command stands in. */
function pipeEnd(commands: readonly ShellCommandFact[], from: number): number {
  let index = from;
  while (commands[index]?.piped) index++;
  return index;
}

/** The last command of its branch of a condition; `b` in `a && b && c` is a step on the way to `c`. */
function isTerminal(commands: readonly ShellCommandFact[], index: number): boolean {
  const here = commands[index]?.conditions ?? [];
  const next = commands[index + 1]?.conditions;
  const isFollowed =
    next?.length === here.length &&
    next.at(-1)?.kind === 'and' &&
    /^(?:and|or)$/.test(here.at(-1)?.kind ?? '') &&
    JSON.stringify(next.slice(0, -1)) === JSON.stringify(here.slice(0, -1));
  return !isFollowed && JSON.stringify(next) !== JSON.stringify(here);
}
