import type { Argument } from './uses';

/** A number that stands there as such, or a product of some: `3600`, `60 * 60`, `3_600L`; else `undefined`. */
export function numberIn(text: string): number | undefined {
  const plain = text.trim().replaceAll('_', '');
  if (!/^\d+(?:\.\d+)?[lL]?(?:\s*\*\s*\d+(?:\.\d+)?[lL]?)*$/.test(plain)) return undefined;
  const whole = plain.split('*').reduce((product, part) => product * Number.parseFloat(part), 1);
  return Number.isFinite(whole) ? whole : undefined;
}

/** What turns a value into the text that a cache keeps. */
const SERIALIZES =
  /^(?:JSON\.stringify|(?:json|orjson|ujson|pickle|msgpack)\.(?:dumps|packb|encode)|\w+\.(?:model_dump_json|writeValueAsString|toJson)|String\.valueOf)\(/;

/** Whether an argument is a text that is no number, whatever the program does. */
export function isText({ text, string }: Argument): boolean {
  if (SERIALIZES.test(text)) return true;
  // A template of one placeholder may well be a number.
  return string !== null && /[A-Za-z]/.test(string.replace(/\$?\{[^{}]*\}/g, ''));
}

/**
 * Nanoseconds of an untyped number where Go takes a duration: `3600`, `time.Duration(30)`, or a name that this
 * file gives such a number. `undefined` for what has a unit, and for what cannot be told.
 */
export function unitlessDuration(written: string, file: string): number | undefined {
  const text = written.trim().replace(/^time\.Duration\((.{1,60})\)$/s, '$1');
  const own = numberIn(text);
  if (own !== undefined) return own;
  if (!/^[A-Za-z_]\w*$/.test(text)) return undefined;
  const declared = [
    ...file.matchAll(
      new RegExp(`^[ \\t]*(?:const[ \\t]+)?${text}[ \\t]*=[ \\t]*([^\\n/]{1,60})$`, 'gm'),
    ),
  ];
  return declared.length === 1 ? numberIn(declared[0]?.[1] ?? '') : undefined;
}
