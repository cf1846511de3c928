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
  const settingOf = (name: string, file: string): CodeSetting | undefined => {
    const owner = context.packageOf(file);
    const found = declared.flatMap((each) => {
      const setting = entryOf(each.fact.values ?? {}, name);
      return setting && context.packageOf(each.file) === owner ? [setting] : [];
    });
    const [only] = found;
    return found.every(({ env, value }) => env === only?.env && value === only.value)
      ? only
      : undefined;
  };
  return pools.map((entry) => {
    const { fact, file } = entry;
    const bound = VALUES.flatMap((name) => {
      const value = fact[name];
      const asked = asks(value);
      const setting = asked === undefined ? undefined : settingOf(asked, file);
      return setting && value ? [[name, valueOf(value, setting)] as const] : [];
    });
    return bound.length === 0
      ? entry
      : { ...entry, fact: { ...fact, ...Object.fromEntries(bound) } };
  });
}

const VALUES = ['max', 'min', 'target', 'size', 'overflow'] as const;

/** The name of a setting that a value waits for. */
function asks(value: FactValue<unknown> | undefined): string | undefined {
  if (value?.state !== 'unknown') return undefined;
  return value.reference?.space === 'setting' ? value.reference.name : undefined;
}

function valueOf(
  { path }: FactValue<unknown>,
  { env, value }: CodeSetting,
): FactValue<string | number> {
  if (env === null && value !== null) return { state: 'known', value, origin: 'derived', path };
  const reference = { space: 'env' as const, name: env ?? '', fallback: value };
  return { state: 'unknown', why: `the variable ${env}`, path, reference };
}
