import { programOf, type Step, Unjudged } from './linear-program';

/** An expression that somebody else wrote, compiled. */
export interface LinearExpression {
  /** Whether any part of a text matches. */
  test(text: string): boolean;
}

/**
 * An expression of RE2, the language of Go's `regexp`, as tools written in Go take it. It follows all ways
 * at once, so a text costs at most its length times that of the expression, whatever both are.
 *
 * @returns `undefined` for what RE2 does not take, and for what is not judged here: classes of Unicode,
 *   `\Q`, and expressions that are larger than anybody writes
 */
export function linearExpression(source: string): LinearExpression | undefined {
  try {
    const steps = programOf(source);
    return { test: (text) => accepts(steps, text) };
  } catch (error) {
    if (error instanceof Unjudged) return undefined;
    throw error;
  }
}

/** Whether a program comes to its end, from any place of a text. */
function accepts(steps: readonly Step[], text: string): boolean {
  const signs = [...text];
  let at: number[] = [];
  for (let index = 0; index <= signs.length; index++) {
    const [before, sign] = [signs[index - 1], signs[index]];
    const reached = new Set([...at, 0]);
    at = [];
    for (const place of reached) {
      const step = steps[place];
      if (!step) continue;
      if ('ends' in step) return true;
      if ('forks' in step) for (const next of step.forks) reached.add(next);
      else if ('asks' in step) {
        if (step.asks(before, sign)) reached.add(step.next);
      } else if (sign !== undefined && step.reads(sign)) at.push(place + 1);
    }
  }
  return false;
}
