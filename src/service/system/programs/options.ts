import type {
  FactValue,
  ForkFact,
  ProcessSettingsFact,
  QueueAppFact,
  SettingValue,
  ThreadsFact,
} from '../../contracts/fact';
import type { FactEntry, Factor } from '../../contracts/system';
import type { Word } from '../command-words';
import { factor, factorOf, unknownFactor } from '../factors';
import type { Launch } from '../launches';
import { boundNumber } from '../variables';

/** What a program is looked up in beside its command line. */
export interface ProgramContext {
  readonly launch: Launch;
  /** Settings files of a process manager in the program's code. */
  settings(program: ProcessSettingsFact['program']): readonly FactEntry<ProcessSettingsFact>[];
  /** Configurations of a queue library in the program's code. */
  queues(library: QueueAppFact['library']): readonly FactEntry<QueueAppFact>[];
  /** How often the file that a program of Node begins with starts itself. */
  forks(entry: string): FactEntry<ForkFact> | undefined;
  /** The threads that a file of the server in the program's code says. */
  threads(server: ThreadsFact['server']): Factor | undefined;
  /** What the container may use is limited. */
  readonly limited: boolean;
  /** The environment it is started in. */
  readonly environment: string | null;
}

/** The value of an option: `-w 4`, `-w4`, `--workers 4`, `--workers=4`; the last one counts. */
export function optionOf<W extends Pick<Word, 'text'>>(
  words: readonly W[],
  ...names: readonly string[]
): W | undefined {
  let found: W | undefined;
  for (const [index, word] of words.entries()) {
    for (const name of names) {
      if (word.text === name) found = words[index + 1] ?? found;
      else if (word.text.startsWith(`${name}=`)) {
        found = { ...word, text: word.text.slice(name.length + 1) };
      } else if (/^-\w$/.test(name) && word.text.startsWith(name) && /^-\w[\d$]/.test(word.text)) {
        found = { ...word, text: word.text.slice(2) };
      }
    }
  }
  return found;
}

/** Whether a flag stands on a command line. */
export function hasFlag(
  words: readonly Pick<Word, 'text'>[],
  ...names: readonly string[]
): boolean {
  return words.some(({ text }) => names.includes(text));
}

/** What follows the cores of the machine, not of the container. */
const BY_CORES = /^(?:auto|max|0|-1)$|cpu_count|nproc|num_cpus|getconf _NPROCESSORS/;

/** The number of an option, or why it is not known. */
export function numberOf(name: string, word: Word | undefined): Factor | undefined {
  if (!word) return undefined;
  if (word.why !== null) {
    return unknownFactor(name, BY_CORES.test(word.text) ? FOLLOWS_CORES : word.why, word.at);
  }
  if (/^\d+$/.test(word.text)) return factor(name, Number(word.text), word.at);
  return unknownFactor(
    name,
    BY_CORES.test(word.text) ? FOLLOWS_CORES : `"${word.text}" is no number`,
    word.at,
  );
}

/** Said of a count that is taken from the machine. */
export const FOLLOWS_CORES = 'it follows the cores of the machine, which no file says';

/** A setting of a process manager's own file. */
export function settingOf(
  { settings }: ProgramContext,
  program: ProcessSettingsFact['program'],
  name: string,
  { launch }: ProgramContext,
  read?: (text: string) => number | undefined,
): Factor | undefined {
  for (const { uri, fact } of settings(program)) {
    const number = settingNumber(name, fact.settings[name], uri, launch, read);
    if (number) return number;
  }
  return undefined;
}

/**
 * The number that a settings file says, where the variables of a launch fill in what it leaves to them.
 * @param read - what a text of the program's own comes to, such as one with a unit
 */
export function settingNumber(
  name: string,
  value: FactValue<SettingValue> | undefined,
  uri: string,
  { variables }: Pick<Launch, 'variables'>,
  read?: (text: string) => number | undefined,
): Factor | undefined {
  if (!value || value.state === 'absent') return undefined;
  const number = value.state === 'known' ? read?.(String(value.value)) : undefined;
  if (number !== undefined && value.state === 'known') {
    return factor(name, number, { uri, path: value.path }, value.origin);
  }
  return BY_CORES.test(value.state === 'known' ? String(value.value) : value.why)
    ? unknownFactor(name, FOLLOWS_CORES, { uri, path: value.path })
    : boundNumber(name, value, uri, variables);
}

/** The first of several ways to say a number. */
export function firstOf(
  name: string,
  otherwise: number | null,
  ways: readonly (Factor | undefined)[],
  why = 'nothing else is written',
): Factor {
  const found = ways.find((way) => way !== undefined);
  if (found) return { ...found, name };
  return otherwise === null
    ? unknownFactor(name, why)
    : { name, value: otherwise, origin: 'defaulted', at: null, why };
}

/** A number of a queue's configuration. */
export function queueNumber(
  { queues }: ProgramContext,
  library: QueueAppFact['library'],
  of: (fact: QueueAppFact) => QueueAppFact['concurrency'],
  name: string,
): Factor | undefined {
  for (const { uri, fact } of queues(library)) {
    const value = of(fact);
    if (value.state !== 'absent') return factorOf(name, uri, value, null);
  }
  return undefined;
}
