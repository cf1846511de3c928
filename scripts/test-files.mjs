import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The `*.test.ts` files beneath a folder, sorted; `without` names folders directly in it to leave out.
 * (Node 20 does not expand patterns given to `--test`.)
 */
export function globTests(folder, without = []) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return without.includes(entry.name) ? [] : globTests(path);
      return entry.name.endsWith('.test.ts') ? [path] : [];
    })
    .sort();
}
