const DECIMAL = /^[-+]?(?:0|[1-9]\d*)$/;
const OCTAL = /^([-+]?)0o?([0-7]+)$/;
const HEXADECIMAL = /^([-+]?)0x([\da-fA-F]+)$/;
const BINARY = /^([-+]?)0b([01]+)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NOTHING = /^(?:~|null|Null|NULL)?$/;
const YES = /^(?:true|True|TRUE)$/;
const NO = /^(?:false|False|FALSE)$/;

/**
 * What an unquoted text stands for, as the YAML reader of Kubernetes' tools takes it (go-yaml 3): a
 * number with a leading zero is octal, `yes` and a date are texts.
 */
export function plainValue(text: string): string | number | boolean | null {
  if (NOTHING.test(text)) return null;
  if (YES.test(text)) return true;
  if (NO.test(text)) return false;
  if (!/^[-+.\d]/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  if (DECIMAL.test(digits)) return Number(digits);
  for (const [form, base] of [
    [OCTAL, 8],
    [HEXADECIMAL, 16],
    [BINARY, 2],
  ] as const) {
    const match = form.exec(digits);
    if (match) return Number.parseInt(match[2] ?? '', base) * (match[1] === '-' ? -1 : 1);
  }
  // What is beyond all numbers stays a text there too.
  if (FLOAT.test(text)) return Number.isFinite(Number(text)) ? Number(text) : text;
  const infinite = INFINITE.exec(text);
  return infinite ? (infinite[1] === '-' ? -Infinity : Infinity) : text;
}
