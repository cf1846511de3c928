import type { SetValue } from '../../contracts/build';
import { bool, int, list, type MapValue, map, NIL, text, unknown, type Value } from './values';

/** A step of a key: a name, or the place in a list. */
type Step = string | number;

/** Helm refuses a list that is longer. */
const MAX_INDEX = 65_536;

/** The pairs of `a.b=1,c={x,y}`, as `--set` tells them apart: a backslash takes a letter as it is. */
export function pairsIn(written: string): readonly (readonly [key: string, value: string])[] {
  const pairs: (readonly [string, string])[] = [];
  let at = 0;
  while (at < written.length) {
    const equals = endOf(written, at, '=');
    const from = equals + 1;
    const close = written[from] === '{' ? endOf(written, from, '}') : from;
    const end = endOf(written, close, ',');
    if (equals < written.length) pairs.push([written.slice(at, equals), written.slice(from, end)]);
    at = end + 1;
  }
  return pairs;
}

/** Where a letter stands that no backslash is in front of; the end where there is none. */
function endOf(written: string, from: number, letter: string): number {
  for (let at = from; at < written.length; at++) {
    if (written[at] === '\\') at++;
    else if (written[at] === letter) return at;
  }
  return written.length;
}

/** The values with one more that is set over them; `undefined` for a key that Helm does not take. */
export function withSet(
  values: MapValue,
  set: SetValue,
  why = `${set.key} is given by a command line`,
): MapValue | undefined {
  const steps = stepsOf(set.key);
  if (steps === undefined) return undefined;
  const made =
    set.value === null ? unknown(why) : valueOf(set.value, set.isText ? textOf : scalarOf);
  const [first, ...rest] = steps;
  return typeof first === 'string' ? within(values, first, rest, made) : undefined;
}

/** `ingress.hosts[0].name`, `annotations.example\.com/team`: names and places in lists. */
function stepsOf(key: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  let name = '';
  let isName = true;
  const close = () => {
    if (isName) steps.push(name);
    name = '';
    isName = true;
  };
  for (let at = 0; at < key.length; at++) {
    const letter = key.charAt(at);
    if (letter === '\\') name += key.charAt(++at);
    else if (letter === '.') close();
    else if (letter === '[') {
      if (isName) close();
      const end = key.indexOf(']', at);
      const index = Number(key.slice(at + 1, end));
      if (!/^\d+$/.test(key.slice(at + 1, end)) || index > MAX_INDEX) return undefined;
      steps.push(index);
      at = end;
      isName = false;
    } else if (!isName) return undefined;
    else name += letter;
  }
  close();
  return steps.includes('') ? undefined : steps;
}

function within(values: MapValue, name: string, rest: readonly Step[], made: Value): MapValue {
  const entries = new Map(values.entries).set(name, placed(values.entries.get(name), rest, made));
  return { ...values, entries };
}

/** What stands at the end of some steps: what was there with the value in it, else something new. */
function placed(before: Value | undefined, steps: readonly Step[], made: Value): Value {
  const [step, ...rest] = steps;
  if (step === undefined) return made;
  if (before?.kind === 'unknown') return before;
  if (typeof step === 'string')
    return within(before?.kind === 'map' ? before : map([]), step, rest, made);
  const items = before?.kind === 'list' ? [...before.items] : [];
  while (items.length <= step) items.push(NIL);
  items[step] = placed(items[step], rest, made);
  return list(items);
}

/** `{a,b}` is a list, for `--set-string` too; what its items are, and what stands alone, `read` tells. */
function valueOf(written: string, read: (written: string) => Value): Value {
  if (!written.startsWith('{')) return read(written);
  const end = endOf(written, 0, '}');
  const inner = written.slice(1, end);
  const items: Value[] = [];
  // `{}` is a list of one empty text, in Helm too.
  for (let at = 0; at <= inner.length; ) {
    const next = endOf(inner, at, ',');
    items.push(read(inner.slice(at, next)));
    at = next + 1;
  }
  return list(items);
}

function textOf(written: string): Value {
  return text(unescaped(written));
}

/** `true`, `3`, `null` and texts, as `--set` tells them apart. */
function scalarOf(written: string): Value {
  const plain = unescaped(written);
  const word = plain.toLowerCase();
  if (word === 'true' || word === 'false') return bool(word === 'true');
  if (word === 'null') return NIL;
  return /^(?:0|[+-]?[1-9]\d{0,14})$/.test(plain) ? int(Number(plain), [], 'int64') : text(plain);
}

function unescaped(written: string): string {
  return written.replace(/\\([\s\S])/g, '$1');
}
