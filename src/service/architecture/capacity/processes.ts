import type { ContainerFact } from '../../contracts/fact';

/** Process managers that start a stated number of equal processes: gunicorn, uvicorn, puma, pm2. */
const WORKERS =
  /\b(?:gunicorn|uvicorn|hypercorn|puma|uwsgi|granian)\b.*?\s(?:-w|--workers|--processes)[ =]?(\d+)\b|\bpm2(?:-runtime)?\b.*?\s(?:-i|--instances)[ =]?(\d+)\b/;

/**
 * How many processes of a pod open the code's pools, as far as it is written: on a main
 * container's command line, or in `WEB_CONCURRENCY`, which those servers read. Where nothing is
 * written it is `undefined`, and may be taken for 1, which no process manager goes below.
 */
export function processesOf(containers: readonly ContainerFact[]): number | undefined {
  const counts = containers
    .filter(({ role }) => role === 'main')
    .map(({ commandLine, env }) => {
      const match = commandLine.state === 'known' ? WORKERS.exec(commandLine.value) : null;
      const concurrency = env.WEB_CONCURRENCY;
      const written =
        match?.[1] ??
        match?.[2] ??
        (concurrency?.state === 'known' ? concurrency.value : undefined);
      return written === undefined ? undefined : Number(written);
    });
  const [count] = counts;
  // With several containers it is open which of them runs the pools.
  return counts.length === 1 && count !== undefined && count >= 1 ? count : undefined;
}
