import { Undecided } from './arguments';

/** No expression of a chart takes more steps than this over a text. */
const MAX_STEPS = 10_000_000;
/** An expression has no more characters. */
const MAX_LENGTH = 200;

/**
 * An expression that a chart hands to Go's `regexp`. What JavaScript reads in another way is not evaluated, and
 * what could go back over a text too often is not either: as long as no repetition stands in another, each one multiplies
 * the steps by the length of the text at most, and each choice by two.
 */
export function pattern(own: string, flags: string, over: string): RegExp {
  const inline = /^\(\?([is]{1,2})\)/.exec(own);
  const rest = inline ? own.slice(inline[0].length) : own;
  const endless = rest.match(/[*+]/g)?.length ?? 0;
  const choices = rest.match(/[?|]/g)?.length ?? 0;
  const steps = over.length ** (endless + 1) * 2 ** choices;
  const isRead = !/\(\?(?!:)|\\[zAQEpPC]|\[\[:|\\x\{|\)[*+{]|\{\d*,/.test(rest);
  if (!isRead || rest.length > MAX_LENGTH || steps > MAX_STEPS)
    throw new Undecided('a regular expression is not read');
  try {
    return new RegExp(rest, `${flags}${inline?.[1] ?? ''}u`);
  } catch {
    throw new Undecided('a regular expression is not read');
  }
}
