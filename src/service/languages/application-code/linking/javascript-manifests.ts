import { parse } from 'jsonc-parser';

/** Where names lead, in the order they are tried: a pattern with at most one `*`, and paths. */
type Entries = readonly (readonly [pattern: string, targets: readonly string[]])[];

/** What a `package.json` says about where its files are found. */
export interface PackageManifest {
  readonly name: string | null;
  readonly exports: Entries;
  readonly imports: Entries;
  /** What it asks for of each package it depends on. */
  readonly versions: Readonly<Record<string, string>>;
}

/** What a `tsconfig.json` says about where files are found. */
export interface TypeScriptConfig {
  /** Relative to its folder. */
  readonly base: string;
  readonly hasBaseUrl: boolean;
  readonly paths: Entries;
  /** The files it extends or refers to, relative to its folder. */
  readonly leadsTo: readonly string[];
}

/** Reads a `package.json`; what is odd in it is left out. */
export function readPackage(text: string): PackageManifest {
  const manifest = record(parse(text));
  const { name, exports } = manifest;
  const main = ['source', 'types', 'module', 'main'].flatMap((key) => stringsIn(manifest[key]));
  const entries = entriesOf(exports);
  return {
    name: typeof name === 'string' ? name : null,
    exports: exports === undefined && main.length > 0 ? [['.', main]] : entries,
    imports: entriesOf(manifest.imports),
    versions: Object.fromEntries(
      ['peerDependencies', 'devDependencies', 'dependencies']
        .flatMap((kind) => Object.entries(record(manifest[kind])))
        .filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  };
}

/** Reads a `tsconfig.json`. */
export function readTypeScriptConfig(text: string): TypeScriptConfig {
  const config = record(parse(text));
  const { baseUrl, paths } = record(config.compilerOptions);
  const references = Array.isArray(config.references) ? config.references : [];
  const leadsTo = [
    ...stringsIn(config.extends).filter((path) => path.startsWith('.')),
    ...references.flatMap((reference) => stringsIn(record(reference).path)),
  ];
  return {
    base: typeof baseUrl === 'string' ? baseUrl : '.',
    hasBaseUrl: typeof baseUrl === 'string',
    paths: Object.entries(record(paths)).map(([name, targets]) => [name, stringsIn(targets)]),
    leadsTo,
  };
}

/** `exports` and `imports`: one target, or conditions, by name. */
function entriesOf(value: unknown): Entries {
  const names = Object.entries(record(value));
  const isMap = names.length > 0 && names.every(([name]) => /^[.#]/.test(name));
  if (isMap) return names.map(([name, targets]) => [name, stringsIn(targets)]);
  return value === undefined ? [] : [['.', stringsIn(value)]];
}

/** Every string in a value, whatever conditions lead to it. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
