import type { ShellCommandFact } from '../contracts/fact';

/** Where a command stands in a script. */
export interface Branch {
  readonly script: string;
  readonly index: number;
  readonly conditions: ShellCommandFact['conditions'];
  /** Nothing that stands behind it runs beside it: the script hands over to it (`exec`), or waits for its end. */
  readonly isAlone: boolean;
}

/** What runs in a script at all, if its branches are taken. */
interface Branched {
  /** Where it stands in the scripts that lead to it, the outermost first. */
  readonly branches: readonly Branch[];
}

/**
 * Whether only one of two launches can run: they stand in two branches of a condition, or one behind an `exec`, or behind
 * what the shell waits for.
 */
export function areExclusive(a: Branched, b: Branched): boolean {
  return a.branches.some((one) =>
    b.branches.some((other) => one.script === other.script && isOtherwise(one, other)),
  );
}

function isOtherwise(one: Branch, other: Branch): boolean {
  if (one.index === other.index) return false;
  const first = one.index < other.index ? one : other;
  if (first.isAlone) return true;
  return one.conditions.some((a) =>
    other.conditions.some(
      (b) =>
        a.text === b.text &&
        (a.kind === 'case'
          ? b.kind === 'case' && a.patterns.join('|') !== b.patterns.join('|')
          : `${a.kind} ${b.kind}` === 'if else' || `${a.kind} ${b.kind}` === 'else if'),
    ),
  );
}
