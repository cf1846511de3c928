import type { ShellCommandFact } from '../contracts/fact';
import { tableOf } from '../text/tables';
import { wildcardMatcher } from '../text/wildcards';
import type { Word } from './command-words';
import { filled, type Variables } from './variables';

/** Whether a command of a script that is given nothing runs, as far as its conditions can be told. */
export function runsWith(
  command: ShellCommandFact,
  variables: Variables,
): 'yes' | 'no' | 'unknown' {
  return verdictOn(command, [], variables, new Map());
}

/** Whether a command runs, as far as its conditions can be told. */
export function verdictOn(
  { conditions }: ShellCommandFact,
  args: readonly Word[],
  variables: Variables,
  taken: Map<string, string>,
): 'yes' | 'no' | 'unknown' {
  let open = false;
  for (const { kind, text, patterns } of conditions) {
    if (kind === 'if' || kind === 'else') {
      const holds = conjunction(text, args, variables);
      if (holds === (kind === 'else')) return 'no';
      // Behind `else` other branches may have been taken before.
      if (holds !== true) open = true;
      continue;
    }
    if (kind !== 'case') {
      open = true;
      continue;
    }
    const subject = subjectOf(text, args, variables);
    if (subject === undefined) open = true;
    else {
      const branch = patterns.join('|');
      const before = taken.get(text);
      if (before !== undefined && before !== branch) return 'no';
      if (!patterns.some((pattern) => matches(subject, pattern))) return 'no';
      taken.set(text, branch);
    }
  }
  return open ? 'unknown' : 'yes';
}

/** Whether comparisons that are joined by `||` and `&&` hold; `undefined` where that cannot be told. */
function conjunction(
  text: string,
  args: readonly Word[],
  variables: Variables,
): boolean | undefined {
  const takesPatterns = text.includes('[[');
  const either = text.split('||').map((alternative) => {
    const all = alternative
      .split('&&')
      .map((each) => comparison(each, takesPatterns, args, variables));
    return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
  });
  return either.includes(true) ? true : either.includes(undefined) ? undefined : false;
}

const SIDE = String.raw`((?:"[^"]*"|'[^']*'|[^\s"'\]])+)`;
const COMPARISON = new RegExp(String.raw`^${SIDE}\s+(={1,2}|!=)\s+${SIDE}$`);
const EMPTINESS = new RegExp(String.raw`^(!\s+)?(-[nz])\s+${SIDE}$`);
/** `[ "$#" -gt 0 ]`, `(( $# > 0 ))`. */
const ORDER = new RegExp(String.raw`^${SIDE}\s+(-(?:eq|ne|gt|ge|lt|le)|[<>]=?|==)\s+${SIDE}$`);
const ORDERS = tableOf<(a: number, b: number) => boolean>({
  ...{ '-eq': (a, b) => a === b, '==': (a, b) => a === b, '-ne': (a, b) => a !== b },
  ...{
    '-gt': (a, b) => a > b,
    '>': (a, b) => a > b,
    '-ge': (a, b) => a >= b,
    '>=': (a, b) => a >= b,
  },
  ...{
    '-lt': (a, b) => a < b,
    '<': (a, b) => a < b,
    '-le': (a, b) => a <= b,
    '<=': (a, b) => a <= b,
  },
});

/** Whether `[ "$1" = web ]`, `[[ "$*" == *puma* ]]` or `[ -n "$X" ]` holds; `undefined` where that cannot be told. */
function comparison(
  text: string,
  takesPatterns: boolean,
  args: readonly Word[],
  variables: Variables,
): boolean | undefined {
  const inner = text
    .trim()
    .replace(/^(?:\[\[?|\(\(|test)\s+/, '')
    .replace(/(?<!\s)\s*(?:\]{1,2}|\)\))$/, '')
    .trim();
  const [, not, emptiness, asked = ''] = EMPTINESS.exec(inner) ?? [];
  if (emptiness !== undefined) {
    const value = sideOf(asked, args, variables);
    return value === undefined
      ? undefined
      : ((value === '') === (emptiness === '-z')) === (not === undefined);
  }
  const [, less = '', order = '', more = ''] = ORDER.exec(inner) ?? [];
  const holds = ORDERS[order];
  const numbers = holds ? [less, more].map((side) => numberIn(side, args, variables)) : [];
  if (holds && (order !== '==' || !numbers.includes(undefined))) {
    const [a, b] = numbers;
    return a === undefined || b === undefined ? undefined : holds(a, b);
  }
  const [, left = '', operator, right = ''] = COMPARISON.exec(inner) ?? [];
  const a = operator === undefined ? undefined : sideOf(left, args, variables);
  if (a === undefined) return undefined;
  const isPattern = /[*?[]/.test(right.replace(/"[^"]*"|'[^']*'|\$\{?[@*]\}?/g, ''));
  const b = isPattern ? undefined : sideOf(right, args, variables);
  const same = isPattern
    ? takesPatterns && !right.includes('$')
      ? matches(a, right)
      : undefined
    : b === undefined
      ? undefined
      : a === b;
  return same === undefined ? undefined : same === (operator !== '!=');
}

function numberIn(side: string, args: readonly Word[], variables: Variables): number | undefined {
  const text = sideOf(side, args, variables);
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function sideOf(side: string, args: readonly Word[], variables: Variables): string | undefined {
  const plain = side.replace(/^["'](.*)["']$/, '$1');
  if (side.startsWith("'") || !plain.includes('$')) return plain;
  if (/^\$(?:\{[@*]\}|[@*])$/.test(plain)) {
    return args.every(({ why }) => why === null)
      ? args.map(({ text }) => text).join(' ')
      : undefined;
  }
  if (/^\$(?:\{#\}|#)$/.test(plain)) return String(args.length);
  // `${@: -2:1}` is the last argument but one.
  const fromEnd = /^\$\{@: -(\d):1\}$/.exec(plain)?.[1];
  if (fromEnd !== undefined) {
    const found = args[args.length - Number(fromEnd)];
    return found === undefined ? '' : found.why === null ? found.text : undefined;
  }
  return subjectOf(side, args, variables);
}

function subjectOf(text: string, args: readonly Word[], variables: Variables): string | undefined {
  const position = /^"?\$\{?(\d)\}?"?$/.exec(text)?.[1];
  if (position !== undefined) return args[Number(position) - 1]?.text ?? '';
  const word = filled(text.replace(/^"(.*)"$/, '$1').replace(/\$(\w+)/g, '${$1}'), variables);
  return word.includes('$') ? undefined : word;
}

/** Whether a text is of a pattern of the shell, in which quoted stretches mean themselves. */
function matches(subject: string, pattern: string): boolean {
  const plain = pattern.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) =>
    (double ?? single).replace(/[\s\S]/g, '\\$&'),
  );
  return wildcardMatcher(plain, SHELL_PATTERN)(subject);
}

const SHELL_PATTERN = { folders: false, braces: false, hidesDots: false, slashes: true };
