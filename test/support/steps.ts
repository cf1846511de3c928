import { Session } from 'node:inspector/promises';

/** How often each function and block of `src` ran, by where it stands. */
export type Steps = ReadonlyMap<string, number>;

/**
 * Counts what V8 executes while something runs: each function and each block of the sources, once for
 * every time it is entered. The same work gives the same counts on every machine. What the engine does
 * inside one call (a search in a string, a copy of an array) is not seen. V8 counts the blocks of code
 * that it compiles from now on, so the sources must be imported after this.
 */
export async function stepCounter(): Promise<(run: () => Promise<unknown>) => Promise<Steps>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return async (run) => {
    await session.post('Profiler.takePreciseCoverage');
    await run();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const steps = new Map<string, number>();
    for (const { url, functions } of result) {
      const file = /\/(src\/.*)$/.exec(url)?.[1];
      if (file === undefined) continue;
      for (const { functionName, ranges } of functions) {
        for (const { count, startOffset } of ranges) {
          if (count > 0) steps.set(`${file} ${functionName} ${startOffset}`, count);
        }
      }
    }
    return steps;
  };
}

/** The sum of all counts. */
export function totalOf(steps: Steps): number {
  return [...steps.values()].reduce((sum, count) => sum + count, 0);
}
