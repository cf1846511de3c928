/** How far the average may be off the target before anything happens, as a share of it. */
export interface Tolerance {
  readonly up: number;
  readonly down: number;
}

/** Where an HPA really starts to move, in whole percent of the request. */
export interface Thresholds {
  /** The lowest average at which it adds pods. */
  readonly up: number;
  /** The highest average at which it takes one away from so many pods; `undefined` where none does. */
  down(pods: number): number | undefined;
}

/** The controller's default, both ways. */
export const DEFAULT_TOLERANCE = 0.1;

const BOTH_DEFAULT: Tolerance = { up: DEFAULT_TOLERANCE, down: DEFAULT_TOLERANCE };

/**
 * The thresholds behind a utilization target. The controller truncates the average to whole percent
 * and moves to ceil(ratio × pods) where the ratio leaves the tolerance; both bounds still tolerate.
 * The arithmetic is that of its float64 numbers, so nothing is rounded in between.
 */
export function thresholdsOf(target: number, tolerance = BOTH_DEFAULT): Thresholds {
  const near = Math.floor(target * (1 + tolerance.up));
  const up = around(near).find((average) => average / target > 1 + tolerance.up) ?? near + 1;
  const down = (pods: number) => {
    const share = Math.min(1 - tolerance.down, (pods - 1) / pods);
    return around(Math.floor(target * share))
      .filter((average) => average >= 0)
      .findLast((average) => shrinks(average / target, pods, tolerance.down));
  };
  return { up, down };
}

/** The division is exact to one percent; what is rounded in it is decided by its neighbours. */
function around(average: number): readonly number[] {
  return [average - 2, average - 1, average, average + 1, average + 2];
}

function shrinks(ratio: number, pods: number, tolerance: number): boolean {
  return ratio < 1 - tolerance && Math.ceil(ratio * pods) < pods;
}
