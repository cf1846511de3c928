// Bundles the bench as what ships is bundled, and runs it.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { atEnd, runToEnd } from '../scripts/processes.mjs';

// Beneath node_modules, so that packages and grammars are found from there.
const folder = mkdtempSync('node_modules/.headroom-bench-');
atEnd(() => rmSync(folder, { recursive: true, force: true }));
await build({
  entryPoints: ['bench/main.ts', 'bench/cold.ts'],
  outdir: folder,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
});
process.exitCode = await runToEnd(process.execPath, [join(folder, 'main.mjs')], {
  longest: 1_200_000,
});
