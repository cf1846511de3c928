/** Where an HPA really starts to move, in whole percent of the request. */
export interface Thresholds {
  /** The lowest average at which it adds pods. */
  readonly up: number;
  /** The highest average at which it takes one away from so many pods. */
  down(pods: number): number;
}

/** The controller's default, both ways. */
const TOLERANCE = 0.1;

/**
 * The thresholds behind a utilization target. The controller truncates the average to whole percent
 * and moves to ceil(ratio × pods) where the ratio leaves 1 ± tolerance; both bounds still tolerate.
 * The arithmetic is that of its float64 numbers, so nothing is rounded in between.
 */
export function thresholdsOf(target: number): Thresholds {
  let up = target;
  while (up / target <= 1 + TOLERANCE) up += 1;
  const down = (pods: number) => {
    let average = target;
    while (average > 0 && !shrinks(average / target, pods)) average -= 1;
    return average;
  };
  return { up, down };
}

function shrinks(ratio: number, pods: number): boolean {
  return ratio < 1 - TOLERANCE && Math.ceil(ratio * pods) < pods;
}
