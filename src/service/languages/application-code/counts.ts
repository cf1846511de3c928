import type { FactValue } from '../../contracts/fact';
import { settingIn } from './settings/expression';

/**
 * How many a program of JavaScript says there are of something: a number, a variable, or a constant of its file that is
 * one of these.
 */
export function countOf(written: string, text: string, path: string, depth = 0): FactValue<number> {
  if (/\bcpus\(\)|availableParallelism\(/.test(written)) {
    return { state: 'unknown', why: 'it follows the cores of the machine', path };
  }
  if (/^[A-Za-z_]\w*$/.test(written) && depth < 2) {
    const set = new RegExp(
      `\\b(?:const|let|var)\\s+${written}\\b[^=;\\n]{0,40}=\\s*([^;\\n]{1,120})`,
    );
    const value = set.exec(text)?.[1];
    if (value !== undefined) return countOf(value.trim(), text, path, depth + 1);
  }
  const setting = settingIn(written);
  const value = Number(setting?.value ?? Number.NaN);
  if (setting?.env) {
    const fallback = Number.isInteger(value) ? value : null;
    const reference = { space: 'env' as const, name: setting.env, fallback };
    return { state: 'unknown', why: `the variable ${setting.env}`, path, reference };
  }
  return Number.isInteger(value) && value > 0
    ? { state: 'known', value, origin: 'declared', path }
    : { state: 'unknown', why: 'it is no plain number', path };
}
