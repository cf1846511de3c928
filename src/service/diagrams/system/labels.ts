import { tableOf } from '../../text/tables';
import { say } from '../words';

/** Characters that a line of a box may have. */
const MAX_LINE = 22;

/** A line that fits a box: what is too long is cut in the middle. */
export function cut(text: string): string {
  const characters = [...text];
  if (characters.length <= MAX_LINE) return text;
  const head = Math.ceil((MAX_LINE - 1) / 2);
  const tail = MAX_LINE - 1 - head;
  return `${characters.slice(0, head).join('')}…${characters.slice(-tail).join('')}`;
}

/** A number as it is drawn: a thin space from 10,000. */
export function figure(value: number): string {
  return value < 10_000 ? `${value}` : `${value}`.replace(/\B(?=(?:\d{3}){1,8}$)/g, '\u2009');
}

/** One and several of what runs. */
const NOUNS = tableOf<readonly [one: Counted, several: Counted]>({
  pods: [(n) => say('{0} pod', n), (n) => say('{0} pods', n)],
  containers: [(n) => say('{0} container', n), (n) => say('{0} containers', n)],
  tasks: [(n) => say('{0} task', n), (n) => say('{0} tasks', n)],
  instances: [(n) => say('{0} instance', n), (n) => say('{0} instances', n)],
  replicas: [(n) => say('{0} replica', n), (n) => say('{0} replicas', n)],
  units: [(n) => say('{0} unit', n), (n) => say('{0} units', n)],
  copies: [(n) => say('{0} copy', n), (n) => say('{0} copies', n)],
});

type Counted = (amount: string) => string;

/** `3–16 pods`, `1 pod`, `? pods`. */
export function count({
  least,
  most,
  noun,
}: {
  readonly least: number | null;
  readonly most: number | null;
  readonly noun: string;
}): string {
  const several = (amount: string) => NOUNS[noun]?.[1](amount) ?? `${amount} ${noun}`;
  if (most === null) return several(least === null ? '?' : `${figure(least)}–?`);
  if (least !== null && least !== most) return several(`${figure(least)}–${figure(most)}`);
  if (most !== 1) return several(figure(most));
  return NOUNS[noun]?.[0]('1') ?? `1 ${noun.replace(/s$/, '')}`;
}
