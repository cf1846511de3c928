import { grouped } from '../../architecture/grouped';
import type { CommandLine, FactKind, FactValue, ImageFact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { CodeLink, FactEntry, KnownProgram } from '../../contracts/system';
import { folderOf, isIn, joinedPath, upwards } from '../../text/paths';
import type { SystemContext } from '../context';
import { textOf } from '../factors';
import { imageName, knownByName, knownImage, knownSidecar } from '../images';
import { type BuiltImage, builtImages, composeFolder } from './contexts';

/** The code of a container, and the image that carries it. */
export interface CodeOf {
  readonly link: CodeLink | null;
  readonly image: FactEntry<ImageFact> | null;
  /** What everybody knows that it runs instead. */
  readonly known: KnownProgram | null;
}

/** A container of which is asked what it runs. */
export interface Asked {
  readonly name: string;
  readonly image: FactValue<string>;
  readonly command: CommandLine | null;
  readonly at: Place;
  readonly file: string;
  /** The workload it is of. */
  readonly owner: string;
  /** Ports it listens to, where they are written. */
  readonly ports?: readonly number[];
}

/** A folder that is built into an image. */
interface Built extends BuiltImage {
  /** What the Dockerfile's own name says it makes: `api` of `api.Dockerfile`. */
  readonly called: string | null;
}

/**
 * Which code an image carries: it is named after the folder of a Dockerfile, or after a package; a
 * compose service builds it under that name; or its command starts a file that only one package has.
 */
export function codeRelation(context: SystemContext) {
  const { kept } = context;
  const built = kept('built images', (): readonly Built[] =>
    builtImages(context).map((each) => ({ ...each, called: calledIn(each.image.file) })),
  );
  const builtByFolder = kept('built images by folder', () =>
    grouped(built(), ({ folder }) => folder),
  );
  /** Those that a Dockerfile's own name tells. */
  const calledImages = kept('called images', () =>
    namesOf(built(), (each) => (each.called === null ? [] : [each.called])),
  );
  const packages = kept('packages', () => packageFolders(context, built()));
  const packagesByName = kept('packages by their names', () =>
    namesOf(packages(), ({ names }) => names),
  );
  const foldersOfPackages = kept(
    'folders of packages',
    () => new Set(packages().map(({ folder }) => folder)),
  );
  const byName = kept('images by name', () => {
    const found = new Map<string, Built>();
    for (const service of context.of('compose-service')) {
      const { image, build } = service.fact;
      if (image.state !== 'known' || build?.context.state !== 'known') continue;
      const folder = composeFolder(service.fact.project, build.context.value);
      const [made] = builtByFolder().get(folder) ?? [];
      if (made) found.set(imageName(image.value), made);
    }
    return found;
  });

  function fromBuild(
    folder: string,
    dockerfile: string | null,
    target: string | null,
    at: CodeLink['evidence'][number],
  ): CodeOf {
    const image = context.imageIn(folder, dockerfile, target) ?? null;
    const link = { folder, certainty: 'stated', evidence: [at], copied: null } as const;
    return { link, image, known: basedOn(image) };
  }

  function fromImage(asked: Asked): CodeOf {
    const image = textOf(asked.image) ?? null;
    // A name stands for the server only where no image says what it is.
    const known = image === null ? knownByName(asked.name) : knownImage(image);
    if (known) return { ...NOTHING, known };
    const found = fromOwnImage(asked, image);
    if (found.link?.certainty === 'stated') return { ...found, known: basedOn(found.image) };
    const beside = knownSidecar(asked.name, asked.command?.words ?? null);
    return beside ? { ...NOTHING, known: beside } : { ...found, known: null };
  }

  function fromOwnImage(
    { command, at, file, owner, image: written, ports = [] }: Asked,
    image: string | null,
  ): Omit<CodeOf, 'known'> {
    const name = image === null ? null : imageName(image);
    if (name !== null) {
      const composed = byName().get(name);
      if (composed)
        return stated(composed, at, `the image ${name} is built from ${shown(composed.folder)}`);
      const [own, ...alike] = named(name, calledImages(), built());
      if (own && alike.length === 0) {
        return stated(own, at, `the image ${name} is named after ${own.image.file}`);
      }
      const same = named(name, packagesByName(), packages());
      const deepest = same.length > 1 ? same.filter(({ names }) => names.includes(name)) : same;
      const [only, ...others] = deepest;
      if (only && others.length === 0) {
        const made = builtIn(only.folder);
        return {
          link: {
            folder: made?.folder ?? only.folder,
            certainty: 'stated',
            evidence: [{ at, says: `the image ${name} is named after ${shown(only.folder)}` }],
            copied: null,
          },
          image: made?.image ?? null,
        };
      }
    }
    const inside = name === null ? undefined : builtAround(name);
    if (inside) {
      const says = `the image ${name} is named after ${name}/ in ${shown(inside.folder)}`;
      return stated(inside, at, says);
    }
    const started =
      startedIn(command?.words ?? []) ?? (name === null ? undefined : startedFrom(name));
    if (started !== undefined) {
      const made = builtIn(started);
      return {
        link: {
          folder: started,
          certainty: 'stated',
          evidence: [{ at, says: `its image starts a file of ${shown(started)}` }],
          copied: null,
        },
        image: made?.image ?? null,
      };
    }
    // Where no image is seen, a package may still call itself what the workload is called.
    const called = image === null ? packageCalled(owner) : undefined;
    if (called === undefined) {
      const likely = inferred(name ?? shownOf(written), at, file, owner);
      return likely.link ? likely : byPort(ports, at);
    }
    return linked(called, 'stated', { at, says: `the package of ${shown(called)} has its name` });
  }

  /** The only image that exposes a port which a container listens to. */
  function byPort(ports: readonly number[], at: Place): Omit<CodeOf, 'known'> {
    const [only, ...others] = built().filter(({ image }) =>
      image.fact.exposes.some(
        (port) => port.state === 'known' && ports.includes(Number.parseInt(port.value, 10)),
      ),
    );
    if (!only || others.length > 0) return NOTHING;
    const says = `only the image of ${shown(only.folder)} listens to its port`;
    return linked(only.folder, 'inferred', { at, says });
  }

  /** The only package that calls itself so. */
  function packageCalled(name: string): string | undefined {
    const found = context.packages().filter((folder) => context.packageName(folder) === name);
    return found.length === 1 ? found[0] : undefined;
  }

  /**
   * Likeness alone: a folder that is called like the workload, or what lies around the files that
   * deploy it, where nothing else is deployed from there.
   */
  function inferred(
    image: string | null,
    at: CodeLink['evidence'][number]['at'],
    file: string,
    owner: string,
  ): Omit<CodeOf, 'known'> {
    // A server of that name keeps its code elsewhere; a folder of that name uses it.
    if (image === null && isServers(owner)) return NOTHING;
    const named = folderNamed([owner, image ?? owner], file);
    if (named !== undefined) {
      return linked(named, 'inferred', { at, says: `${shown(named)} is called like it` });
    }
    const root = serviceRoot(file);
    const around = packages().filter(({ folder }) => isIn(root, folder) || root === folder);
    const nearest = around.sort((a, b) => b.folder.length - a.folder.length)[0]?.folder ?? root;
    const inner = packages().filter(({ folder }) => folder !== nearest && isIn(folder, nearest));
    const others = deployedFrom(root).filter(
      (other) => other !== (image ?? owner) && other !== owner,
    );
    if (inner.length > 0 || others.length > 0) return NOTHING;
    return linked(nearest, 'inferred', { at, says: `it is deployed from ${shown(nearest)}` });
  }

  function linked(
    folder: string,
    certainty: CodeLink['certainty'],
    evidence: CodeLink['evidence'][number],
  ): Omit<CodeOf, 'known'> {
    return {
      link: { folder, certainty, evidence: [evidence], copied: null },
      image: builtIn(folder)?.image ?? null,
    };
  }

  /** The one folder of code that is called like one of these. */
  function folderNamed(names: readonly string[], file: string): string | undefined {
    const found = new Set<string>();
    for (const known of codeFiles()) {
      if (sampleOf(known) !== sampleOf(file)) continue;
      // A package of Java is a part of its program, whatever it is called.
      const parts = known.replace(JAVA_SOURCES, '').split('/').slice(0, -1);
      const index = parts.findIndex((part) => names.includes(part.toLowerCase()));
      if (index >= 0) found.add(parts.slice(0, index + 1).join('/'));
    }
    const [only, ...others] = [...found];
    return others.length === 0 ? only : undefined;
  }

  /** By folder, what runs code of its own among the things that are deployed from it, by image or name. */
  const deployed = kept('deployed from folders', () => {
    const found = new Map<string, Set<string>>();
    const add = (file: string, name: string) => {
      const key = serviceRoot(file);
      found.set(key, (found.get(key) ?? new Set()).add(name));
    };
    for (const { file, fact } of context.of('workload')) {
      for (const { image, role, name } of fact.containers) {
        if (role !== 'main') continue;
        const written = textOf(image);
        const known = written === undefined ? knownByName(textOf(name) ?? '') : knownImage(written);
        if (known) continue;
        const owner = textOf(fact.name) ?? file;
        add(file, written === undefined ? (shownOf(image) ?? owner) : imageName(written));
      }
    }
    for (const { file, fact } of context.of('scaling-group')) add(file, textOf(fact.name) ?? file);
    for (const { file, fact } of context.of('compose-service')) {
      const image = textOf(fact.image);
      if (image !== undefined && !knownImage(image)) add(file, imageName(image));
    }
    return found;
  });
  function deployedFrom(root: string): readonly string[] {
    return [...(deployed().get(root) ?? [])];
  }

  function builtIn(folder: string): Built | undefined {
    const own = builtByFolder().get(folder) ?? [];
    if (own.length === 1) return own[0];
    const within = built().filter(({ image }) => isIn(image.file, folder));
    return within.length === 1 ? within[0] : own[0];
  }

  function stated(made: Built, at: Place, says: string): Omit<CodeOf, 'known'> {
    return {
      link: { folder: made.folder, certainty: 'stated', evidence: [{ at, says }], copied: null },
      image: made.image,
    };
  }

  /**
   * The only folder that is built and has code in a folder of that name: `clinic/` of `clinic`, and the package
   * `com.example.clinic` of Java.
   */
  function builtAround(name: string): Built | undefined {
    const around = new Set([
      ...(codeFolders().get(name) ?? []),
      ...(javaFolders().get(plainOf(name)) ?? []),
    ]);
    const found = [...around].flatMap((folder) => builtByFolder().get(folder) ?? []);
    return found.length === 1 ? found[0] : undefined;
  }

  /** The packages whose files an image starts somewhere, by its name. */
  const starts = kept('started by images', () => {
    const found = new Map<string, Set<string>>();
    const add = (image: string | undefined, words: readonly string[]) => {
      const started = image === undefined || knownImage(image) ? undefined : startedIn(words);
      if (image === undefined || started === undefined) return;
      const key = imageName(image);
      found.set(key, (found.get(key) ?? new Set()).add(started));
    };
    for (const { fact } of context.of('workload')) {
      for (const { image, command, args } of fact.containers) {
        add(textOf(image), [...(command ?? []), ...(args ?? [])]);
      }
    }
    for (const { fact } of context.of('compose-service')) {
      add(textOf(fact.image), fact.command?.words ?? []);
    }
    for (const { fact } of context.of('task-definition')) {
      for (const { image, command } of fact.containers) add(textOf(image), command?.words ?? []);
    }
    return found;
  });
  /** The one package whose files an image starts: what else runs that image runs that code. */
  function startedFrom(name: string): string | undefined {
    const [only, ...others] = starts().get(name) ?? [];
    return others.length === 0 ? only : undefined;
  }

  /** The package that has the script or module a command starts, where only one has. */
  function startedIn(words: readonly string[]): string | undefined {
    const found = new Set<string>();
    const app = words.findIndex((word) => word === '-A' || word === '--app');
    const celery = words[app + 1] ?? '';
    if (app >= 0 && /^[a-z_]\w*$/i.test(celery)) {
      for (const known of codeFiles()) {
        if (/(?:^|\/)(?:celery|__init__)\.py$/.test(known) && folderOf(known).endsWith(celery)) {
          found.add(folderAround(known));
        }
      }
    }
    for (const word of words) {
      const script = context.scriptIn(null, word);
      if (script && /[/.]/.test(word)) found.add(folderAround(script.file));
      const module = /^([a-z_]\w*(?:\.\w+)+)(?::\w+)?$|^([a-z_]\w*):\w+$/i.exec(word);
      const dotted = module?.[1] ?? module?.[2];
      if (dotted !== undefined) {
        const path = `${dotted.replaceAll('.', '/')}.py`;
        for (const known of codeByName().get(path.slice(path.lastIndexOf('/') + 1)) ?? []) {
          if (known === path || known.endsWith(`/${path}`)) found.add(folderAround(known));
        }
      }
    }
    const [only, ...others] = [...found];
    return others.length === 0 ? only : undefined;
  }

  const codeFiles = kept('files of code', () => [
    ...new Set(CODE.flatMap((kind) => context.of(kind).map(({ file }) => file))),
  ]);
  const codeByName = kept('files of code by name', () =>
    grouped(codeFiles(), (file) => file.slice(file.lastIndexOf('/') + 1)),
  );
  /** The folders of code by their names, each by the folder around it. */
  const codeFolders = kept('folders of code', () => {
    const all = new Set(codeFiles().flatMap((file) => upwards(folderOf(file))));
    return namesOfFolders([...all].filter((folder) => folder !== ''));
  });

  /** The folders with code of Java, by the packages that it is in. */
  const javaFolders = kept('folders of Java packages', () => {
    const found = new Map<string, Set<string>>();
    for (const file of codeFiles()) {
      const at = /(?:^|\/)src\/main\//.exec(file);
      const folder = file.slice(0, at?.index ?? 0);
      for (const name of at ? javaPackages(file, folder) : []) {
        found.set(name, (found.get(name) ?? new Set()).add(folder));
      }
    }
    return found;
  });

  /** The folder that is built, or the package, around a file. */
  function folderAround(file: string): string {
    const folders = foldersOfPackages();
    return upwards(folderOf(file)).find((folder) => folders.has(folder)) ?? context.packageOf(file);
  }

  /** What of a folder an image takes in, in any of its stages. */
  const copying =
    <Args extends readonly unknown[]>(link: (...args: Args) => CodeOf) =>
    (...args: Args): CodeOf => {
      const found = link(...args);
      if (!found.link || !found.image) return found;
      const copied = copiedFrom(found.image, found.link);
      return {
        ...found,
        link: { ...found.link, copied, apart: apartFrom(found.image, found.link) },
      };
    };

  /** Packages of a build context with a Dockerfile of their own: a monorepo builds each from its root. */
  function apartFrom({ file }: FactEntry<ImageFact>, { folder }: CodeLink): readonly string[] {
    // An image that stands in no package of its own may be built of any of them.
    if (!context.isPackage(folderOf(file))) return [];
    return (builtByFolder().get(folder) ?? []).flatMap(({ image }) => {
      const own = folderOf(image.file);
      const isApart = own !== folder && isIn(own, folder) && context.isPackage(own);
      return isApart && !isIn(file, own) ? [own] : [];
    });
  }

  function copiedFrom({ file }: FactEntry<ImageFact>, { folder }: CodeLink): CodeLink['copied'] {
    const own = builtByFolder().get(folder) ?? [];
    if (!own.some((each) => each.image.file === file)) return null;
    const sources = context
      .imagesOf(file)
      .flatMap(({ fact }) => fact.copies.flatMap(({ stage, from }) => (stage ? [] : [from])));
    const paths = sources
      .filter((from) => !MANIFESTS.test(from))
      .map((from) =>
        /[*?[$<:]/.test(from) ? folder : joinedPath(folder, from.replace(/^\/+/, '')),
      );
    const isAll = paths.some((path) => path === undefined || path === folder || path === '');
    // Where only files are taken in, such as a manifest, the code comes another way.
    const hasFolder = paths.some((path) => !/\.[^/.]+$/.test(path ?? ''));
    return isAll || !hasFolder ? null : paths.flatMap((path) => path ?? []);
  }

  return { fromBuild: copying(fromBuild), fromImage: copying(fromImage) };
}

/** A pattern that takes in files about packages, and no code: `package*.json`, `go.*`. */
const MANIFESTS =
  /^(?:\.\/)?[\w.-]*[*?][\w.*?-]*\.(?:json|lock|toml|txt|mod|sum|ya?ml|xml|gradle)$|^(?:\.\/)?(?:package|yarn\.lock|pnpm-lock|go\.|Gemfile|composer|requirements|pyproject|poetry|Pipfile|tsconfig)[\w.-]*\*$/;

const NOTHING: CodeOf = { link: null, image: null, known: null };

/** An image built on that of a server, a pooler or a proxy runs that, with settings of its own. */
function basedOn(image: FactEntry<ImageFact> | null): KnownProgram | null {
  const base = textOf(image?.fact.base);
  const known = base === undefined ? undefined : knownImage(base);
  return known && known.engine !== 'tool' ? { ...known, plain: false } : null;
}

/** The expression of an image that is not known: equal ones are one image. */
function shownOf(image: FactValue<string>): string | null {
  return image.state === 'unknown' ? (image.expression ?? null) : null;
}

/** Whether a workload is called like a server: `shop-mysql`, `opensearch-master`. */
function isServers(name: string): boolean {
  const parts = name.split('-');
  return parts.some((part, index) => {
    const known = knownByName(part) ?? knownByName(parts.slice(index).join('-'));
    return known !== undefined && known.role === 'store' && known.store !== 'other';
  });
}

/** Where a program of the JVM keeps its sources, and all beneath. */
const JAVA_SOURCES = /(?:^|(?<=\/))src\/main\/(?:java|kotlin|scala|resources)\/[\s\S]*$/;

/** The packages of Java around a file, from the outside in: `com`, `example`, `clinic`. */
function javaPackages(file: string, folder: string): readonly string[] {
  const own = folder === '' ? file : file.slice(folder.length + 1);
  const [, inner] = /^src\/main\/(?:java|kotlin|scala)\/([\s\S]*)\/[^/]*$/.exec(own) ?? [];
  // Deeper ones are parts of a program.
  return inner?.split('/').slice(1, 4) ?? [];
}

/** Facts that only files of code have. */
const CODE = [
  'pool',
  'export',
  'route',
  'listen',
  'session-use',
  'lookup',
  'queue-app',
] as const satisfies readonly FactKind[];

/** Folders in which a service keeps what it is deployed with. */
const DEPLOYMENT =
  /^(?:k8s|kubernetes|kube|manifests?|deploy(?:ments?)?|infra(?:structure)?|helm|charts?|overlays|base|terraform|cloudformation|ops|\.?ci|config)$/;

/** Folders whose content is shown, not run together with the rest. */
const SAMPLES = /^(?:.*\/)?(?:examples?|samples?|demos?|docs|templates?|tutorials?)\/[^/]+(?=\/)/;

/** The sample a file belongs to, or nothing for the project proper. */
function sampleOf(file: string): string | undefined {
  return SAMPLES.exec(file)?.[0];
}

/** The folder of the service that a file of its deployment belongs to. */
export function serviceRoot(file: string): string {
  const folders = file.split('/').slice(0, -1);
  const deployment = folders.findIndex((folder) => DEPLOYMENT.test(folder));
  return (deployment === -1 ? folders : folders.slice(0, deployment)).join('/');
}

/** What the name of a Dockerfile says beside that it is one. */
function calledIn(file: string): string | null {
  const [, before, after] =
    /(?:^|\/)(?:Dockerfile[._-]([\w-]+)|([\w-]+)\.Dockerfile)$/i.exec(file) ?? [];
  return (before ?? after)?.toLowerCase() ?? null;
}

interface Package {
  readonly folder: string;
  readonly names: readonly string[];
}

function packageFolders(context: SystemContext, built: readonly Built[]): readonly Package[] {
  const names = new Map<string, Set<string>>();
  const add = (folder: string, name: string | undefined) => {
    const known = names.get(folder) ?? new Set<string>();
    names.set(folder, known);
    if (name) known.add(name.toLowerCase().replace(/^@[^/]*\//, ''));
  };
  for (const { folder, image } of built) {
    add(folder, folder.slice(folder.lastIndexOf('/') + 1));
    add(folder, calledIn(image.file) ?? undefined);
  }
  for (const folder of context.packages()) {
    add(folder, folder.slice(folder.lastIndexOf('/') + 1));
    add(folder, context.packageName(folder));
  }
  return [...names].map(([folder, all]) => ({ folder, names: [...all] }));
}

/** Places in a list by what is called so: by the whole name, and by its letters and digits alone. */
interface Names {
  readonly whole: ReadonlyMap<string, readonly number[]>;
  readonly plain: ReadonlyMap<string, readonly number[]>;
}

function namesOf<T>(items: readonly T[], names: (item: T) => readonly string[]): Names {
  const whole = new Map<string, number[]>();
  const plain = new Map<string, number[]>();
  const add = (to: Map<string, number[]>, name: string, index: number) => {
    const known = to.get(name);
    if (known) known.push(index);
    else to.set(name, [index]);
  };
  for (const [index, item] of items.entries()) {
    for (const name of names(item)) {
      if (name === '') continue;
      add(whole, name, index);
      add(plain, plainOf(name), index);
    }
  }
  return { whole, plain };
}

/** Names that are long enough to be told by the end of another. */
const LEAST_LETTERS = 3;

/** `shop-api` is `shop-api`, `shop/api` and `api` of a `shop`; never only alike. In the order of the list. */
function named<T>(image: string, { whole, plain }: Names, items: readonly T[]): readonly T[] {
  const found = new Set(plain.get(plainOf(image)));
  for (let at = 0; at < image.length; at++) {
    if (image[at] !== '-' && image[at] !== '_') continue;
    const end = image.slice(at + 1);
    if (end.length < LEAST_LETTERS) continue;
    for (const index of whole.get(end) ?? []) found.add(index);
  }
  return [...found].sort((a, b) => a - b).map((index) => items[index] as T);
}

function plainOf(name: string): string {
  return name.replace(/[^a-z0-9]/g, '');
}

/** For each name the folders in which something is called so. */
function namesOfFolders(folders: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const folder of folders) {
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    const known = found.get(name);
    if (known) known.push(folderOf(folder));
    else found.set(name, [folderOf(folder)]);
  }
  return found;
}

function shown(folder: string): string {
  return folder === '' ? 'the root' : `${folder}/`;
}
