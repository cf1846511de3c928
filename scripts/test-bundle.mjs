// Test files as plain JavaScript, all that they share made once: compiling each source as it is loaded
// costs more than most tests take, in each process anew.
import { readFileSync, rmSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { atEnd } from './processes.mjs';

/** Beside the packages, so that they are found from it; a folder for each run, for two may go on. */
const OUT = `node_modules/.cache/tests-${process.pid}`;

/** A source goes on to know where it stands: tests read pages and files beside themselves. */
const whereItStands = {
  name: 'where-it-stands',
  setup(build) {
    build.onLoad({ filter: /\.m?ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const here = JSON.stringify(pathToFileURL(path).href);
      return { loader: 'ts', contents: text.replaceAll('import.meta.url', here) };
    });
  },
};

/**
 * Bundles test files; what is made is removed when this process ends.
 * @param {readonly string[]} files - paths from here, in `test`
 * @returns {Promise<(file: string) => string>} the path of the module that a file has become
 */
export async function bundleTests(files) {
  atEnd(() => rmSync(OUT, { recursive: true, force: true, maxRetries: 10 }));
  await esbuild.build({
    entryPoints: [...files],
    outdir: OUT,
    outbase: 'test',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [whereItStands],
  });
  return (file) => resolve(OUT, `${file.slice('test/'.length, -extname(file).length)}.mjs`);
}
