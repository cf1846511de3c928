import type { Manifests, NamedPackage } from '../../../contracts/linking';
import { folderOf, joined, upwards } from '../../../text/paths';
import { tableOf } from '../../../text/tables';
import type { PackageManifest, TypeScriptConfig } from './javascript-manifests';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** What TypeScript reads where the name of its output is written. */
const SOURCES = tableOf<readonly string[]>({
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
});

/** The file of the project that a specifier stands for, as Node and TypeScript look for it. */
export function resolveJavaScript(
  specifier: string,
  from: string,
  manifests: Manifests,
): string | undefined {
  const folder = folderOf(from);
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
    return fileAt(joined(folder, specifier), manifests);
  }
  return (
    aliased(specifier, folder, manifests) ??
    imported(specifier, folder, manifests) ??
    ofWorkspace(specifier, manifests)
  );
}

/** `paths` and `baseUrl` of the nearest TypeScript configuration. */
function aliased(specifier: string, folder: string, manifests: Manifests): string | undefined {
  for (const config of configsOf(folder, manifests)) {
    for (const [pattern, targets] of config.paths) {
      const rest = matched(pattern, specifier);
      if (rest === undefined) continue;
      for (const target of targets) {
        const path = fileAt(joined(config.base, target.replace('*', rest)), manifests);
        if (path !== undefined) return path;
      }
    }
    if (!config.hasBaseUrl) continue;
    const path = fileAt(joined(config.base, specifier), manifests);
    if (path !== undefined) return path;
  }
  return undefined;
}

const configs = new WeakMap<Manifests, Map<string, readonly TypeScriptConfig[]>>();

function configsOf(folder: string, manifests: Manifests): readonly TypeScriptConfig[] {
  const byFolder = configs.get(manifests) ?? new Map<string, readonly TypeScriptConfig[]>();
  configs.set(manifests, byFolder);
  const known = byFolder.get(folder) ?? configsFrom(folder, manifests);
  byFolder.set(folder, known);
  return known;
}

/** The nearest configuration, what it refers to, and what these extend. */
function configsFrom(folder: string, manifests: Manifests): readonly TypeScriptConfig[] {
  const nearest = upwards(folder)
    .flatMap((at) => ['tsconfig.json', 'jsconfig.json'].map((name) => joined(at, name)))
    .find((path) => manifests.at(path) !== undefined);
  const found = new Map<string, TypeScriptConfig>();
  const open = nearest === undefined ? [] : [nearest];
  for (let path = open.shift(); path !== undefined && found.size < 8; path = open.shift()) {
    const config = manifests.at(path) as TypeScriptConfig | undefined;
    if (!config || found.has(path)) continue;
    const at = folderOf(path);
    found.set(path, config);
    open.push(...config.leadsTo.flatMap((to) => [joined(at, to), joined(at, `${to}.json`)]));
    open.push(...config.leadsTo.map((to) => joined(at, `${to}/tsconfig.json`)));
  }
  return [...found].map(([path, config]) => ({
    ...config,
    base: joined(folderOf(path), config.base),
  }));
}

/** `#db`, by `imports` of the nearest package. */
function imported(specifier: string, folder: string, manifests: Manifests): string | undefined {
  if (!specifier.startsWith('#')) return undefined;
  for (const at of upwards(folder)) {
    const manifest = manifests.at(joined(at, 'package.json')) as PackageManifest | undefined;
    if (manifest) return entryOf(manifest.imports, specifier, at, manifests);
  }
  return undefined;
}

/** The package that is a folder of the project and is named by a specifier. */
export function packageNamed(specifier: string, manifests: Manifests): NamedPackage | undefined {
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) ?? [];
  const folder = packagesOf(manifests).get(name);
  return folder === undefined || folder === null ? undefined : { folder, rest };
}

/** A file of a package that is a folder of the project. */
function ofWorkspace(specifier: string, manifests: Manifests): string | undefined {
  const { folder, rest } = packageNamed(specifier, manifests) ?? {};
  if (folder === undefined || rest === undefined) return undefined;
  const { exports } = manifests.at(joined(folder, 'package.json')) as PackageManifest;
  return (
    entryOf(exports, `.${rest}`, folder, manifests) ??
    [rest, `/src${rest}`]
      .map((part) => fileAt(joined(folder, `.${part}`), manifests))
      .find((path) => path !== undefined)
  );
}

const packages = new WeakMap<Manifests, ReadonlyMap<string, string | null>>();

/** The folders of packages by name; `null` where two folders claim one. */
function packagesOf(manifests: Manifests): ReadonlyMap<string, string | null> {
  const known = packages.get(manifests);
  if (known) return known;
  const byName = new Map<string, string | null>();
  for (const path of manifests.named('package.json')) {
    const { name } = manifests.at(path) as PackageManifest;
    if (name !== null) byName.set(name, byName.has(name) ? null : folderOf(path));
  }
  packages.set(manifests, byName);
  return byName;
}

function entryOf(
  entries: PackageManifest['exports'],
  wanted: string,
  folder: string,
  manifests: Manifests,
): string | undefined {
  for (const [pattern, targets] of entries) {
    const rest = matched(pattern, wanted);
    if (rest === undefined) continue;
    for (const target of targets) {
      const path = sourceOf(target.replaceAll('*', rest), folder, manifests);
      if (path !== undefined) return path;
    }
  }
  return undefined;
}

/** The source of an entry that names what a build will write: `./dist/index.js`. */
function sourceOf(target: string, folder: string, manifests: Manifests): string | undefined {
  const plain = target.replace(/^\.\//, '');
  const bare = plain.replace(/\.d\.([mc]?ts)$/, '').replace(/\.[mc]?jsx?$/, '');
  const built = /^(?:dist|lib|build|out)\/(?:(?:esm|cjs|types)\/)?(.*)$/.exec(bare)?.[1];
  const bases = built === undefined ? [plain, bare] : [plain, `src/${built}`, built];
  for (const base of bases) {
    const path = fileAt(joined(folder, base), manifests);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** What a `*` stands for, or an empty text where a pattern without one matches. */
function matched(pattern: string, text: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star === -1) return pattern === text ? '' : undefined;
  const before = pattern.slice(0, star);
  const after = pattern.slice(star + 1);
  const fits =
    text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
  return fits ? text.slice(before.length, text.length - after.length) : undefined;
}

/** A file by its name, without its extension, or by its folder. */
function fileAt(base: string, manifests: Manifests): string | undefined {
  const extension = /\.[a-z]+$/.exec(base)?.[0] ?? '';
  const bare = base.slice(0, base.length - extension.length);
  const index = base === '' ? 'index' : `${base}/index`;
  return [
    ...(SOURCES[extension] ?? []).map((other) => bare + other),
    ...(EXTENSIONS.includes(extension) ? [base] : []),
    ...EXTENSIONS.map((other) => base + other),
    ...EXTENSIONS.map((other) => index + other),
  ].find((path) => manifests.has(path));
}
