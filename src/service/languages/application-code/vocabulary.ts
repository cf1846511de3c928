import { tableOf } from '../../text/tables';
import { LIBRARIES } from './libraries/all';
import type { Library, Option, Role, Unit } from './libraries/library';
import type { OptionUse, PoolUse } from './pools';

/** What somebody meant by an option that the library does not know. */
export interface Meant {
  readonly role: Role;
  readonly unit: Unit;
  /** The library's own option for it; `null` where it has none. */
  readonly own: Option | null;
}

/** Names of options that are understood everywhere although no library of the table has them now. */
const FORMER = tableOf<{ readonly role: Role; readonly unit: Unit }>({
  poolSize: { role: 'max', unit: 'connections' },
  maxConnections: { role: 'max', unit: 'connections' },
  minConnections: { role: 'min', unit: 'connections' },
});

/**
 * What an option means that the pool's library does not know: an option of this name in another
 * library, or the library's own with a slip of the pen. `undefined` for a name that says nothing.
 */
export function meantBy({ entry, option }: OptionUse, library: Library): Meant | undefined {
  if (option !== null) return undefined;
  const slip = library.options.find(
    ({ name, role }) => role !== 'other' && name.toLowerCase() === entry.name.toLowerCase(),
  );
  if (slip) return { role: slip.role, unit: slip.unit, own: slip };
  const there = FORMER[entry.name] ?? elsewhere(entry.name, library);
  if (!there) return undefined;
  const own = library.options.find(({ role }) => role === there.role) ?? null;
  return { role: there.role, unit: there.unit, own };
}

/** The option of this name in the other libraries of the language, where they agree about it. */
function elsewhere(name: string, { language }: Library) {
  const options = LIBRARIES.filter((library) => library.language === language)
    .flatMap(({ options }) => options)
    .filter((option) => option.name === name && option.role !== 'other');
  const [first] = options;
  return first && options.every(({ role }) => role === first.role) ? first : undefined;
}

/** A number in the unit of another option: 30000 milliseconds are 30 seconds. */
export function converted(value: number, from: Unit, to: Unit): number {
  if (from === 'milliseconds' && to === 'seconds') return Math.max(1, Math.round(value / 1000));
  if (from === 'seconds' && to === 'milliseconds') return value * 1000;
  return value;
}

/** What holds today for a role that the code does not set with the library's own option. */
export function effective({ own }: Meant): number | null {
  return own?.byDefault ?? null;
}

/** Whether some option of the pool is meant to limit waiting, under a name nobody reads. */
export function meansToLimitWaiting({ options, library }: PoolUse): boolean {
  return (
    library !== null && options.some((use) => meantBy(use, library)?.role === 'acquireTimeout')
  );
}
