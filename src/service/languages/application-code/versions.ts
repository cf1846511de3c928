import type { PoolUse } from './pools';

/** One major version: `^8.11.0`, `~8.1`, `8`. A range over several says nothing. */
const MAJOR = /^[\^~=v]?\s*(\d+)(?:\.[\dx*]+){0,2}(?:-[\w.]+)?$/;

/**
 * Whether the project uses another major version of the library than the one its table was read in:
 * options may have had, or may have now, other names there.
 */
export function isOtherMajor({ library, version }: PoolUse): boolean {
  const used = MAJOR.exec(version ?? '')?.[1];
  const known = /^\d+/.exec(library?.version ?? '')?.[0];
  if (used === undefined || known === undefined) return false;
  return Number(used) > Number(known) || Number(used) < (library?.since ?? Number(known));
}
