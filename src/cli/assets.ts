import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Assets } from '../service/contracts/ports';

/** The assets that the build puts beside the program. */
export function assetsBeside(program: string): Assets {
  return { load: (name) => readFile(join(program, 'assets', name)) };
}
