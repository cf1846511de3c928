import { tableOf } from '../text/tables';

/** What names of schedules stand for, in minutes between two starts. */
const NAMED = tableOf<number>({
  '@hourly': 60,
  '@daily': 24 * 60,
  '@midnight': 24 * 60,
  '@weekly': 7 * 24 * 60,
  '@monthly': 28 * 24 * 60,
  '@yearly': 365 * 24 * 60,
  '@annually': 365 * 24 * 60,
});

const DAY = 24 * 60;

/**
 * The shortest time between two starts of a schedule of cron, in minutes: of the minutes and hours, for days
 * only make it longer. `undefined` where it cannot be read.
 */
export function minutesBetween(schedule: string): number | undefined {
  const text = schedule.trim();
  const named = NAMED[text.toLowerCase()];
  if (named !== undefined) return named;
  const fields = text.split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minute = '', hour = '', ...days] = fields;
  const minutes = valuesOf(minute, 59);
  const hours = valuesOf(hour, 23);
  if (!minutes || !hours || !days.every((day) => /^[\w*?,/#-]+$/.test(day))) return undefined;
  const starts = hours.flatMap((each) => minutes.map((one) => each * 60 + one));
  const [first] = starts;
  if (first === undefined) return undefined;
  // Days that are left out leave the first start of the next one out too.
  const next = days.every((day) => /^[*?]$/.test(day)) ? [first + DAY] : [];
  const all = [...starts, ...next];
  return all.reduce(
    (least, start, index) => Math.min(least, start - (all[index - 1] ?? start - DAY)),
    DAY,
  );
}

/** The values of a field, in order: a star, numbers, ranges, each with a step. */
function valuesOf(field: string, most: number): readonly number[] | undefined {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [, range = '', from, to, step] =
      /^(\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    if (range === '') return undefined;
    const first = from === undefined ? 0 : Number(from);
    const isOpen = from === undefined || (to === undefined && step !== undefined);
    const last = isOpen ? most : Number(to ?? from);
    const by = Number(step ?? 1);
    if (by < 1 || first > last || last > most) return undefined;
    for (let value = first; value <= last; value += by) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

/** Seconds of the units that a rate of EventBridge is written in. */
const UNITS = tableOf<number>({ minute: 60, hour: 3600, day: 86_400 });

/**
 * The shortest time between two starts of a schedule of EventBridge, in seconds: `rate(5 minutes)`,
 * `cron(0 8 * * ? *)`, whose last field is the year. `undefined` where it cannot be read.
 */
export function secondsBetween(expression: string): number | undefined {
  const [, count = '', unit = ''] =
    /^\s*rate\((\d+)\s+(minute|hour|day)s?\)\s*$/.exec(expression) ?? [];
  if (unit !== '') return Number(count) * (UNITS[unit] ?? 0) || undefined;
  const cron = /^\s*cron\(([^()]+)\)\s*$/.exec(expression)?.[1];
  const fields = cron?.trim().split(/\s+/) ?? [];
  const minutes = fields.length === 6 ? minutesBetween(fields.slice(0, 5).join(' ')) : undefined;
  return minutes === undefined ? undefined : minutes * 60;
}
