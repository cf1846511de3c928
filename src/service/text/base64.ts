const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A text in UTF-8 as base64. */
export function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let result = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3);
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const digit = (shift: number) => DIGITS.charAt((group >> shift) & 63);
    result +=
      digit(18) +
      digit(12) +
      (b === undefined ? '=' : digit(6)) +
      (c === undefined ? '=' : digit(0));
  }
  return result;
}

/** The text that base64 stands for; `undefined` where it is none, or no text in UTF-8. */
export function fromBase64(encoded: string): string | undefined {
  const digits = encoded.replace(/\s+/g, '').replace(/(?<!=)=+$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) return undefined;
  const bytes: number[] = [];
  let [group, bits] = [0, 0];
  for (const digit of digits) {
    group = (group << 6) | DIGITS.indexOf(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((group >> bits) & 255);
      group &= (1 << bits) - 1;
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
