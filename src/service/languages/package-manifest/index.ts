import type { LockedVersionsFact, PackageFact } from '../../contracts/fact';
import { type Analysis, defineLanguage } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import { libraryEffectsIn } from './library-effects';

/** What a package manifest says of its package. */
export interface PackageManifest {
  readonly package?: PackageFact;
}

declare module '../../contracts/rule' {
  interface Models {
    packageManifest: PackageManifest;
  }
}

/** Package manifests: the name by which images and workspaces call a package, and its commands. */
export const packageManifest = defineLanguage<PackageManifest>({
  id: 'package-manifest',
  analyse: ({ path, text }) => {
    if (path.endsWith('.lock')) return lockOf(text);
    const { name, at, scripts, dependencies, takes, asks } = manifestOf(path, text);
    const fact: PackageFact = {
      kind: 'package',
      path: '/name',
      called: name,
      dependencies,
      takes,
      asks,
      scripts,
    };
    const effects = libraryEffectsIn(path, text);
    return {
      model: { package: fact },
      syntax: [],
      // What builds a program of Java says what it takes; its name stands beside it.
      facts: [
        ...(/(?:^|\/)build\.gradle/.test(path) ? [] : [fact]),
        ...effects.map((each) => each.fact),
      ],
      places: new Map<string, Span>([
        ['/name', at],
        ...effects.map((each) => [each.fact.path, each.at] as const),
      ]),
      comments: [],
      description: 'a package manifest',
      limits: [],
    };
  },
  edit: () => undefined,
  comment: () => undefined,
});

/** Gems whose version decides about what we say. */
const LOCKED = /^ {4}(puma) \((\d[\w.]{0,20})\)/m;

function lockOf(text: string): Analysis<PackageManifest> {
  const [whole, name, version] = LOCKED.exec(text) ?? [];
  const start = whole === undefined ? 0 : text.indexOf(whole) + 4;
  const path = '/versions';
  const fact: LockedVersionsFact = {
    ...{ kind: 'locked-versions', path },
    versions: name === undefined || version === undefined ? {} : { [name]: version },
  };
  return {
    model: {},
    syntax: [],
    facts: [fact],
    places: new Map([[path, span(start, start + (name?.length ?? 0))]]),
    comments: [],
    description: 'a lock file of Bundler',
    limits: [],
  };
}

interface Manifest {
  readonly name: string | null;
  readonly at: Span;
  readonly dependencies: readonly string[];
  readonly takes: readonly string[];
  readonly asks: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
}

/** Where each kind of manifest names its package; the first group is the name. */
const NAMES: readonly (readonly [RegExp, RegExp])[] = [
  [/(?:^|\/)package\.json$/, /^[ \t{]*"name"\s*:\s*"(?:@[^"/]*\/)?([^"]+)"/m],
  [
    /(?:^|\/)pyproject\.toml$/,
    /^\[(?:project|tool\.poetry)\](?:(?!^\[)[\s\S])*?^name\s*=\s*["']([^"']+)["']/m,
  ],
  [/(?:^|\/)go\.mod$/, /^module\s+(?:\S*\/)?([^\s/]+?)(?:\/v\d+)?\s*$/m],
  [/(?:^|\/)pom\.xml$/, /<artifactId>\s*([^<\s]+)\s*<\/artifactId>/],
  [/(?:^|\/)composer\.json$/, /^[ \t{]*"name"\s*:\s*"(?:[^"/]*\/)?([^"]+)"/m],
  [/(?:^|\/)config\/application\.rb$/, /^module\s+(\w+)\s*$/m],
  [/(?:^|\/)settings\.gradle(?:\.kts)?$/, /rootProject\.name\s*=\s*["']([^"']+)["']/],
];

function manifestOf(path: string, text: string): Manifest {
  const pattern = NAMES.find(([file]) => file.test(path))?.[1];
  const found = pattern?.exec(path.endsWith('.xml') ? ownOfMaven(text) : text);
  const name = found?.[1] ?? null;
  const start = found && name !== null ? found.index + found[0].lastIndexOf(name) : 0;
  const at = span(start, start + (name?.length ?? 0));
  return {
    name,
    at,
    ...(path.endsWith('package.json') ? partsOf(text) : NO_PARTS),
  };
}

/** What a project of Maven says of itself: its parent, dependencies and plugins have names of their own. */
function ownOfMaven(text: string): string {
  let own = text;
  for (const element of ['dependencyManagement', 'profiles', 'build', 'parent', 'dependencies']) {
    const start = own.indexOf(`<${element}>`);
    const end = start < 0 ? -1 : own.indexOf(`</${element}>`, start);
    if (end > start) own = own.slice(0, start) + ' '.repeat(end - start) + own.slice(end);
  }
  return own;
}

const NO_PARTS = { scripts: {}, dependencies: [], takes: [], asks: [] };

function partsOf(text: string): Pick<Manifest, 'scripts' | 'dependencies' | 'takes' | 'asks'> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return NO_PARTS;
  }
  const part = (name: string): readonly [string, string][] => {
    const value: unknown =
      typeof manifest === 'object' && manifest !== null && name in manifest
        ? (manifest as Record<string, unknown>)[name]
        : undefined;
    return typeof value === 'object' && value !== null
      ? Object.entries(value).filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string',
        )
      : [];
  };
  return {
    scripts: Object.fromEntries(part('scripts')),
    asks: ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']
      .flatMap(part)
      .map(([name]) => name.replace(/^@[^/]*\//, '')),
    takes: part('dependencies').map(([name]) => name.replace(/^@[^/]*\//, '')),
    // Only packages of the same repository matter, and those are asked for by such versions.
    dependencies: part('dependencies')
      .filter(([, version]) => /^(?:workspace:|file:|link:|\*)/.test(version))
      .map(([name]) => name.replace(/^@[^/]*\//, '')),
  };
}
