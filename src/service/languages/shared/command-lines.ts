import type { CommandLine, ShellCommandFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { type Span, span } from '../../contracts/span';
import { readShell, type ShellCommand, type ShellScript } from '../../syntax/shell';
import { ShellTokens } from '../../syntax/shell-words';

/** Calls of functions within functions beyond this depth are left as they are. */
const MAX_CALLS = 8;
/** A script that does more is no entry script, or calls its functions in circles. */
const MAX_COMMANDS = 2000;

/** A command given as a list of words; no shell fills anything in. */
export function execForm(words: readonly string[], at: Span, path: string): Placed<CommandLine> {
  const literal = words.map((word) => word.replaceAll('$', '\\$'));
  return execWords(literal, words.join(' '), at, path);
}

/** As {@link execForm}, of words in the spelling of `CommandLine`. */
export function execWords(
  words: readonly string[],
  text: string,
  at: Span,
  path: string,
): Placed<CommandLine> {
  const script = shellArgument(words);
  return {
    at,
    path,
    form: 'exec',
    text,
    words,
    ...(script !== undefined && { script: commandsOf(readShell(script), path, () => at) }),
  };
}

/** A command given as a text for a shell: `CMD node server.js`. */
export function shellForm(text: string, at: Span, path: string): Placed<CommandLine> {
  const read = readShell(text);
  const script = commandsOf(read, path, () => at);
  const [only, ...more] = script;
  const isOne = only && more.length === 0 && read.complete && !only.background && !only.inChild;
  return { at, path, form: 'shell', text, words: isOne ? only.words : null, script };
}

/** A command that compose or a process manager splits into words itself, without a shell. */
export function splitForm(text: string, at: Span, path: string): Placed<CommandLine> {
  return execWords(wordsOf(text), text, at, path);
}

/** The words of a text up to the first operator of the shell. */
export function wordsOf(text: string): readonly string[] {
  const tokens = new ShellTokens(text);
  const words: string[] = [];
  for (;;) {
    const token = tokens.next();
    if (token.kind === 'word') words.push(token.text);
    else if (token.kind !== 'newline') return words;
  }
}

/** The text that `sh -c` is to run. */
function shellArgument(words: readonly string[]): string | undefined {
  const [program = '', ...rest] = words;
  if (!/(?:^|\/)(?:ba|da|a|k|z)?sh$/.test(program)) return undefined;
  const flag = rest.findIndex((word) => /^-[abd-z]*c[a-z]*$/.test(word));
  const isFirst = flag >= 0 && rest.slice(0, flag).every((word) => /^[-+]/.test(word));
  return isFirst ? rest[flag + 1]?.replaceAll('\\$', '$') : undefined;
}

/** The commands of a script in order; a call of one of its own functions is what that does. */
export function commandsOf(
  script: ShellScript,
  path: string,
  placeOf: (command: ShellCommand) => Span,
): readonly Placed<ShellCommandFact>[] {
  const facts: Placed<ShellCommandFact>[] = [];
  const add = (command: ShellCommand, outer: ShellCommand | undefined, depth: number): void => {
    if (facts.length >= MAX_COMMANDS) return;
    const name = command.words[0]?.text ?? '';
    const body = depth < MAX_CALLS ? script.functions.get(name) : undefined;
    if (body) {
      const call = outer ? merged(command, outer) : command;
      for (const inner of body) add(withArguments(inner, call), call, depth + 1);
    } else {
      facts.push(
        factOf(outer ? merged(command, outer) : command, `${path}/${facts.length}`, placeOf),
      );
    }
  };
  for (const command of script.commands) add(command, undefined, 0);
  return facts;
}

/** A command of a function under the conditions of its call. */
function merged(command: ShellCommand, call: ShellCommand): ShellCommand {
  return {
    ...command,
    at: command.at,
    conditions: [...call.conditions, ...command.conditions],
    background: command.background || call.background,
    inChild: command.inChild || call.inChild,
  };
}

/** A command of a function with the words of its call for `$1` and `$@`. */
function withArguments(command: ShellCommand, call: ShellCommand): ShellCommand {
  const given = call.words.slice(1);
  return {
    ...command,
    words: command.words.flatMap((word) => {
      if (/^\$\{[@*]\}$/.test(word.text)) return given;
      const position = Number(/^\$\{(\d)\}$/.exec(word.text)?.[1] ?? 0);
      const argument = position > 0 ? given[position - 1] : undefined;
      return [argument ?? word];
    }),
  };
}

function factOf(
  command: ShellCommand,
  path: string,
  placeOf: (command: ShellCommand) => Span,
): Placed<ShellCommandFact> {
  const { background, inChild, piped, conditions } = command;
  let words = command.words.map(({ text }) => text);
  let exec = false;
  if (words[0] === 'exec') {
    words = words.slice(1);
    while (/^-[cl]$/.test(words[0] ?? '')) words = words.slice(1);
    if (words[0] === '-a') words = words.slice(2);
    exec = words.length > 0;
  }
  const assigned = new Map(command.assigned.map(({ name, value }) => [name, value]));
  if (/^(?:export|declare|typeset|readonly|local)$/.test(words[0] ?? '')) {
    for (const word of words) {
      const [, name, value = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
      if (name !== undefined) assigned.set(name, value);
    }
    if (assigned.size > 0) words = [];
  }
  return {
    at: placeOf(command),
    path,
    words,
    exec,
    background,
    inChild,
    ...(piped && { piped }),
    assigned: Object.fromEntries(assigned),
    conditions,
  };
}

/** The place of the words of a command. */
export function wordsPlace({ at, words }: ShellCommand): Span {
  const [first] = words;
  const last = words.at(-1);
  return first && last ? span(first.at.start, last.at.end) : at;
}
