// Builds dist/: the extension for both hosts, the command line, and the rule pages they show.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import { bundledPackages, noticesOf, problemWith } from './scripts/notices.mjs';
import { globRules } from './scripts/rule-index.mjs';
import { treeSitterAnew } from './scripts/tree-sitter-plugin.mjs';

const production = process.argv.includes('--production');
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync('dist', { recursive: true, force: true });
for (const rule of globRules()) {
  const page = join('dist/assets/rules', `${rule}.md`);
  mkdirSync(dirname(page), { recursive: true });
  cpSync(join('src/service/rules', rule, 'README.md'), page);
}
// Grammars are read when a file of their language is opened, never bundled.
cpSync('node_modules/web-tree-sitter/web-tree-sitter.wasm', 'dist/assets/tree-sitter.wasm');
for (const grammar of ['typescript', 'tsx', 'python', 'go', 'java']) {
  const file = `tree-sitter-${grammar}.wasm`;
  cpSync(join('node_modules/@vscode/tree-sitter-wasm/wasm', file), join('dist/assets', file));
}
cpSync(
  'node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm',
  'dist/assets/tree-sitter-hcl.wasm',
);
// Mermaid loads each kind of diagram when it is asked for; ours are all flowcharts.
const onlyFlowcharts = {
  name: 'only-flowcharts',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' && !/\/(?:flowDiagram|dagre)-[A-Z0-9]+\.mjs$/.test(path)
        ? { path, namespace: 'left-out' }
        : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'export {};' }));
  },
};
const shared = {
  bundle: true,
  format: 'cjs',
  mainFields: ['module', 'main'],
  plugins: [treeSitterAnew],
  minify: production,
  sourcemap: !production,
  logLevel: 'warning',
  metafile: true,
};
const builds = await Promise.all([
  esbuild.build({
    ...shared,
    entryPoints: { cli: 'src/cli/main.ts', thread: 'src/cli/thread.ts' },
    outdir: 'dist',
    platform: 'node',
    target: 'node20',
    define: { HEADROOM_VERSION: JSON.stringify(version) },
    banner: { js: '#!/usr/bin/env node' },
  }),
  esbuild.build({
    ...shared,
    entryPoints: { extension: 'src/extension/desktop.ts' },
    outdir: 'dist',
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
  }),
  esbuild.build({
    ...shared,
    entryPoints: { extension: 'src/extension/web.ts' },
    outdir: 'dist/web',
    platform: 'browser',
    target: 'es2022',
    external: ['vscode'],
  }),
  esbuild.build({
    ...shared,
    format: 'iife',
    entryPoints: { server: 'src/server/worker.ts' },
    outdir: 'dist/web',
    platform: 'browser',
    target: 'es2022',
    define: { HEADROOM_VERSION: JSON.stringify(version) },
  }),
  esbuild.build({
    ...shared,
    format: 'iife',
    entryPoints: { panel: 'src/webview/panel.ts' },
    outdir: 'dist/webview',
    platform: 'browser',
    target: 'es2022',
    plugins: [onlyFlowcharts],
  }),
]);
const packages = bundledPackages(builds.map(({ metafile }) => metafile));
const problems = packages.flatMap((one) => problemWith(one) ?? []);
if (problems.length > 0) throw new Error(problems.join('\n'));
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', noticesOf(packages));
writeFileSync(
  'dist/bundled.json',
  `${JSON.stringify(
    packages.map(({ name, version, licence }) => ({ name, version, licence })),
    null,
    2,
  )}\n`,
);
