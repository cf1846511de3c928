/** Characters of an answer to a language model at the most: it is given much else. */
export const MAX_ANSWER = 8000;

/**
 * An answer as JSON with as many of its items, from the first on, as there is room for; what is left out is told by
 * `truncated`.
 */
export function shortened<T>(answer: (some: readonly T[]) => object, all: readonly T[]): string {
  const textOf = (count: number): string => {
    const object = answer(all.slice(0, count));
    return JSON.stringify(count === all.length ? object : { ...object, truncated: true });
  };
  const whole = textOf(all.length);
  if (whole.length <= MAX_ANSWER) return whole;
  let [fits, tooMany] = [0, all.length];
  while (fits + 1 < tooMany) {
    const middle = (fits + tooMany) >> 1;
    if (textOf(middle).length <= MAX_ANSWER) fits = middle;
    else tooMany = middle;
  }
  const text = textOf(fits);
  return text.length <= MAX_ANSWER ? text : JSON.stringify({ version: 1, truncated: true });
}
