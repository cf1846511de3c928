import type { ContainerFact } from '../../contracts/fact';

/** Process managers that start a stated number of equal processes: gunicorn, uvicorn, puma, pm2. */
const MANAGERS = [
  {
    program: /\b(?:gunicorn|uvicorn|hypercorn|puma|uwsgi|granian)\b/,
    flag: /\s(?:-w|--workers|--processes)[ =]?(\d+)\b/,
  },
  { program: /\bpm2(?:-runtime)?\b/, flag: /\s(?:-i|--instances)[ =]?(\d+)\b/ },
];

/**
 * How many processes of a pod open the code's pools, as far as it is written: on a main
 * container's command line, or in `WEB_CONCURRENCY`, which those servers read. Where nothing is
 * written it is `undefined`, and may be taken for 1, which no process manager goes below.
 */
export function processesOf(containers: readonly ContainerFact[]): number | undefined {
  const counts = containers
    .filter(({ role }) => role === 'main')
    .map(({ commandLine, env }) => {
      const count = commandLine.state === 'known' ? countIn(commandLine.value) : undefined;
      const concurrency = env.WEB_CONCURRENCY;
      const written = count ?? (concurrency?.state === 'known' ? concurrency.value : undefined);
      return written === undefined ? undefined : Number(written);
    });
  const [count] = counts;
  // With several containers it is open which of them runs the pools.
  return counts.length === 1 && count !== undefined && count >= 1 ? count : undefined;
}

/** The number behind the flag of a process manager on the line that starts it. */
function countIn(text: string): string | undefined {
  for (const line of text.split('\n')) {
    for (const { program, flag } of MANAGERS) {
      const start = line.search(program);
      const count = start === -1 ? undefined : flag.exec(line.slice(start))?.[1];
      if (count !== undefined) return count;
    }
  }
  return undefined;
}
