import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { treeSitterAnew } from '../../scripts/tree-sitter-plugin.mjs';

/** A file in which one server is listed twice, with the line ends of Windows. */
export const TWICE = 'upstream api {\r\n  server 10.0.0.1:80;\r\n  server 10.0.0.1:80;\r\n}\r\n';

/** The program, with a small project to run it in. */
export interface Cli {
  readonly folder: string;
  /** The built program. */
  readonly program: string;
  /** Runs it in the project. */
  run(args: readonly string[], input?: string): Ran;
  /** Runs it somewhere else. */
  runIn(cwd: string, args: readonly string[]): Ran;
  remove(): void;
}

type Ran = ReturnType<typeof spawn>;

/** Builds the program; the project has one file with a finding and one that is nobody's business. */
export async function makeCli(): Promise<Cli> {
  const built = mkdtempSync(join(tmpdir(), 'headroom-cli-'));
  const program = join(built, 'cli.js');
  await build({
    entryPoints: ['src/cli/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    plugins: [treeSitterAnew],
    define: { HEADROOM_VERSION: '"test"' },
    logLevel: 'error',
  });
  const folder = mkdtempSync(join(tmpdir(), 'headroom-project-'));
  writeFileSync(join(folder, 'headroom.yaml'), 'root: true\n');
  writeFileSync(join(folder, 'nginx.conf'), TWICE);
  writeFileSync(join(folder, 'notes.md'), '# nothing to review\n');
  return {
    folder,
    program,
    run: (args, input = '') => spawn(program, folder, args, input),
    runIn: (cwd, args) => spawn(program, cwd, args, ''),
    remove() {
      for (const made of [built, folder]) rmSync(made, { recursive: true, force: true });
    },
  };
}

function spawn(program: string, cwd: string, args: readonly string[], input: string) {
  return spawnSync(process.execPath, [program, ...args], { cwd, input, encoding: 'utf8' });
}
