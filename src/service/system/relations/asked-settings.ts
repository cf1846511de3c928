import type { CodeSetting, FactValue, PoolFact } from '../../contracts/fact';
import type { FactEntry } from '../../contracts/system';
import { entryOf } from '../../text/tables';
import type { SystemContext } from '../context';

/**
 * Pools whose code asks its settings for a value by name, with what a module of settings in the same package has under
 * that name: a variable, or a number. Where several differ, which one is loaded is not known.
 */
export function withSettings(
  pools: readonly FactEntry<PoolFact>[],
  context: SystemContext,
): readonly FactEntry<PoolFact>[] {
  if (!pools.some(({ fact }) => VALUES.some((name) => asks(fact[name])))) return pools;
  const declared = context.of('export').filter(({ fact }) => fact.holds === 'value');
  const settingOf = (name: string, file: string, fallback: unknown): Found | undefined => {
    const owner = context.packageOf(file);
    const all = declared.flatMap((each) => {
      const setting = entryOf(each.fact.values ?? {}, name);
      return setting && context.packageOf(each.file) === owner
        ? [{ ...setting, isOther: OTHERS.test(each.fact.title) }]
        : [];
    });
    const own = all.filter(({ isOther }) => !isOther);
    const found = own.length > 0 ? own : all;
    const [only] = found;
    if (!only) {
      return typeof fallback === 'number'
        ? { env: null, value: fallback, origin: 'defaulted' }
        : undefined;
    }
    return found.every(({ env, value }) => env === only.env && value === only.value)
      ? { ...only, origin: 'derived' }
      : undefined;
  };
  return pools.map((entry) => {
    const { fact, file } = entry;
    const bound = VALUES.flatMap((name) => {
      const value = fact[name];
      const asked = asks(value);
      if (asked === undefined || !value) return [];
      const setting = settingOf(asked.name, file, asked.fallback);
      if (setting) return [[name, valueOf(value, setting)] as const];
      // Nobody says where the database is.
      return name === 'target'
        ? [[name, { state: 'absent', path: value.path } as const] as const]
        : [];
    });
    return bound.length === 0
      ? entry
      : { ...entry, fact: { ...fact, ...Object.fromEntries(bound) } };
  });
}

const VALUES = ['max', 'min', 'target', 'size', 'overflow'] as const;

/** Classes of settings that production does not load. */
const OTHERS = /^(?:Test|Dev|Local)/;

/** The setting that a value waits for, and what holds where nothing sets it. */
function asks(value: FactValue<unknown> | undefined) {
  if (value?.state !== 'unknown') return undefined;
  return value.reference?.space === 'setting' ? value.reference : undefined;
}

/** A setting as one place says it, or what holds where none does. */
interface Found extends CodeSetting {
  readonly origin: 'derived' | 'defaulted';
}

function valueOf(
  { path }: FactValue<unknown>,
  { env, value, origin }: Found,
): FactValue<string | number> {
  if (env === null) {
    return value === null
      ? { state: 'unknown', why: 'an expression', path }
      : { state: 'known', value, origin, path };
  }
  const reference = { space: 'env' as const, name: env, fallback: value };
  return { state: 'unknown', why: `the variable ${env}`, path, reference };
}
