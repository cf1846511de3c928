/** A size of nginx (`8k`, `16M`, `1024`) in bytes, or `undefined`. */
export function parseSize(value: string): number | undefined {
  const [, digits, unit] = /^(\d{1,12})([kmg])?$/i.exec(value) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit?.toLowerCase() ?? '');
}
