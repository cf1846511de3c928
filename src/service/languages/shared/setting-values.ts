import type { SettingValue } from '../../contracts/fact';
import { type Field, known, type Reference, referenced, unknown } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { soleParameter, textParts } from '../../syntax/parameters';
import { waitsForValue } from '../../text/placeholders';

/** A text that is filled in before the program reads it, and how its variable is named. */
const PLACEHOLDERS: readonly RegExp[] = [
  /** supervisord. */
  /^%\(ENV_(\w+)\)s$/,
  /** uWSGI. */
  /^\$\((\w+)\)$/,
  /** Maven, Ansible, Jinja, Octopus and others. */
  /^@(\w+)@$/,
  /^#\{(\w+)\}#?$/,
  /^%(\w+)%$/,
];
/** What settings files hold besides: variables in small letters, the end of an expression, `@x@` within. */
const WAITS = /\$[a-z]|\}\}|@\w+@/;

/** The variable that a whole text stands for. */
export function referenceIn(text: string): Reference | undefined {
  const variable = soleParameter(textParts(text, 'escaped'));
  if (variable) return { space: 'env', ...variable };
  for (const pattern of PLACEHOLDERS) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) return { space: 'env', name, fallback: null };
  }
  return undefined;
}

/** A text of a settings file; one that waits for a value is unknown. */
export function textField(text: string, at: Span, path: string): Field<string> {
  const reference = referenceIn(text);
  if (reference) return referenced(reference, at, path);
  return WAITS.test(text) || waitsForValue(text)
    ? unknown('a text that is filled in', at, path)
    : known(text, at, path);
}

/** As {@link textField}, numbers and truth values told from texts. */
export function settingField(text: string, at: Span, path: string): Field<SettingValue> {
  const field = textField(text, at, path);
  return field.state === 'known' ? { ...field, value: settingValue(field.value) } : field;
}

/** `4` is a number, `true` and `on` a truth value, anything else a text. */
export function settingValue(text: string): SettingValue {
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (/^(?:true|on|yes)$/i.test(text)) return true;
  return /^(?:false|off|no)$/i.test(text) ? false : text;
}

/** A field of a number; a text or a truth value is none. */
export function numberField(field: Field<SettingValue>): Field<number> {
  if (field.state !== 'known') return field;
  const { value, at, path } = field;
  if (typeof value === 'number') return known(value, at, path, field.origin);
  return { state: 'unknown', why: 'no plain number', at, path };
}
