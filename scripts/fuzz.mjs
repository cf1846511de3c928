// Bundles the fuzzer as what ships is bundled, and runs it: a text costs half of what it does under a
// transpiler that keeps names.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../bench/bundle.mjs';
import { atEnd, runToEnd } from './processes.mjs';

// Beneath node_modules, so that packages and grammars are found from there.
const folder = mkdtempSync('node_modules/.headroom-fuzz-');
atEnd(() => rmSync(folder, { recursive: true, force: true }));
await bundle(['test/fuzz/main.ts'], folder);
const room = '--max-semi-space-size=32';
const args = [room, join(folder, 'main.mjs'), ...process.argv.slice(2)];
process.exitCode = await runToEnd(process.execPath, args, { longest: 24 * 3_600_000 });
