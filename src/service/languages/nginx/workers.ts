import type { NginxModel } from './model';

/**
 * Worker processes, as far as this file says: a number, `several` where a word or a variable decides,
 * `undefined` for a fragment.
 */
export function workersOf(nginx: NginxModel): number | 'several' | undefined {
  const written = nginx.byName.get('worker_processes')?.at(-1)?.args[0];
  if (written?.state === 'known') {
    // Nobody starts a number of them that takes more than nine digits.
    return /^\d{1,9}$/.test(written.value) ? Number(written.value) : 'several';
  }
  return !written && nginx.root.kind === 'main' && nginx.root.open === null ? 1 : undefined;
}
