/**
 * A table of the program by names that stand in files: it has the rows that are written and no others. A plain
 * object also answers to `constructor` or `__proto__`, which anybody may call a resource. Tables within its rows
 * are treated alike; the given object itself is changed and returned.
 */
export function tableOf<T>(rows: Record<string, T>): Readonly<Record<string, T>> {
  withoutPrototype(rows);
  return rows;
}

function withoutPrototype(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain && !Array.isArray(value)) return;
  if (isPlain) Object.setPrototypeOf(value, null);
  for (const inner of Object.values(value)) withoutPrototype(inner);
}

/** What an object made from a file has under a name that stands in a file, which may be `constructor` too. */
export function entryOf<T>(
  record: Readonly<Record<string, T>>,
  name: string | undefined,
): T | undefined {
  return name !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
