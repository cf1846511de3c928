/**
 * Names in a sentence, each once: `a, b and c`.
 * @param most - of more than so many the first are told, and how many more there are
 */
export function listOf(all: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const names = [...new Set(all)];
  const more = names.length - most;
  const shown = more > 0 ? [...names.slice(0, most), `${more} more`] : names;
  return shown.length < 2
    ? (shown[0] ?? '')
    : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
