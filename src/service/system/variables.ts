import type { FactValue } from '../contracts/fact';
import type { Choice, Reference } from '../contracts/field';
import type { Place } from '../contracts/finding';
import type { Factor, Variable } from '../contracts/system';
import { fillIn, textParts, type VariableValue } from '../syntax/parameters';
import { entryOf } from '../text/tables';
import { factor, unknownFactor } from './factors';

/** The variables a process is started with. */
export interface Variables {
  /** `undefined`: not set, as far as everything that sets variables is read. */
  get(name: string): Variable | undefined;
  /** Why variables may be set that are not seen; `null` where all are. */
  readonly open: string | null;
}

/** Variables laid over others; later ones win. */
export function variablesOf(
  layers: readonly ReadonlyMap<string, Variable>[],
  open: string | null,
): Variables {
  return {
    open,
    get(name) {
      for (let index = layers.length - 1; index >= 0; index--) {
        const found = layers[index]?.get(name);
        if (found) return found;
      }
      return undefined;
    },
  };
}

/** The variables of a record of values of one file. */
export function readVariables(
  uri: string,
  record: Readonly<Record<string, FactValue<string>>>,
): ReadonlyMap<string, Variable> {
  const found = new Map<string, Variable>();
  for (const [name, value] of Object.entries(record)) {
    const at = { uri, path: value.path };
    if (value.state === 'known') found.set(name, { state: 'known', value: value.value, at });
    else if (value.state === 'unknown') {
      const { reference, why, expression } = value;
      const identity = reference ? `${reference.space}:${reference.name}` : null;
      const text = expression === undefined ? {} : { text: expression };
      found.set(name, { state: 'unknown', why, identity, ...text, at });
    }
  }
  return found;
}

/** The value a variable has for a text that names it. */
export function valueOf(variables: Variables, name: string): VariableValue {
  const found = variables.get(name);
  if (found?.state === 'known') return { state: 'known', value: found.value };
  if (found) return { state: 'unknown', why: `${name}: ${found.why}` };
  return variables.open === null
    ? { state: 'unset' }
    : { state: 'unknown', why: `${name} may be set by ${variables.open}` };
}

/** A word with its variables filled in; as it is written where one cannot be told. */
export function filled(word: string, variables: Variables): string {
  const result = fillIn(textParts(word, 'escaped'), (name) => valueOf(variables, name));
  return result.state === 'known' ? result.value : word;
}

/** What a text says once variables are filled in, or why that cannot be told. */
export function filledText(
  text: string,
  variables: Variables,
): { readonly value: string } | { readonly why: string } {
  const result = fillIn(textParts(text, 'escaped'), (name) => valueOf(variables, name));
  return result.state === 'known' ? { value: result.value } : { why: result.why };
}

/** A number that a variable holds. */
export function numberIn(name: string, variables: Variables): Factor | undefined {
  const found = variables.get(name);
  if (!found) return undefined;
  if (found.state === 'unknown') return unknownFactor(name, found.why, found.at);
  return /^\d+$/.test(found.value.trim())
    ? factor(name, Number(found.value), found.at)
    : unknownFactor(name, `"${found.value}" is no number`, found.at);
}

/** What is known of a variable that is not known. */
export function unknownIn(
  name: string,
  { why, identity, text, at }: Extract<Variable, { readonly state: 'unknown' }>,
) {
  return {
    state: 'unknown' as const,
    why: `${name}: ${why}`,
    identity,
    ...(text !== undefined && { text: { value: text, at } }),
  };
}

/** What stands before the host of an address. */
const BEFORE_HOST = /:\/\/(?:[^/@]*@)?$/;

/**
 * What a text is known by of which one variable is not known: alone, or as the host of an address, it leads where
 * that variable does.
 */
function identityIn(text: string, variables: Variables): string | null {
  const parts = textParts(text, 'escaped');
  const open = parts.flatMap((part, index) => {
    const found = part.kind === 'parameter' ? variables.get(part.name) : undefined;
    return found?.state === 'unknown' ? [{ index, identity: found.identity }] : [];
  });
  const [only, ...others] = open;
  const before = only && parts[only.index - 1];
  if (!only || others.length > 0) return null;
  const isAlone = parts.length === 1;
  const isHost = before?.kind === 'literal' && BEFORE_HOST.test(before.text);
  return isAlone || isHost ? only.identity : null;
}

/** A value of code or settings, as a process with these variables gets it. */
export function bound<T extends string | number | boolean>(
  value: FactValue<T>,
  uri: string,
  variables: Variables,
):
  | { readonly state: 'known'; readonly value: string; readonly at: { uri: string; path: string } }
  | {
      readonly state: 'unknown';
      readonly why: string;
      readonly identity: string | null;
      /** Where a text stands of which a part is not known. */
      readonly text?: { readonly value: string; readonly at: Place };
    }
  | { readonly state: 'absent' } {
  if (value.state === 'absent') return { state: 'absent' };
  if (value.state === 'known') {
    return { state: 'known', value: String(value.value), at: { uri, path: value.path } };
  }
  const { reference, why, expression } = value;
  if (!reference && expression !== undefined) {
    const parts = textParts(expression, 'escaped');
    const filled = fillIn(parts, (name) => valueOf(variables, name));
    if (filled.state === 'unknown')
      return { ...filled, identity: identityIn(expression, variables) };
    // Where it is nothing but a variable or its default, that decides.
    const set =
      parts.length === 1 ? filled.used.findLast((name) => variables.get(name)) : undefined;
    const at = (set === undefined ? undefined : variables.get(set)?.at) ?? {
      uri,
      path: value.path,
    };
    return { state: 'known', value: filled.value, at };
  }
  if (reference?.space !== 'env') {
    return {
      state: 'unknown',
      why,
      identity: reference ? `${reference.space}:${reference.name}` : null,
    };
  }
  if (reference.choices) return chosen(reference, reference.choices, value.path, uri, variables);
  const found = variables.get(reference.name);
  if (found?.state === 'known') return { state: 'known', value: found.value, at: found.at };
  if (found) return unknownIn(reference.name, found);
  if (variables.open !== null) {
    return {
      state: 'unknown',
      why: `${reference.name} may be set by ${variables.open}`,
      identity: null,
    };
  }
  if (reference.fallback === null)
    return { state: 'unknown', why: `${reference.name} is not set`, identity: null };
  return {
    state: 'known',
    value: String(reference.fallback),
    at: reference.fallbackAt ?? { uri, path: value.path },
  };
}

/** What stands for the value of a variable. */
function chosen(
  { choices: _, ...name }: Reference,
  choices: Readonly<Record<string, Choice>>,
  path: string,
  uri: string,
  variables: Variables,
): ReturnType<typeof bound> {
  const says = bound({ state: 'unknown', why: '', path, reference: name }, uri, variables);
  if (says.state !== 'known') return says;
  const choice = entryOf(choices, says.value);
  if (choice === undefined)
    return {
      state: 'unknown',
      why: `nothing says what ${name.name} ${says.value} stands for`,
      identity: null,
    };
  return typeof choice === 'object'
    ? bound(
        { state: 'unknown', why: `the variable ${choice.name}`, path, reference: choice },
        uri,
        variables,
      )
    : { state: 'known', value: String(choice), at: { uri, path } };
}

/** A number of code or settings, as a process with these variables gets it. */
export function boundNumber(
  name: string,
  value: FactValue<string | number | boolean>,
  uri: string,
  variables: Variables,
): Factor {
  const here = { uri, path: value.path };
  if (value.state === 'known') {
    return typeof value.value === 'number' || /^\d+$/.test(String(value.value).trim())
      ? factor(name, Number(value.value), here, value.origin)
      : unknownFactor(name, `"${value.value}" is no number`, here);
  }
  const result = bound(value, uri, variables);
  if (result.state === 'known') {
    return /^\d+$/.test(result.value.trim())
      ? factor(name, Number(result.value), result.at)
      : unknownFactor(name, `"${result.value}" is no number`, result.at);
  }
  return unknownFactor(
    name,
    result.state === 'unknown' ? result.why : 'it is not written here',
    here,
  );
}
