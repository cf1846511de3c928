// Builds dist/: the command line, and the rule pages it shows.
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
await esbuild.build({
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: process.argv.includes('--production'),
  define: { HEADROOM_VERSION: JSON.stringify(version) },
  banner: { js: '#!/usr/bin/env node' },
  logLevel: 'warning',
});
