import { libraryOf } from './libraries';
import type { Construct, Library } from './libraries/library';
import type { Call } from './reading';
import { inside } from './uses';
import { entryOf, type Value } from './values';

/** A client that is given a driver, and the call that makes the driver. */
export interface OverDriver {
  /** How the pool of the client is made: with the options of its driver. */
  readonly call: Call;
  readonly found: { readonly library: Library; readonly construct: Construct };
}

/** What becomes of the calls of a file that make clients over drivers, and of those that make the drivers. */
export interface DriversOfFile {
  /** The pool of a client that is given a driver of this file. */
  of(client: Call): OverDriver | undefined;
  /** Whether a call makes no pool of its own: a driver that a client has, or a client over a pool that is known. */
  isCountedElsewhere(call: Call): boolean;
}

/** Finds the drivers that clients of a file are given: `new PrismaClient({ adapter: new PrismaPg(…) })`. */
export function driversIn(
  calls: readonly Call[],
  language: Library['language'],
  text: string,
  isGivenAddress: (call: Call) => boolean,
): DriversOfFile {
  const over = new Map<Call, OverDriver>();
  const elsewhere = new Set<Call>();
  const madeAs = makersIn(calls, text);
  const foundOf = (call: Call) =>
    call.module === null ? undefined : libraryOf(language, call.module, call.name);
  for (const client of calls) {
    const { driver } = foundOf(client)?.construct ?? {};
    const [first] = client.arguments;
    const value =
      driver === undefined || first?.kind !== 'object' ? undefined : entryOf(first, driver)?.value;
    const made = value && madeAs(value);
    const found = made && foundOf(made);
    const library = foundOf(client)?.library;
    // A constructor with several ways to its driver: what those make counts where it is made.
    if (client.extended && value && calls.some((call) => call !== client && isPool(foundOf(call))))
      elsewhere.add(client);
    if (!made || !found || !library) continue;
    if (isGivenAddress(made)) {
      const { modules } = library;
      const call = { ...client, arguments: made.arguments };
      elsewhere.delete(client);
      over.set(client, {
        call,
        found: { ...found, library: { ...found.library, modules } },
      });
      elsewhere.add(made);
    } else {
      const [given] = made.arguments;
      const pool = given && madeAs(given);
      if (pool && isPool(foundOf(pool))) elsewhere.add(client);
    }
  }
  return {
    of: (client) => over.get(client),
    isCountedElsewhere: (call) => elsewhere.has(call),
  };
}

function isPool(found: ReturnType<typeof libraryOf>): boolean {
  return found?.construct.makes === 'pool';
}

/** Finds the one call that makes a value: it stands there, or its result has the name that does. */
function makersIn(calls: readonly Call[], text: string): (value: Value) => Call | undefined {
  const byStart = new Map<number, Call>();
  const byName = new Map<string, Call | null>();
  for (const call of calls) {
    const { at, variable } = call;
    if (!byStart.has(at.start)) byStart.set(at.start, call);
    if (variable !== null) byName.set(variable, byName.has(variable) ? null : call);
  }
  return ({ at }) => {
    const here = byStart.get(at.start);
    if (here && inside(here.at, at)) return here;
    return byName.get(text.slice(at.start, at.end)) ?? undefined;
  };
}
