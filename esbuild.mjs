// Builds dist/: the extension for both hosts, the command line, and the rule pages they show.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import { globRules } from './scripts/rule-index.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync('dist', { recursive: true, force: true });
for (const rule of globRules()) {
  const page = join('dist/assets/rules', `${rule}.md`);
  mkdirSync(dirname(page), { recursive: true });
  cpSync(join('src/service/rules', rule, 'README.md'), page);
}
const shared = {
  bundle: true,
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: process.argv.includes('--production'),
  logLevel: 'warning',
};
await Promise.all([
  esbuild.build({
    ...shared,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    platform: 'node',
    target: 'node20',
    define: { HEADROOM_VERSION: JSON.stringify(version) },
    banner: { js: '#!/usr/bin/env node' },
  }),
  esbuild.build({
    ...shared,
    entryPoints: { extension: 'src/extension/activate.ts' },
    outdir: 'dist',
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
  }),
  esbuild.build({
    ...shared,
    entryPoints: { extension: 'src/extension/activate.ts' },
    outdir: 'dist/web',
    platform: 'browser',
    target: 'es2022',
    external: ['vscode'],
  }),
]);
