// Bundles the bench as what ships is bundled, and runs it. `-- --against REF`: keystrokes alone, in these
// sources and in those of a commit, by turns in one run.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd, runToEnd } from '../scripts/processes.mjs';
import { compare } from './against.mjs';
import { bundle } from './bundle.mjs';

// Beneath node_modules, so that packages and grammars are found from there.
const folder = mkdtempSync('node_modules/.headroom-bench-');
atEnd(() => rmSync(folder, { recursive: true, force: true }));
const at = process.argv.indexOf('--against');
if (at >= 0) await compare(process.argv[at + 1], folder);
else {
  await bundle(['bench/main.ts', 'bench/cold.ts'], folder);
  const longest = 1_200_000;
  process.exitCode = await runToEnd(process.execPath, [join(folder, 'main.mjs')], { longest });
  // What is counted, and the panel as it ships, in Chromium.
  for (const args of [
    ['--import', 'tsx', 'bench/breadth.ts'],
    ['esbuild.mjs', '--production'],
    ['--import', 'tsx', 'bench/panel.ts'],
  ]) {
    process.exitCode ||= await runToEnd(process.execPath, args, { longest });
  }
}
