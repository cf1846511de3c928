import type { FactValue } from '../contracts/fact';
import { BEYOND } from '../contracts/field';
import type { Place } from '../contracts/finding';
import type { Factor, FactorOrigin, Probe } from '../contracts/system';
import { tableOf } from '../text/tables';

/** A number that is written, or computed from what is. */
export function factor(
  name: string,
  value: number,
  at: Place | null,
  origin: FactorOrigin = 'declared',
  why: string | null = null,
): Factor {
  if (!Number.isFinite(value)) return unknownFactor(name, BEYOND, at);
  return { name, value, origin, at, why };
}

/** A number that cannot be told. */
export function unknownFactor(name: string, why: string, at: Place | null = null): Factor {
  return { name, value: null, origin: 'unknown', at, why };
}

/** The factor of a value of a file; `otherwise` where nothing is written. */
export function factorOf(
  name: string,
  uri: string,
  value: FactValue<number>,
  otherwise: number | null,
  why: string | null = null,
): Factor {
  const at = { uri, path: value.path };
  if (value.state === 'known') {
    return { name, value: value.value, origin: value.origin, at, why };
  }
  if (value.state === 'unknown') {
    const { byDefault } = value;
    return typeof byDefault?.value === 'number' || /^\d+$/.test(String(byDefault?.value ?? ''))
      ? factor(name, Number(byDefault?.value), at, 'assumed', `the default of ${byDefault?.of}`)
      : unknownFactor(name, value.why, at);
  }
  return otherwise === null
    ? unknownFactor(name, 'it is not written')
    : { name, value: otherwise, origin: 'defaulted', at: null, why };
}

/** The numbers of a probe; each of `otherwise` where nothing is written, `null` where it cannot be told. */
export function probeNumbers(
  written: Readonly<Record<ProbeNumber, ProbeValue | undefined>>,
  otherwise: Readonly<Record<ProbeNumber, number>>,
): Pick<Probe, ProbeNumber | 'unwritten'> {
  const names = ['period', 'timeout', 'failures'] as const;
  const isWritten = (name: ProbeNumber) => (written[name]?.state ?? 'absent') !== 'absent';
  const numberOf = (name: ProbeNumber) => {
    if (!isWritten(name)) return otherwise[name];
    const value = written[name];
    return value?.state === 'known' ? Number(value.value) : null;
  };
  return {
    ...{ period: numberOf('period'), timeout: numberOf('timeout'), failures: numberOf('failures') },
    unwritten: names.filter((name) => !isWritten(name)),
  };
}

type ProbeNumber = Probe['unwritten'][number];
type ProbeValue = { readonly state: string; readonly value?: unknown };

/** A known text, or `undefined`. */
export function textOf(value: FactValue<string> | undefined): string | undefined {
  return value?.state === 'known' ? value.value : undefined;
}

/** Bytes of a quantity of Kubernetes (`512Mi`, `1G`, `128974848`). */
export function bytesOf(quantity: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([EPTGMk]i?|Ki|m)?$/.exec(quantity.trim()) ?? [];
  const scale = UNITS[unit];
  return amount === undefined || scale === undefined ? undefined : Number(amount) * scale;
}

const UNITS = tableOf<number>({
  '': 1,
  m: 0.001,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
});
