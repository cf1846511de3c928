const FACTORS: Readonly<Record<string, number>> = {
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
};

/** A quantity (`500m`, `1.5Gi`) in cores or bytes; `undefined` for anything else. */
export function quantityOf(text: string): number | undefined {
  const [, digits, suffix] = /^(\d+(?:\.\d+)?)([a-zA-Z]{0,2})$/.exec(text) ?? [];
  if (digits === undefined || suffix === undefined || !Object.hasOwn(FACTORS, suffix)) {
    return undefined;
  }
  return Number(digits) * (FACTORS[suffix] ?? 1);
}
