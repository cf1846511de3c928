import { tableOf } from '../../text/tables';

/** Amounts as settings of containers and servers write them. */

const SECONDS = tableOf<number>({
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
});

/**
 * Seconds of a duration as Docker and compose write it: `1m30s`, `500ms`. A plain number is
 * nanoseconds there, and only `0` is written so.
 */
export function durationSeconds(text: string): number | undefined {
  const plain = text.trim();
  if (plain === '0') return 0;
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(plain)) return undefined;
  let seconds = 0;
  for (const [, amount = '', unit = ''] of plain.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/gy)) {
    seconds += Number(amount) * (SECONDS[unit] ?? 0);
  }
  return seconds;
}

const BYTES = tableOf<number>({
  '': 1,
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
});

/** Bytes of an amount of memory as Docker and compose write it: `512m`, `1.5GB`, `1gib`. */
export function byteCount(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?$/i.exec(text.trim()) ?? [];
  const factor = BYTES[unit.toLowerCase()];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}
