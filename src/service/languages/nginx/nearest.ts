/** The candidate a misspelt name most probably means: at most two letters away, and the only one. */
export function nearest(
  name: string,
  candidates: readonly (string | undefined)[],
): string | undefined {
  const close = [...new Set(candidates)]
    .flatMap((candidate) => (candidate === undefined ? [] : [candidate]))
    .map((candidate) => ({ candidate, distance: distance(name, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.min(2, (candidate.length - 1) / 2))
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = close;
  return first && first.distance !== second?.distance ? first.candidate : undefined;
}

/** Insertions, deletions and replacements between two words. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
