import type { AssembledPart } from '../contracts/assembly';
import type { Report } from '../contracts/finding';

/**
 * What holds of each place every time its file is read, once. A file that is included in several
 * places is modelled in each, and a rule that is right about one may be wrong about another.
 */
export function agreed(
  reports: readonly Report[],
  partAt: (offset: number) => AssembledPart | undefined,
): readonly Report[] {
  const byPlace = new Map<string, { readonly report: Report; count: number }>();
  for (const report of reports) {
    const place = placeKey(report);
    const known = byPlace.get(place);
    if (known) known.count++;
    else byPlace.set(place, { report, count: 1 });
  }
  return [...byPlace.values()]
    .filter(({ report, count }) => {
      const uses = 'at' in report.at ? (partAt(report.at.at.start)?.uses ?? 1) : 1;
      return count >= uses;
    })
    .map(({ report }) => report);
}

/** What makes two reports of a rule one: where they point. */
export function placeKey({ at }: Report): string {
  return 'at' in at ? `${at.at.start}-${at.at.end}` : `${at.uri}#${at.path}`;
}
