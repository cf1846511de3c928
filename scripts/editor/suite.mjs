// The editor suite as one script, with what the command line found in the same workspace in it.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import * as esbuild from 'esbuild';

/** Bundles test/editor for every host into a folder; `index.js` there is the suite's entry. */
export async function bundleSuite(folder, workspace) {
  const { findings, files } = reviewOf(workspace);
  mkdirSync(folder, { recursive: true });
  await esbuild.build({
    entryPoints: { index: 'test/editor/index.ts' },
    outdir: folder,
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    external: ['vscode'],
    // Mocha's browser build reads the page's address, which the node host does not have.
    banner: { js: "globalThis.location ??= { search: '' };" },
    alias: { 'node:assert': resolve('scripts/editor/assert.mjs') },
    define: {
      CLI_FINDINGS: JSON.stringify(findings),
      CLI_FILES: JSON.stringify(files),
      ONLY_TESTS: JSON.stringify(process.env.HEADROOM_ONLY ?? ''),
      global: 'globalThis',
    },
    logLevel: 'error',
  });
}

/** The command line's findings, as `path:line rule message`, and the files it recognised. */
function reviewOf(workspace) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [resolve('dist/cli.js'), 'check', '--format', 'json', '.'],
    { cwd: workspace, encoding: 'utf8', timeout: 120_000, maxBuffer: 1 << 26 },
  );
  if (stdout === '') throw new Error(`headroom check found nothing to say:\n${stderr}`);
  const { files } = JSON.parse(stdout);
  return {
    files: files.map(({ path }) => path),
    findings: files.flatMap(({ path, findings }) =>
      findings.map(({ range, rule, message }) => `${path}:${range.start.line} ${rule} ${message}`),
    ),
  };
}
