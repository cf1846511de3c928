/** The candidate that a word was most likely meant to be: at most two letters away, or other case. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .filter((candidate) => candidate !== word)
    .map((candidate) => ({
      candidate,
      away: distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(({ candidate, away }) => away <= (Math.min(word.length, candidate.length) < 5 ? 1 : 2))
    .sort((a, b) => a.away - b.away);
  const [best, next] = ranked;
  return best !== undefined && best.away !== next?.away ? best.candidate : undefined;
}

/** Letters to add, drop or change. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(changed, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
