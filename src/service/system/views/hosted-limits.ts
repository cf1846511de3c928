import type { Place } from '../../contracts/finding';
import type { Hosted, StoreNode, Variable } from '../../contracts/system';
import { tableOf } from '../../text/tables';
import type { Limit } from './limit';

/** Bytes of memory that one capacity unit of a serverless cluster has. */
const UNIT_MEMORY = 2 * 2 ** 30;
const GIB = 2 ** 30;

/** The share by which a server may grant less than the formula says; measured. */
const LESS = 0.12;
/** The same of a machine of less than 4 GiB. */
const LESS_SMALL = 0.25;

/**
 * The limit of a server that AWS runs: its parameter group's number, else what AWS computes from the
 * memory of the machine, which is the upper end of a range. `undefined` where neither is seen.
 *
 * Formulas and reserves: the user guides of RDS and Aurora; what is granted less was measured.
 */
export function hostedLimit(store: StoreNode, hosted: Hosted): Limit | undefined {
  if (hosted.product !== 'rds' && hosted.product !== 'aurora') return undefined;
  const written = store.settings.get('max_connections');
  const [least, most] = reserves(store, hosted);
  if (written?.state === 'known' && /^\d+$/.test(written.value.trim())) {
    return limit(Number(written.value), Number(written.value), [least, most], written.at, '');
  }
  if (written?.state === 'unknown') return unknown(written.why, written.at);
  if (!written && store.settingsOpen !== null) return unknown(store.settingsOpen, store.at);
  const formula = written?.value ?? defaultFormula(store, hosted);
  if (formula === undefined) return undefined;
  const units = hosted.mostUnits;
  if (units !== null) {
    if (units.value === null) return unknown(units.why ?? 'its capacity is not written', units.at);
    const cap = store.engine === 'postgres' && (hosted.leastUnits?.value ?? 1) <= 0.5 ? 2000 : null;
    const upper = connectionsOf(formula, units.value * UNIT_MEMORY);
    if (upper === undefined) return unknown(`its formula is ${formula}`, written?.at ?? units.at);
    const bounded = cap === null ? upper : Math.min(upper, cap);
    const least = Math.floor(bounded * (1 - (units.value <= 2 ? LESS_SMALL : LESS)));
    return limit(least, bounded, reserves(store, hosted), units.at, `${units.value} units`);
  }
  const machine = smallest(hosted.machines);
  if (machine === undefined) return unknown('its instance class is not written', store.at);
  if (machine.state === 'unknown') return unknown(`its instance class: ${machine.why}`, machine.at);
  const memory = memoryOf(machine.value);
  const upper = memory === undefined ? undefined : connectionsOf(formula, memory * GIB);
  if (memory === undefined || upper === undefined) {
    return unknown(`how much memory ${machine.value} has is not known here`, machine.at);
  }
  const lower = Math.floor(upper * (1 - (memory < 4 ? LESS_SMALL : LESS)));
  return limit(lower, upper, [least, most], machine.at, machine.value);
}

/** Connections that the server keeps for itself, at the least and at the most. */
function reserves({ engine, settings }: StoreNode, { product }: Hosted): readonly [number, number] {
  if (engine !== 'postgres') return [0, 0];
  const number = (name: string, otherwise: number) => {
    const value = settings.get(name);
    return value?.state === 'known' && /^\d+$/.test(value.value) ? Number(value.value) : otherwise;
  };
  const own = number('superuser_reserved_connections', 3) + number('reserved_connections', 0);
  const rds = number('rds.rds_superuser_reserved_connections', 2);
  return product === 'aurora' ? [own, own + rds] : [own + rds, own + rds];
}

function limit(
  lower: number,
  upper: number,
  [least, most]: readonly [number, number],
  at: Place | null,
  from: string,
): Limit {
  const isRange = lower !== upper || least !== most;
  const kept = least > 0 ? ` − ${least}` : '';
  return {
    connections: upper - least,
    origin: from === '' ? 'declared' : 'derived',
    arithmetic: from === '' ? `${upper}${kept}` : `about ${upper}${kept}, from ${from}`,
    at,
    byDefault: null,
    why: null,
    maximum: upper,
    ...(isRange && { range: [lower - most, upper - least] as const }),
  };
}

function unknown(why: string, at: Place | null): Limit {
  return { connections: null, origin: 'unknown', arithmetic: '', at, byDefault: null, why };
}

/** What AWS's own parameter groups say. */
function defaultFormula({ engine }: StoreNode, { product }: Hosted): string | undefined {
  if (engine === 'postgres') return 'LEAST({DBInstanceClassMemory/9531392},5000)';
  if (engine === 'mysql' || engine === 'mariadb') {
    return product === 'aurora'
      ? 'GREATEST({log(DBInstanceClassMemory/805306368)*45},{log(DBInstanceClassMemory/8187281408)*1000})'
      : '{DBInstanceClassMemory/12582880}';
  }
  return undefined;
}

/** What a formula of a parameter group makes of a machine's memory; `undefined` for one unheard of. */
export function connectionsOf(formula: string, memory: number): number | undefined {
  const text = formula.replace(/\s/g, '');
  const logarithms = [...text.matchAll(/log\(DBInstanceClassMemory\/(\d+)\)\*(\d+)/g)];
  if (/^GREATEST\(/.test(text) && logarithms.length > 0) {
    const values = logarithms.map(
      ([, by, times]) => Math.log2(memory / Number(by)) * Number(times),
    );
    return Math.floor(Math.max(...values));
  }
  const [, least, by, plus, cap] =
    /^(LEAST\()?\{DBInstanceClassMemory\/(\d+)(?:\+(\d+))?\}(?:,(\d+)\))?$/.exec(text) ?? [];
  if (by === undefined) return undefined;
  const value = Math.floor(memory / Number(by)) + Number(plus ?? 0);
  return least === undefined || cap === undefined ? value : Math.min(value, Number(cap));
}

/** The machine that grants least, where several may be promoted; an unknown one hides the rest. */
function smallest(machines: readonly Variable[]): Variable | undefined {
  const open = machines.find(({ state }) => state === 'unknown');
  if (open) return open;
  const memory = (machine: Variable) =>
    machine.state === 'known' ? (memoryOf(machine.value) ?? 0) : 0;
  return [...machines].sort((a, b) => memory(a) - memory(b))[0];
}

/** GiB of an instance class: by its family the memory of `large`, which doubles from size to size. */
export function memoryOf(name: string): number | undefined {
  const [, family = '', size = ''] =
    /^(?:db|cache)\.([a-z]\w*)\.(micro|small|medium|large|\d*xlarge)$/.exec(name) ?? [];
  if (/^t\d/.test(family) && !/^t1/.test(family)) {
    const own = tableOf<number>({ micro: 1, small: 2, medium: 4 });
    if (own[size] !== undefined) return own[size];
  }
  const large = LARGE.find(([pattern]) => pattern.test(family))?.[1];
  if (large === undefined || /^(?:micro|small)$/.test(size)) return undefined;
  if (size === 'medium') return /^[mr]\d/.test(family) ? large / 2 : undefined;
  if (size === 'large') return large;
  const count = size === 'xlarge' ? 1 : Number.parseInt(size, 10);
  return large * 2 * count;
}

/** GiB of the size `large` of a family, from AWS's tables. */
const LARGE: readonly (readonly [RegExp, number])[] = [
  [/^t[234]g?$/, 8],
  [/^m[4-8][a-z]*$/, 8],
  [/^m3$/, 7.5],
  [/^r[5-8][a-z]*$/, 16],
  [/^r4$/, 15.25],
  [/^r3$/, 15.25],
  [/^c6gd$/, 4],
  [/^x2g$/, 32],
];
