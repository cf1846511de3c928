let words: Readonly<Record<string, string>> = {};

/** From now on drawings are in these words; what is not among them is in English. One language a process. */
export function useDrawingWords(given: Readonly<Record<string, string>>): void {
  words = given;
}

/**
 * A text of a drawing, written as it stands in English; `{0}`, `{1}` … are put in. `npm run generate` gathers
 * them for translators. Names, figures and what rules say stay as they are.
 */
export function say(text: string, ...about: readonly (string | number)[]): string {
  return (words[text] ?? text).replace(/\{(\d+)\}/g, (whole, index) =>
    String(about[Number(index)] ?? whole),
  );
}
