/** Milliseconds of the median of `runs` calls, after as many that warm up. */
export async function median(runs: number, call: (run: number) => unknown): Promise<number> {
  return (await timed(runs, call)).median;
}

/** The median and the best of `runs` calls; the best is what a busy machine leaves alone. */
export async function timed(
  runs: number,
  call: (run: number) => unknown,
): Promise<{ readonly median: number; readonly best: number }> {
  for (let run = 0; run < runs; run++) await call(run);
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await call(runs + run);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return {
    median: times[Math.floor(times.length / 2)] ?? Number.NaN,
    best: times[0] ?? Number.NaN,
  };
}

/**
 * The power with which time grows over size, by least squares of the logarithms: 1 is linear, 2 is
 * quadratic.
 */
export function exponent(points: readonly (readonly [size: number, time: number])[]): number {
  const logs = points.map(([size, time]) => [Math.log(size), Math.log(time)] as const);
  const meanX = mean(logs.map(([x]) => x));
  const meanY = mean(logs.map(([, y]) => y));
  const rise = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return rise / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Rows with aligned columns, to be read by people; tables printed one after another line up. */
export function table(rows: readonly (readonly [what: string, figure: string, beside: string])[]) {
  const width = (column: 0 | 1, least: number) =>
    Math.max(least, ...rows.map((row) => row[column].length));
  const [first, second] = [width(0, 44), width(1, 8)];
  return rows
    .map(([what, figure, beside]) =>
      `${what.padEnd(first)}  ${figure.padStart(second)}  ${beside}`.trimEnd(),
    )
    .join('\n');
}

/** Milliseconds with as many digits as say something. */
export function ms(time: number): string {
  return `${time < 10 ? time.toFixed(2) : time.toFixed(0)} ms`;
}

/** A ratio. */
export function times(a: number, b: number): string {
  return `${(a / b).toFixed(1)} ×`;
}
