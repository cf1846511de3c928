import type { Manifests } from '../../../contracts/linking';
import { folderOf, joined, upwards } from '../../../text/paths';
import { entryOf, tableOf } from '../../../text/tables';
import { librariesOf } from '../libraries';
import { LIBRARIES } from '../libraries/all';

/** The versions that a file of dependencies says, by the names of packages that rules know. */
export type DeclaredVersions = Readonly<Record<string, string>>;

/** What Python and Java projects say their dependencies in, the surest first: a lock says what is installed. */
const FILES: readonly string[] = [
  ...['uv.lock', 'poetry.lock', 'requirements.txt', 'pyproject.toml'],
  ...['pom.xml', 'gradle/libs.versions.toml', 'build.gradle', 'build.gradle.kts'],
];

const NAMES = new RegExp(
  `(?:^|/)(?:${FILES.map((file) => file.replaceAll('.', '\\.')).join('|')})$`,
);

/** Whether a file says what a Python or Java project depends on. */
export function declaresVersions(path: string): boolean {
  return NAMES.test(path);
}

const KNOWN: ReadonlySet<string> = new Set(LIBRARIES.flatMap(({ packages }) => packages ?? []));

/** Reads the versions of the packages that are known. What is no single version is left as it is written. */
export function readVersions(path: string, text: string): DeclaredVersions {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const found = new Map<string, string>();
  for (const [written, version] of READERS[name]?.(text) ?? []) {
    const known = name === 'pom.xml' || /gradle|libs/.test(name) ? written : normal(written);
    if (version !== undefined && KNOWN.has(known)) found.set(known, version);
  }
  return Object.fromEntries(found);
}

/** The version of the package of a module, by the nearest file that says it. */
export function declaredVersionOf(
  module: string,
  from: string,
  manifests: Manifests,
): string | undefined {
  const packages = librariesOf(module).flatMap((library) => library.packages ?? []);
  if (packages.length === 0) return undefined;
  for (const folder of upwards(folderOf(from))) {
    for (const file of FILES) {
      const versions = manifests.at(joined(folder, file)) as DeclaredVersions | undefined;
      for (const name of packages) {
        const version = entryOf(versions ?? {}, name);
        if (version !== undefined) return version;
      }
    }
  }
  return undefined;
}

/** The major version that Go's import paths carry. */
export function majorInPath(module: string): string | undefined {
  return /\/v(\d+)(?:\/|$)/.exec(module)?.[1];
}

type Pairs = Iterable<readonly [name: string, version: string | undefined]>;

const READERS = tableOf<(text: string) => Pairs>({
  'uv.lock': locked,
  'poetry.lock': locked,
  'requirements.txt': (text) => text.split('\n').map(requirement),
  'pyproject.toml': pyproject,
  'pom.xml': maven,
  'libs.versions.toml': catalogue,
  'build.gradle': gradle,
  'build.gradle.kts': gradle,
});

function locked(text: string): Pairs {
  return [...text.matchAll(/^name = "([^"\n]+)"\r?\nversion = "([^"\n]+)"/gm)].map(
    ([, name = '', version]) => [name, version],
  );
}

/** `SQLAlchemy[asyncio]==2.0.36`, `"sqlalchemy ~= 2.0"`: anything but one version is none. */
function requirement(line: string): readonly [string, string | undefined] {
  const [, name = '', version] =
    /^\s*([A-Za-z0-9][\w.-]{0,100})(?:\[[^\]]{0,100}\])?\s{0,9}(?:[=~]=\s{0,9}v?(\d[\w.]{0,40}))?/.exec(
      line,
    ) ?? [];
  return [name, version];
}

function pyproject(text: string): Pairs {
  const listed = [...text.matchAll(/^\s{0,20}"([A-Za-z0-9][^"\n]{0,200})",?\s*(?:#.*)?$/gm)].map(
    ([, one = '']) => requirement(one),
  );
  const named = [
    ...text.matchAll(
      /^([A-Za-z0-9][\w.-]{0,100})\s{0,9}=\s{0,9}(?:\{[^}\n]{0,200}?version\s{0,9}=\s{0,9})?"([^"\n]{1,60})"/gm,
    ),
  ].map(([, name = '', version]) => [name, version] as const);
  return [...listed, ...named];
}

function* maven(text: string): Pairs {
  const properties = new Map(
    [...text.matchAll(/<([\w.-]{1,80})>([^<>\s]{1,40})<\/\1>/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
  for (const part of text.split('<dependency>').slice(1)) {
    const own = part.split('</dependency>', 1)[0] ?? '';
    const tag = (name: string) =>
      new RegExp(`<${name}>\\s{0,20}([^<>\\s]{1,120})\\s{0,20}</${name}>`).exec(own)?.[1];
    const version = tag('version');
    const property = /^\$\{([\w.-]+)\}$/.exec(version ?? '')?.[1];
    yield [
      `${tag('groupId') ?? ''}:${tag('artifactId') ?? ''}`,
      property === undefined ? version : properties.get(property),
    ];
  }
}

/** `implementation("com.zaxxer:HikariCP:5.1.0")`, with a variable of the same file too. */
function* gradle(text: string): Pairs {
  for (const [, name = '', version = ''] of text.matchAll(
    /["']([\w.-]{1,80}:[\w.-]{1,80}):([^"'\n:]{1,60})/g,
  )) {
    const variable = /^\$\{?(\w+)\}?$/.exec(version)?.[1];
    const value =
      variable === undefined
        ? version
        : new RegExp(`(?<!\\w)${variable}\\s{0,9}=\\s{0,9}["']([^"'\\n]{1,40})["']`).exec(
            text,
          )?.[1];
    yield [name, value];
  }
}

/** A catalogue of versions: `hikari = { module = "com.zaxxer:HikariCP", version.ref = "hikari" }`. */
function* catalogue(text: string): Pairs {
  const versions = new Map(
    [...text.matchAll(/^([\w.-]{1,80})\s{0,9}=\s{0,9}"([^"\n:]{1,40})"/gm)].map(
      ([, name = '', version = '']) => [name, version],
    ),
  );
  for (const [, name = '', rest = ''] of text.matchAll(
    /(?:module\s{0,9}=\s{0,9}|=\s{0,9})"([\w.-]{1,80}:[\w.-]{1,80})([^\n]{0,200})/g,
  )) {
    const reference = /version\.ref\s{0,9}=\s{0,9}"([\w.-]{1,80})"/.exec(rest)?.[1];
    const written = /^:([\w.-]{1,40})"|\bversion\s{0,9}=\s{0,9}"([\w.-]{1,40})"/.exec(rest);
    yield [
      name,
      reference === undefined ? (written?.[1] ?? written?.[2]) : versions.get(reference),
    ];
  }
}

/** Names of Python's packages are the same in any spelling. */
function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
