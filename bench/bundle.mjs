import { build } from 'esbuild';

/** Bundles sources as what ships is bundled. */
export function bundle(entryPoints, outdir, from = process.cwd()) {
  return build({
    entryPoints,
    outdir,
    absWorkingDir: from,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  });
}
