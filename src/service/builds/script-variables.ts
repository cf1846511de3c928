/** What variables of a script may stand for: every value that the script gives them, none for other variables. */
export type ScriptVariables = ReadonlyMap<string, readonly string[]>;

/** More values of one variable, or words of one word, are not told apart. */
const MAX_ALTERNATIVES = 8;
/** Variables within variables. */
const MAX_VARIABLE_DEPTH = 4;

const ASSIGNMENT =
  /^[ \t]*(?:(?:export|local|readonly|declare)[ \t]+)?([A-Za-z_]\w{0,60})=("[^"\n]*"|'[^'\n]*'|\$\([^\n]*\)|[^\s;&|()]*)[ \t]*(?:$|[;#]|&&)/gm;

/** Reads what a script assigns; the folder that it stands in is `.`. A variable that may be anything is left out. */
export function variablesIn(text: string): ScriptVariables {
  const found = new Map<string, string[]>();
  const open = new Set<string>();
  for (const [, name = '', written = ''] of text.matchAll(ASSIGNMENT)) {
    const values = found.get(name) ?? [];
    const value = ofScript(written.replace(/^(["'])(.*)\1$/s, '$2'));
    if (/`|\$[^\w{]|\$\d|\$\{\w*[^\w}]/.test(value) || values.length >= MAX_ALTERNATIVES)
      open.add(name);
    else if (!values.includes(value)) values.push(value);
    found.set(name, values);
  }
  return new Map([...found].filter(([name]) => !open.has(name)));
}

/** `$(dirname "$0")`, `$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)` and `${0%/*}` are the folder of the script. */
function ofScript(written: string): string {
  return written
    .replace(/\$\{(?:0|BASH_SOURCE(?:\[0\])?)%\/\*\}/g, '.')
    .replace(/\$\(\s?dirname\s(?:--\s)?"?\$(?:0|\{?BASH_SOURCE(?:\[0\])?\}?)"?\s?\)/g, '.')
    .replace(
      /\$\(\s?cd\s(?:--\s)?"?([\w./-]{1,200})"?\s?(?:>\s?\/dev\/null\s)?&&\s?pwd(?:\s-P)?\s?\)/g,
      '$1',
    );
}

/** What a word may be with the variables of its script put in; names that it does not assign stay. */
export function alternativesOf(word: string, variables: ScriptVariables): readonly string[] {
  let words: readonly string[] = [ofScript(word)];
  for (let depth = 0; depth < MAX_VARIABLE_DEPTH; depth++) {
    const next = words.flatMap((each) => {
      const name = variableNamesIn(each).find((one) => variables.has(one));
      return name === undefined
        ? [each]
        : (variables.get(name) ?? []).map((value) => withVariable(each, name, value));
    });
    if (next.every((each, index) => each === words[index])) break;
    if (next.length > MAX_ALTERNATIVES) return [word];
    words = next;
  }
  return [...new Set(words)];
}

/** The variables of a word, `$NAME` and `${NAME}`, in their order. */
export function variableNamesIn(word: string): readonly string[] {
  const names = [...word.matchAll(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)];
  return [...new Set(names.flatMap(([, braced, bare]) => braced ?? bare ?? []))];
}

/** A word with a value in the place of a variable. */
export function withVariable(word: string, name: string, value: string): string {
  return word.replace(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g, (whole, braced, bare) =>
    (braced ?? bare) === name ? value : whole,
  );
}
