import { entryOf, tableOf } from '../../text/tables';

const FACTORS = tableOf<number>({
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  E: 1e18,
  Ei: 2 ** 60,
});

/** A quantity (`500m`, `1.5Gi`) in cores or bytes; `undefined` for anything else. */
export function quantityOf(text: string): number | undefined {
  const [, digits, suffix] = /^(\d+(?:\.\d+)?)([a-zA-Z]{0,2})$/.exec(text) ?? [];
  const factor = suffix === undefined ? undefined : FACTORS[suffix];
  if (digits === undefined || factor === undefined) return undefined;
  const quantity = Number(digits) * factor;
  return Number.isFinite(quantity) ? quantity : undefined;
}

const QUANTITY =
  /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;

/** Whether the API server accepts a text as a quantity. */
export function isQuantity(text: string): boolean {
  return QUANTITY.test(text);
}

/** Suffixes people write, in the spelling of Kubernetes. */
const SPELLINGS = tableOf<string>({
  kib: 'Ki',
  mib: 'Mi',
  gib: 'Gi',
  tib: 'Ti',
  ki: 'Ki',
  mi: 'Mi',
  gi: 'Gi',
  ti: 'Ti',
  kb: 'k',
  mb: 'M',
  gb: 'G',
  tb: 'T',
  g: 'G',
  t: 'T',
});

/** The quantity that a text with another suffix was meant to be. */
export function quantityMeant(text: string): string | undefined {
  const [, digits, suffix] = /^(\d+(?:\.\d+)?) ?([A-Za-z]+)$/.exec(text) ?? [];
  const right = entryOf(SPELLINGS, suffix?.toLowerCase());
  return digits === undefined || right === undefined || isQuantity(text)
    ? undefined
    : digits + right;
}
