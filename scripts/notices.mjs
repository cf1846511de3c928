// The packages that are bundled, by what esbuild read; their licences, and a file with their texts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that allow what we do: to ship a copy with its notice. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
]);

/** Shipped without being bundled, or bundled as text: esbuild does not tell of them. */
const BESIDE = [
  'web-tree-sitter',
  '@vscode/tree-sitter-wasm',
  '@tree-sitter-grammars/tree-sitter-hcl',
];

/** Bundled packages by the folder they are in; `metafiles` are what esbuild tells of its builds. */
export function bundledPackages(metafiles) {
  const folders = new Set(BESIDE.map((name) => join('node_modules', name)));
  for (const { inputs } of metafiles) {
    for (const path of Object.keys(inputs)) {
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(
        path.replaceAll('\\', '/'),
      )?.[0];
      if (folder !== undefined) folders.add(folder.replace(/^.*?(?=node_modules\/)/, ''));
    }
  }
  return [...folders].sort().map(packageIn);
}

function packageIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  // Some say it in the text alone.
  const isMit = texts.some((text) => /\bMIT License\b/.test(text));
  return { name, version, licence: license ?? (isMit ? 'MIT' : undefined), texts };
}

/** Why a package must not be shipped; nothing where it may. */
export function problemWith({ name, licence }) {
  const choices = String(licence ?? '')
    .replace(/[()]/g, '')
    .split(/ OR /);
  if (choices.some((one) => ALLOWED.has(one))) return undefined;
  return `${name}: its licence is ${licence ?? 'not told'}, which is not among those that may be shipped`;
}

/** The notices as one text. */
export function noticesOf(packages) {
  const parts = packages.map(({ name, version, licence, texts }) =>
    [
      `${name} ${version} (${licence})`,
      '',
      texts.length > 0
        ? texts.join('\n\n')
        : `Its package holds no text of its licence, ${licence}.`,
    ].join('\n'),
  );
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  return `Headroom ships these packages, whose makers ask for these notices.${line}${parts.join(line)}\n`;
}
