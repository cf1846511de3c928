/** A size of nginx (`8k`, `16M`, `1024`) in bytes, or `undefined`. */
export function parseSize(value: string): number | undefined {
  const [, digits, unit] = /^(\d{1,12})([kmg])?$/i.exec(value) ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit?.toLowerCase() ?? '');
}

/** A size as nginx takes it, in the largest unit that divides it: `16k`, `1m`. */
export function formatSize(bytes: number): string {
  const unit = UNITS.findLast((_, power) => bytes > 0 && bytes % 1024 ** power === 0) ?? '';
  return `${bytes / 1024 ** UNITS.indexOf(unit)}${unit}`;
}

const UNITS = ['', 'k', 'm'];
