import type { Report } from '../contracts/finding';
import type { Rule } from '../contracts/rule';
import { sameData } from '../engine/same';

/** What a rule reports; the very same while it says the same. */
export interface ToldReport {
  readonly rule: Rule;
  /** Its fixes are those of the last time that the rule ran. */
  readonly report: Report;
  /** Where those come from. */
  readonly source: { fixes: Report['fixes'] };
}

/** A report as it is kept: a fix is made anew each time the rule has run, the report only where it says something else. */
export function toldReport(rule: Rule, report: Report): ToldReport {
  const source = { fixes: report.fixes };
  if (!report.fixes) return { rule, report, source };
  return { rule, report: { ...report, fixes: () => source.fixes?.() ?? [] }, source };
}

/** The reports of before as far as they say the same, and their list itself where all of them do. */
export function reusedReports(
  before: readonly ToldReport[],
  after: readonly ToldReport[],
): readonly ToldReport[] {
  return reusedItems(before, after, (last, now) => {
    if (!saysTheSame(last, now)) return false;
    last.source.fixes = now.source.fixes;
    return true;
  });
}

/**
 * Of two lists the items of the first that are the same as those of the second at the beginning and at the end,
 * between them those of the second; the first itself where all are the same.
 */
export function reusedItems<T>(
  before: readonly T[],
  after: readonly T[],
  isSame: (last: T, now: T) => boolean,
): readonly T[] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && isSame(before[start] as T, after[start] as T)) start++;
  if (start === before.length && start === after.length) return before;
  let end = 0;
  while (
    end < most - start &&
    isSame(before[before.length - 1 - end] as T, after[after.length - 1 - end] as T)
  ) {
    end++;
  }
  return [
    ...before.slice(0, start),
    ...after.slice(start, after.length - end),
    ...before.slice(before.length - end),
  ];
}

function saysTheSame(a: ToldReport, b: ToldReport): boolean {
  if (a.rule !== b.rule || (a.report.fixes === undefined) !== (b.report.fixes === undefined)) {
    return false;
  }
  const { fixes: _, ...one } = a.report;
  const { fixes: __, ...other } = b.report;
  return sameData(one, other);
}
