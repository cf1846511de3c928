import { grouped } from '../../architecture/grouped';
import type { ImageFact } from '../../contracts/fact';
import type { CodeLink, FactEntry } from '../../contracts/system';
import { folderOf, isIn, joinedPath, upwards } from '../../text/paths';
import type { SystemContext } from '../context';
import { imageName } from '../images';
import { codeFilesOf } from './code-kinds';
import { type BuiltImage, builtImages, composeFolder } from './contexts';

/** A folder that is built into an image. */
export interface Built extends BuiltImage {
  /** What the Dockerfile's own name says it makes: `api` of `api.Dockerfile`. */
  readonly called: string | null;
}

/** The folders that are built into images, and what of them each image takes in. */
export interface BuiltFolders {
  readonly built: () => readonly Built[];
  readonly byFolder: () => ReadonlyMap<string, readonly Built[]>;
  /** By the name of an image, what a compose file builds under that name. */
  readonly byImage: () => ReadonlyMap<string, Built>;
  /** By the name of an image, what a pipeline or a Makefile builds under that name. */
  readonly byPipeline: () => ReadonlyMap<string, Built>;
  /** By the name of a stage that starts a program, what is built up to it: an image may be called like that. */
  readonly byStage: () => ReadonlyMap<string, Built>;
  /** The image that a folder is built into: its own, or the only one within it. */
  in(folder: string): Built | undefined;
  /** The paths of the folder that an image takes in, in any of its stages; `null` for all of it. */
  copied(image: FactEntry<ImageFact>, folder: string): CodeLink['copied'];
  /**
   * The package of a build context that an image is of: one Dockerfile at the root of a repository makes an image of
   * each of its packages. The context itself where it takes what is built of none, or of several.
   */
  packageIn(image: FactEntry<ImageFact>, folder: string): string;
  /** The package within a build context that a Dockerfile stands in. */
  ownPackage(image: FactEntry<ImageFact>, folder: string): string | undefined;
  /** Programs of a build context with a Dockerfile of their own: a monorepo builds each from its root. */
  apart(image: FactEntry<ImageFact>, folder: string): readonly string[];
}

/** The name of the file that a command line starts, where it says so; what is on the path of an image is none. */
function programOf(line: ImageFact['command']): readonly string[] {
  const [word] = line?.words ?? [];
  return word?.includes('/') ? [word.slice(word.lastIndexOf('/') + 1)] : [];
}

export function builtFoldersOf(context: SystemContext): BuiltFolders {
  const { kept } = context;
  const built = kept('built images', (): readonly Built[] =>
    builtImages(context).map((each) => ({ ...each, called: calledIn(each.image.file) })),
  );
  const byFolder = kept('built images by folder', () => grouped(built(), ({ folder }) => folder));
  const byImage = kept('images by name', () => {
    const found = new Map<string, Built>();
    for (const service of context.of('compose-service')) {
      const { image, build } = service.fact;
      if (image.state !== 'known' || build?.context.state !== 'known') continue;
      const folder = composeFolder(service.fact.project, build.context.value);
      const [made] = byFolder().get(folder) ?? [];
      if (made) found.set(imageName(image.value), made);
    }
    return found;
  });

  const byPipeline = kept('images by pipelines', () => {
    const found = new Map<string, Built>();
    const several = new Set<string>();
    for (const { fact } of context.of('image-build')) {
      const { image: name, dockerfile, target } = fact;
      const made = built().find(({ image }) => image.file === dockerfile);
      if (!made) continue;
      const stage = context.imagesOf(dockerfile).find((each) => each.fact.stage === target);
      const before = found.get(name);
      if (before && before.image.file !== dockerfile) several.add(name);
      found.set(name, stage && target !== null ? { ...made, image: stage } : made);
    }
    for (const name of several) found.delete(name);
    return found;
  });

  const byStage = kept('images by stages', () => {
    const found = new Map<string, Built>();
    const several = new Set<string>();
    for (const made of built()) {
      for (const image of context.imagesOf(made.image.file)) {
        const { stage, entrypoint, command } = image.fact;
        if (stage === null || (entrypoint === null && command === null)) continue;
        const before = found.get(stage);
        if (before && before.image.file !== image.file) several.add(stage);
        found.set(stage, { ...made, image });
      }
    }
    for (const stage of several) found.delete(stage);
    return found;
  });

  function builtIn(folder: string): Built | undefined {
    const own = byFolder().get(folder) ?? [];
    if (own.length === 1) return own[0];
    const within = built().filter(({ image }) => isIn(image.file, folder));
    return within.length === 1 ? within[0] : own[0];
  }

  /** The folders around the code of the repository: a program of a monorepo need not have a package of its own. */
  const withCode = kept(
    'folders around code',
    () => new Set(codeFilesOf(context).flatMap((file) => upwards(folderOf(file)))),
  );
  const isProgram = (folder: string) => context.isPackage(folder) || withCode().has(folder);

  function apart(image: FactEntry<ImageFact>, folder: string): readonly string[] {
    const { file } = image;
    // An image that stands beside no program may be built of any of them.
    if (!isProgram(folderOf(file))) return [];
    const named = copied(image, folder) ?? [];
    return (byFolder().get(folder) ?? []).flatMap((other) => {
      const own = folderOf(other.image.file);
      const isApart = own !== folder && isIn(own, folder) && isProgram(own) && !isIn(file, own);
      // What it takes in by name is a part of it, whoever else runs that.
      return isApart && !named.some((path) => path === own || isIn(path, own)) ? [own] : [];
    });
  }

  function copied({ file }: FactEntry<ImageFact>, folder: string): CodeLink['copied'] {
    const own = byFolder().get(folder) ?? [];
    if (!own.some((each) => each.image.file === file)) return null;
    const sources = context.imagesOf(file).flatMap(({ fact }) => {
      // `COPY app .` and `CMD ["./app"]`: a program that was built before, and no folder.
      const programs = [fact.entrypoint, fact.command].flatMap(programOf);
      return fact.copies.flatMap(({ stage, from }) =>
        stage || programs.includes(from.replace(/^(?:\.?\/)+/, '')) ? [] : [from],
      );
    });
    const paths = sources
      .filter((from) => !MANIFESTS.test(from))
      .map((from) =>
        /[*?[$<:]/.test(from) ? folder : joinedPath(folder, sourcesOf(from.replace(/^\/+/, ''))),
      );
    const isAll = paths.some((path) => path === undefined || path === folder || path === '');
    // Where only files are taken in, such as a manifest, the code comes another way.
    const hasFolder = paths.some((path) => !/\.[^/.]+$/.test(path ?? ''));
    return isAll || !hasFolder ? null : paths.flatMap((path) => path ?? []);
  }

  function ownPackage({ file }: FactEntry<ImageFact>, folder: string): string | undefined {
    const own = folderOf(file);
    return own !== folder && isIn(own, folder) && context.isPackage(own) ? own : undefined;
  }

  function packageIn(image: FactEntry<ImageFact>, folder: string): string {
    // A Dockerfile in a package says what is its own by where it stands.
    if (ownPackage(image, folder) !== undefined) return folder;
    const { fact } = image;
    const taken = new Set(
      fact.copies.flatMap(({ stage, from }) =>
        stage === null ? [] : (packageAt(from, folder) ?? []),
      ),
    );
    const [only] = taken;
    return only !== undefined && taken.size === 1 ? only : folder;
  }

  /** The package of a context that a path of an image is in, wherever the context lies there: `/app/apps/web/dist`. */
  function packageAt(path: string, folder: string): string | undefined {
    const parts = path.split('/').filter((part) => part !== '');
    for (const [start] of parts.entries()) {
      for (let end = parts.length; end > start; end--) {
        const found = joinedPath(folder, parts.slice(start, end).join('/'));
        if (found !== undefined && found !== folder && context.isPackage(found)) return found;
      }
    }
    return undefined;
  }

  return {
    built,
    byFolder,
    byImage,
    byPipeline,
    byStage,
    in: builtIn,
    copied,
    packageIn,
    ownPackage,
    apart,
  };
}

/** Folders that a build outside the image fills: what they hold is made of the sources around them. */
const MADE =
  /^(.*?)(?:^|\/)(?:target|dist|out|publish|\.next|\.output|build\/(?:libs|install|distributions|quarkus-app))(?:\/|$)/;

/** What an image takes in, as the sources that it is made of: `orders` of `orders/target/quarkus-app`. */
function sourcesOf(path: string): string {
  const made = MADE.exec(path.replace(/^\.\//, ''));
  return made ? (made[1] === '' ? '.' : (made[1] ?? path)) : path;
}

/** A pattern that takes in files about packages, and no code: `package*.json`, `go.*`. */
const MANIFESTS =
  /^(?:\.\/)?[\w.-]*[*?][\w.*?-]*\.(?:json|lock|toml|txt|mod|sum|ya?ml|xml|gradle)$|^(?:\.\/)?(?:package|yarn\.lock|pnpm-lock|go\.|Gemfile|composer|requirements|pyproject|poetry|Pipfile|tsconfig)[\w.-]*\*$/;

/** What the name of a Dockerfile says beside that it is one. */
export function calledIn(file: string): string | null {
  const [, before, after] =
    /(?:^|\/)(?:Dockerfile[._-]([\w-]+)|([\w-]+)\.Dockerfile)$/i.exec(file) ?? [];
  return (before ?? after)?.toLowerCase() ?? null;
}
