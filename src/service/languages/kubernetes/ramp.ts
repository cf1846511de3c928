/** How far and under which limits an overloaded autoscaler climbs. */
export interface Climb {
  readonly from: number;
  readonly to: number;
  /** Seconds that the load must last before the first step. */
  readonly window: number;
  /** Percent of the pods that may be added in each period of so many seconds. */
  readonly percent: number;
  readonly period: number;
}

/** The controller looks at the metrics every so many seconds. */
const SYNC_SECONDS = 15;

/** Seconds until `to` pods are asked for, with one `Percent` policy for scaling up. */
export function secondsToReach({ from, to, window, percent, period }: Climb): number {
  let pods = Math.max(1, from);
  let seconds = Math.max(window, SYNC_SECONDS);
  pods = step(pods, percent);
  while (pods < to && percent > 0) {
    pods = step(pods, percent);
    seconds += period;
  }
  return seconds;
}

/** The same where no `behavior` is written: twice the pods, or four, at every look. */
export function secondsWithoutBehavior(from: number, to: number): number {
  let pods = Math.max(1, from);
  let seconds = 0;
  while (pods < to) {
    pods = Math.max(2 * pods, 4);
    seconds += SYNC_SECONDS;
  }
  return seconds;
}

function step(pods: number, percent: number): number {
  return Math.ceil(pods * (1 + percent / 100));
}
