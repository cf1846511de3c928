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
  if (most === null) return least === null ? `? ${noun}` : `${figure(least)}–? ${noun}`;
  const one = noun.replace(/s$/, '');
  if (least === null || least === most) return `${figure(most)} ${most === 1 ? one : noun}`;
  return `${figure(least)}–${figure(most)} ${noun}`;
}
