/** What a field of a cron expression may hold: its name, the least and the largest number, and names for numbers. */
interface CronField {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names: RegExp | null;
}

/** The five fields (crontab(5)); Sunday is 0 and 7. */
const FIELDS: readonly CronField[] = [
  { name: 'minute', least: 0, most: 59, names: null },
  { name: 'hour', least: 0, most: 23, names: null },
  { name: 'day of the month', least: 1, most: 31, names: null },
  {
    name: 'month',
    least: 1,
    most: 12,
    names: /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/i,
  },
  { name: 'day of the week', least: 0, most: 7, names: /^(?:sun|mon|tue|wed|thu|fri|sat)$/i },
];

/**
 * Why nothing takes a text as a cron expression of five fields, for people: `it has 6 fields of 5`, `hour is 25`. Forms that
 * only some take (`L`, `#`, `?`, `@daily`) are left alone: `undefined`, as for one that is right.
 */
export function cronFault(text: string): string | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields[0]?.startsWith('@')) return undefined;
  if (fields.length !== FIELDS.length) return `it has ${fields.length} fields of ${FIELDS.length}`;
  for (const [index, field] of fields.entries()) {
    const kind = FIELDS[index];
    // A step (`*/90`) that is larger than its field is odd, and taken.
    const values = field.split(',').flatMap((part) => (part.split('/')[0] ?? '').split('-'));
    const wrong = kind && values.find((part) => isWrong(part, kind));
    if (kind && wrong !== undefined) return `its ${kind.name} is ${wrong}`;
  }
  return undefined;
}

function isWrong(part: string, { least, most, names }: CronField): boolean {
  if (/^\d{1,9}$/.test(part)) return Number(part) < least || Number(part) > most;
  // Other letters and signs may be an extension.
  return /^[a-z]{3}$/i.test(part) && names?.test(part) === false;
}
