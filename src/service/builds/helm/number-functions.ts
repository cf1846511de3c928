import { tableOf } from '../../text/tables';
import {
  argument,
  computed,
  integerOf,
  type TemplateFunction,
  textOf,
  Undecided,
} from './arguments';
import { bool, int, list, printedFloat, RenderFailure, unknown, type Value } from './values';

/** A value as `toInt64` of sprig has it; what is no number is 0. */
function toInteger(value: Value): number {
  switch (value.kind) {
    case 'number':
      return Math.trunc(value.value);
    case 'bool':
      return Number(value.value);
    case 'text': {
      const own = textOf([value], 0);
      if (/^[-+]?(?:0|[1-9]\d*)$/.test(own)) return Number(own);
      if (/^\D*$/.test(own) && !/^[-+]?(?:inf|nan|infinity)$/i.test(own)) return 0;
      throw new Undecided('a text is read as a number');
    }
    case 'unknown':
      throw new Undecided(value.why);
    default:
      return 0;
  }
}

function toFloat(value: Value): number {
  if (value.kind === 'number') return value.value;
  if (value.kind === 'text' && /^[-+]?\d+(?:\.\d+)?$/.test(textOf([value], 0)))
    return Number(textOf([value], 0));
  return toInteger(value);
}

/** A number that keeps its place where it is the same. */
function whole(args: readonly Value[], type: 'int' | 'int64'): Value {
  const value = args[0] ?? { kind: 'nil', trail: [] };
  const made = toInteger(value);
  const isKept = value.kind === 'number' && value.value === made;
  return int(made, isKept ? value.trail : computed(args), type);
}

function folded(fold: (a: number, b: number) => number): TemplateFunction {
  return (args) => {
    const numbers = args.map(toInteger);
    return int(
      numbers.slice(1).reduce((a, b) => fold(a, b), numbers[0] ?? 0),
      computed(args),
      'int64',
    );
  };
}

function divided(args: readonly Value[], made: (a: number, b: number) => number): Value {
  const [a, b] = [toInteger(argument(args, 0)), toInteger(argument(args, 1))];
  if (b === 0) throw new RenderFailure('integer divide by zero');
  return int(made(a, b) + 0, computed(args), 'int64');
}

function floats(make: (numbers: readonly number[]) => number): TemplateFunction {
  return (args) => {
    const value = make(args.map(toFloat));
    if (!Number.isFinite(value)) throw new Undecided('a number is not finite');
    // What decimal arithmetic gives elsewhere may differ in the last place.
    if (!Number.isInteger(value) && printedFloat(value).length > 12)
      throw new Undecided('a fraction is not exact');
    return { kind: 'number', type: 'float64', value, trail: computed(args) };
  };
}

function until(from: number, to: number, step: number): Value {
  if (Math.abs((to - from) / (step || 1)) > 100_000) throw new Undecided('a list is too long');
  const items: Value[] = [];
  if (step !== 0 && to >= from === step > 0) {
    for (let at = from; step > 0 ? at < to : at > to; at += step) items.push(int(at));
  }
  return list(items);
}

interface Version {
  readonly parts: readonly number[];
  readonly pre: string;
  readonly given: number;
}

function versionOf(own: string): Version | undefined {
  const match =
    /^v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-([\w.-]+))?(?:\+[\w.-]+)?$/.exec(
      own.trim(),
    );
  if (!match) return undefined;
  const parts = [match[1], match[2], match[3]];
  const first = parts.findIndex((each) => each === undefined || /[xX*]/.test(each));
  return {
    parts: parts.map((each) => (each === undefined || /\D/.test(each) ? 0 : Number(each))),
    pre: match[4] ?? '',
    given: first === -1 ? 3 : first,
  };
}

function compareVersions(a: Version, b: Version): number {
  for (let at = 0; at < 3; at++) {
    const difference = (a.parts[at] ?? 0) - (b.parts[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.pre === b.pre) return 0;
  if (a.pre === '' || b.pre === '') return a.pre === '' ? 1 : -1;
  const [mine, theirs] = [a.pre.split('.'), b.pre.split('.')];
  for (let at = 0; at < Math.max(mine.length, theirs.length); at++) {
    const [one, other] = [mine[at], theirs[at]];
    if (one === other) continue;
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    const [isOne, isOther] = [/^\d+$/.test(one), /^\d+$/.test(other)];
    if (isOne && isOther) return Number(one) - Number(other);
    if (isOne !== isOther) return isOne ? -1 : 1;
    return one < other ? -1 : 1;
  }
  return 0;
}

/** Whether a version meets one bound such as `>=1.21-0`, as the semver package of Helm has it. */
function meets(version: Version, bound: string): boolean {
  const [operator = ''] = /^(?:==|=>|=<|=|!=|>=|>|<=|<|~>|~|\^)/.exec(bound.trim()) ?? [];
  const wanted = versionOf(bound.trim().slice(operator.length).trim());
  if (!wanted) throw new Undecided('a condition on a version is not read');
  // A version before a release counts only where the bound names one too.
  if (version.pre !== '' && wanted.pre === '') return false;
  const order = compareVersions(version, wanted);
  const below = (at: number) => compareVersions(version, bumped(wanted, at)) < 0;
  switch (operator) {
    case '':
    case '=':
    case '==':
      if (wanted.given === 3) return order === 0;
      return wanted.given === 0 || (order >= 0 && below(wanted.given - 1));
    case '!=':
      if (wanted.given === 3) return order !== 0;
      return !(order >= 0 && below(wanted.given - 1));
    case '>':
      return wanted.given === 3
        ? order > 0
        : wanted.given > 0 && !below(wanted.given - 1) && order > 0;
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      return wanted.given === 3 ? order <= 0 : wanted.given === 0 || below(wanted.given - 1);
    case '~':
    case '~>':
      return wanted.given === 0 || (order >= 0 && below(Math.min(1, wanted.given - 1)));
    default: {
      if (wanted.given === 0) return true;
      const at = wanted.parts.findIndex((each) => each > 0);
      const kept = at === -1 ? wanted.given - 1 : Math.min(at, wanted.given - 1);
      return order >= 0 && below(Math.max(0, kept));
    }
  }
}

function bumped({ parts }: Version, at: number): Version {
  return {
    parts: parts.map((each, index) => (index < at ? each : index === at ? each + 1 : 0)),
    pre: '',
    given: 3,
  };
}

function semverCompare(args: readonly Value[]): Value {
  const version = versionOf(textOf(args, 1));
  if (!version) throw new RenderFailure('Invalid Semantic Version');
  const holds = textOf(args, 0)
    .split('||')
    .some((group) => {
      const bounds =
        group.trim().match(/(?:(?<![=!<>~^])[=!<>~^]+\s*)?[vV]?[\dxX*][\w.*+-]*/g) ?? [];
      if (/\s-\s/.test(group) || bounds.length === 0)
        throw new Undecided('a condition on a version is not read');
      return bounds.every((bound) => meets(version, bound));
    });
  return bool(holds, computed(args));
}

/** Functions of numbers and versions. */
export const NUMBER_FUNCTIONS = tableOf<TemplateFunction>({
  int: (args) => whole(args, 'int'),
  int64: (args) => whole(args, 'int64'),
  float64: (args) => {
    const value = argument(args, 0);
    return { kind: 'number', type: 'float64', value: toFloat(value), trail: value.trail };
  },
  atoi: (args) => {
    const own = textOf(args, 0);
    return int(/^[-+]?\d+$/.test(own) ? Number(own) : 0, computed(args));
  },
  add: (args) =>
    int(
      args.map(toInteger).reduce((a, b) => a + b, 0),
      computed(args),
      'int64',
    ),
  add1: (args) => int(toInteger(argument(args, 0)) + 1, computed(args), 'int64'),
  sub: folded((a, b) => a - b),
  mul: folded((a, b) => a * b),
  div: (args) => divided(args, (a, b) => Math.trunc(a / b)),
  mod: (args) => divided(args, (a, b) => a % b),
  max: folded(Math.max),
  min: folded(Math.min),
  addf: floats((numbers) => numbers.reduce((a, b) => a + b, 0)),
  subf: floats(([first = 0, ...rest]) => rest.reduce((a, b) => a - b, first)),
  mulf: floats((numbers) => numbers.reduce((a, b) => a * b, 1)),
  divf: floats(([first = 0, ...rest]) => rest.reduce((a, b) => a / b, first)),
  ceil: floats(([first = 0]) => Math.ceil(first)),
  floor: floats(([first = 0]) => Math.floor(first)),
  round: (args) => {
    if (toInteger(argument(args, 1)) !== 0) throw new Undecided('a fraction is rounded');
    return floats(([first = 0]) => (first < 0 ? -Math.round(-first) : Math.round(first)))(
      args.slice(0, 1),
      {} as never,
    );
  },
  until: (args) => {
    const to = integerOf(args, 0);
    return until(0, to, to < 0 ? -1 : 1);
  },
  untilStep: (args) => until(integerOf(args, 0), integerOf(args, 1), integerOf(args, 2)),
  semverCompare,
  semver: (args) => unknown('the parts of a version are not evaluated', computed(args)),
});
