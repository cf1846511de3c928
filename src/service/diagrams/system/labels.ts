import type { BoxSize } from '../../contracts/drawing';
import type { Factor, FactorOrigin } from '../../contracts/system';
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

/** Stands after a number that nobody wrote: what holds by default, or is taken for granted. */
export const BY_DEFAULT = '*';

/** A number as it is drawn, with its unit: `60 s`, `60 s*` where nobody wrote it, `? s` where it is not known. */
export function factor({ value, origin }: Pick<Factor, 'value' | 'origin'>, unit = ''): string {
  if (value === null) return `?${unit}`;
  return `${figure(value)}${unit}${isUnwritten(origin) ? BY_DEFAULT : ''}`;
}

/** Whether a number holds because nobody says another. */
export function isUnwritten(origin: FactorOrigin): boolean {
  return origin === 'defaulted' || origin === 'assumed';
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

/** `3–16 pods`, `1 pod`, `1* pod` where nobody wrote it, `? pods`. */
export function count({ least, most, noun, unwritten = [] }: BoxSize): string {
  const several = (amount: string) => NOUNS[noun]?.[1](amount) ?? `${amount} ${noun}`;
  const shown = (value: number, which: 'least' | 'most') =>
    `${figure(value)}${unwritten.includes(which) ? BY_DEFAULT : ''}`;
  if (most === null) return several(least === null ? '?' : `${shown(least, 'least')}–?`);
  if (least !== null && least !== most) {
    return several(`${shown(least, 'least')}–${shown(most, 'most')}`);
  }
  if (most !== 1) return several(shown(most, 'most'));
  const one = shown(1, 'most');
  return NOUNS[noun]?.[0](one) ?? `${one} ${noun.replace(/s$/, '')}`;
}

/** The size of what runs from `least` to `most`. */
export function sizeFrom(least: Factor, most: Factor, noun: string): BoxSize {
  const unwritten = [
    ...(isUnwritten(least.origin) ? (['least'] as const) : []),
    ...(isUnwritten(most.origin) ? (['most'] as const) : []),
  ];
  return { least: least.value, most: most.value, noun, ...(unwritten.length > 0 && { unwritten }) };
}

/** A setting of a server as it is drawn: sizes with their unit apart, `512 MB`; all else as it is written. */
export function settingText(name: string, written: string): string {
  if (!name.startsWith('maxmemory')) return written;
  const [, amount = '', unit = ''] = /^(\d+)([kmg]?)b?$/i.exec(written) ?? [];
  if (Number(amount) === 0) return written;
  // Of a size in bytes nobody reads the digits.
  const { value, power } =
    unit === '' ? inUnits(Number(amount)) : { value: Number(amount), power: unit };
  return `${figure(value)} ${power.toUpperCase()}B`;
}

/** A number of bytes in the largest unit that it is whole in. */
function inUnits(bytes: number): { readonly value: number; readonly power: string } {
  const powers = ['', 'k', 'm', 'g'];
  let value = bytes;
  let at = 0;
  while (at < powers.length - 1 && value > 0 && value % 1024 === 0) {
    value /= 1024;
    at++;
  }
  return { value, power: powers[at] ?? '' };
}
