/**
 * Text with variables in it, taken apart: `0.0.0.0:${PORT:-8000}`. The shell, compose and words of
 * command lines (see `CommandLine`) write them alike and differ in how a plain dollar is written.
 */

/** How a plain dollar is written: `$$` in compose, `\$` in words of command lines. */
export type DollarStyle = 'doubled' | 'escaped';

/** What a parameter does where its variable is unset, or (`:`) empty as well. */
export type ParameterOperator = '-' | ':-' | '+' | ':+' | '?' | ':?';

/** A piece of a text. */
export type TextPart =
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'parameter';
      readonly name: string;
      readonly operator: ParameterOperator | null;
      /** What stands behind the operator. */
      readonly argument: readonly TextPart[];
    }
  /** What a command prints, an arithmetic, a cut of a variable. */
  | { readonly kind: 'computed'; readonly text: string };

/** What is known of a variable. */
export type VariableValue =
  | { readonly state: 'known'; readonly value: string }
  | { readonly state: 'unset' }
  | { readonly state: 'unknown'; readonly why: string };

/** A text with its variables filled in, or the first reason why that cannot be done. */
export type Filled =
  | { readonly state: 'known'; readonly value: string; readonly used: readonly string[] }
  | { readonly state: 'unknown'; readonly why: string };

/** `${A:-${B:-…}}` deeper than this is not followed. */
const MAX_DEPTH = 20;
const NAME = /[A-Za-z_]\w*/y;
const SPECIAL = /[@*#?$!0-9-]/;

/** Takes a text apart. Never throws; what cannot be read is `computed`. */
export function textParts(text: string, style: DollarStyle): readonly TextPart[] {
  return partsUntil({ text, style, at: 0 }, false, 0);
}

/** A text with each variable replaced by what `valueOf` says. */
export function fillIn(
  parts: readonly TextPart[],
  valueOf: (name: string) => VariableValue,
): Filled {
  let value = '';
  const used: string[] = [];
  for (const part of parts) {
    if (part.kind === 'literal') {
      value += part.text;
      continue;
    }
    const filled =
      part.kind === 'computed'
        ? ({ state: 'unknown', why: `what ${part.text} gives` } as const)
        : fillParameter(part, valueOf);
    if (filled.state === 'unknown') return filled;
    value += filled.value;
    used.push(...filled.used);
  }
  return { state: 'known', value, used };
}

/** The one parameter that a text consists of, with its plain default; else nothing. */
export function soleParameter(
  parts: readonly TextPart[],
): { readonly name: string; readonly fallback: string | null } | undefined {
  const [part, ...more] = parts;
  if (part?.kind !== 'parameter' || more.length > 0) return undefined;
  if (part.operator === '+' || part.operator === ':+') return undefined;
  if (part.operator === null || part.operator.endsWith('?')) {
    return { name: part.name, fallback: null };
  }
  const filled = fillIn(part.argument, () => ({ state: 'unknown', why: '' }));
  return { name: part.name, fallback: filled.state === 'known' ? filled.value : null };
}

/** The names of all variables in a text, those of defaults too. */
export function parameterNames(parts: readonly TextPart[]): readonly string[] {
  return parts.flatMap((part) =>
    part.kind === 'parameter' ? [part.name, ...parameterNames(part.argument)] : [],
  );
}

function fillParameter(
  { name, operator, argument }: TextPart & { kind: 'parameter' },
  valueOf: (name: string) => VariableValue,
): Filled {
  const own = valueOf(name);
  if (own.state === 'unknown') return own;
  const isSet =
    own.state === 'known' && (operator === null || operator[0] !== ':' || own.value !== '');
  const ownValue: Filled = {
    state: 'known',
    value: own.state === 'known' ? own.value : '',
    used: [name],
  };
  switch (operator?.at(-1)) {
    case '-':
      return isSet ? ownValue : withUsed(fillIn(argument, valueOf), name);
    case '+':
      return isSet
        ? withUsed(fillIn(argument, valueOf), name)
        : { state: 'known', value: '', used: [name] };
    case '?':
      return isSet
        ? ownValue
        : { state: 'unknown', why: `the variable ${name}, which has to be given` };
    default:
      return ownValue;
  }
}

function withUsed(filled: Filled, name: string): Filled {
  return filled.state === 'known' ? { ...filled, used: [name, ...filled.used] } : filled;
}

interface Reader {
  readonly text: string;
  readonly style: DollarStyle;
  at: number;
}

function partsUntil(reader: Reader, inBraces: boolean, depth: number): readonly TextPart[] {
  const { text, style } = reader;
  const parts: TextPart[] = [];
  let literal = '';
  const flush = () => {
    if (literal !== '') parts.push({ kind: 'literal', text: literal });
    literal = '';
  };
  while (reader.at < text.length) {
    const character = text[reader.at] ?? '';
    if (inBraces && character === '}') break;
    const next = text[reader.at + 1];
    if (style === 'escaped' && character === '\\' && next === '$') {
      literal += '$';
      reader.at += 2;
    } else if (character !== '$' || next === undefined) {
      literal += character;
      reader.at++;
    } else if (style === 'doubled' && next === '$') {
      literal += '$';
      reader.at += 2;
    } else {
      const part = parameterAt(reader, depth);
      if (part) {
        flush();
        parts.push(part);
      } else {
        literal += character;
        reader.at++;
      }
    }
  }
  flush();
  return parts;
}

/** The parameter that begins at a dollar; the reader stands behind it then. */
function parameterAt(reader: Reader, depth: number): TextPart | undefined {
  const { text, at } = reader;
  const next = text[at + 1] ?? '';
  if (next === '(') {
    const end = closing(text, at + 1);
    reader.at = end;
    return { kind: 'computed', text: text.slice(at, end) };
  }
  if (next !== '{') {
    const name = nameAt(text, at + 1);
    if (name === '') return undefined;
    reader.at = at + 1 + name.length;
    return { kind: 'parameter', name, operator: null, argument: [] };
  }
  const name = nameAt(text, at + 2);
  const after = at + 2 + name.length;
  const operator = /^(?::?[-+?])/.exec(text.slice(after, after + 2))?.[0] as
    | ParameterOperator
    | undefined;
  if (name !== '' && text[after] === '}') {
    reader.at = after + 1;
    return { kind: 'parameter', name, operator: null, argument: [] };
  }
  if (name !== '' && operator && depth < MAX_DEPTH) {
    reader.at = after + operator.length;
    const argument = partsUntil(reader, true, depth + 1);
    if (text[reader.at] === '}') {
      reader.at++;
      return { kind: 'parameter', name, operator, argument };
    }
  }
  const end = closing(text, at + 1);
  reader.at = end;
  return { kind: 'computed', text: text.slice(at, end) };
}

function nameAt(text: string, at: number): string {
  NAME.lastIndex = at;
  const name = NAME.exec(text)?.[0];
  if (name !== undefined) return name;
  const special = text[at] ?? '';
  return SPECIAL.test(special) ? special : '';
}

/** The end of a bracket that opens at `open`; the end of the text where it stays open. */
function closing(text: string, open: number): number {
  const [opener, closer] = text[open] === '{' ? ['{', '}'] : ['(', ')'];
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    if (text[index] === opener) depth++;
    else if (text[index] === closer && --depth === 0) return index + 1;
  }
  return text.length;
}
