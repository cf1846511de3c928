import type { CommandLine, FactValue, ImageFact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { CodeLink, FactEntry, KnownProgram } from '../../contracts/system';
import { folderOf, isIn } from '../../text/paths';
import type { SystemContext } from '../context';
import { textOf } from '../factors';
import {
  imageName,
  imageTag,
  knownByName,
  knownImage,
  knownSidecar,
  writtenImage,
} from '../images';
import { answersPath } from './answers';
import { type Built, builtFoldersOf } from './built-folders';
import { codeIndex } from './code-files';
import { deployedImagesOf, expressionOf, serviceRoot } from './deployed-images';
import { named, namesOf } from './names';
import { packagesOf } from './packages';

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
  /** The paths that its checks ask it for. */
  readonly checkPaths?: readonly string[];
}

/**
 * Which code an image carries: it is named after the folder of a Dockerfile, or after a package; a
 * compose service builds it under that name; or its command starts a file that only one package has.
 */
export function codeRelation(context: SystemContext) {
  const folders = builtFoldersOf(context);
  const packages = packagesOf(context, folders.built);
  const code = codeIndex(context, packages);
  const deployed = deployedImagesOf(context, code);
  /** Those that a Dockerfile's own name tells. */
  const calledImages = context.kept('called images', () =>
    namesOf(folders.built(), (each) => (each.called === null ? [] : [each.called])),
  );

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
    const image = writtenImage(asked.image);
    // A name stands for the server only where no image says what it is.
    const known = image === null ? knownByName(asked.name) : knownImage(image);
    if (known) return { ...NOTHING, known };
    const found = fromOwnImage(asked, image);
    if (found.link?.certainty === 'stated') return { ...found, known: basedOn(found.image) };
    const beside = knownSidecar(asked.name, asked.command?.words ?? null);
    return beside ? { ...NOTHING, known: beside } : { ...found, known: null };
  }

  function fromOwnImage(asked: Asked, image: string | null): Omit<CodeOf, 'known'> {
    const { command, at, file, owner, image: written, ports = [] } = asked;
    const name = image === null ? null : imageName(image);
    if (name !== null) {
      const composed = folders.byImage().get(name);
      if (composed)
        return stated(composed, at, `the image ${name} is built from ${shown(composed.folder)}`);
      const piped = folders.byPipeline().get(name);
      if (piped) return stated(piped, at, `the image ${name} is built from ${shown(piped.folder)}`);
      const [own, ...alike] = named(name, calledImages(), folders.built());
      if (own && alike.length === 0) {
        return stated(own, at, `the image ${name} is named after ${own.image.file}`);
      }
      const staged = folders.byStage().get(name);
      // A Dockerfile of a folder of that name says it better.
      const isFoldered = folders.built().some(({ folder }) => `/${folder}`.endsWith(`/${name}`));
      if (staged && !isFoldered) {
        return stated(
          staged,
          at,
          `the image ${name} is named after a stage of ${staged.image.file}`,
        );
      }
      const tagged = taggedAs(imageTag(image ?? ''));
      if (tagged) {
        const says = `its tag is named after ${shown(folderOf(tagged.image.file))}`;
        return stated(tagged, at, says);
      }
      const same = packages.named(name);
      const deepest = same.length > 1 ? same.filter(({ names }) => names.includes(name)) : same;
      const [only, ...others] = deepest;
      if (only && others.length === 0) {
        const made = folders.in(only.folder);
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
      code.startedIn(command?.words ?? []) ??
      (name === null ? undefined : deployed.startedFrom(name));
    if (started !== undefined) {
      return linked(started, 'stated', {
        at,
        says: `its image starts a file of ${shown(started)}`,
      });
    }
    // Where no image is seen, a package may still call itself what the workload is called.
    const called = image === null ? packages.called(owner) : undefined;
    if (called === undefined) {
      const likely = inferred(name ?? expressionOf(written), at, file, owner);
      return likely.link ? borneOut(likely, asked) : byPort(ports, at);
    }
    return linked(called, 'stated', { at, says: `the package of ${shown(called)} has its name` });
  }

  /** The one image that a tag names, by the folder of its Dockerfile: a repository that holds several images. */
  function taggedAs(tag: string | null): Built | undefined {
    if (tag === null || !/[a-z]{3}/.test(tag) || GENERAL_TAGS.test(tag)) return undefined;
    const found = folders.built().filter(({ image }) => {
      const folder = folderOf(image.file);
      return folder.slice(folder.lastIndexOf('/') + 1).toLowerCase() === tag;
    });
    return found.length === 1 ? found[0] : undefined;
  }

  /**
   * A likely link that the code itself bears out: what is built there listens to the port of the
   * container, or answers the path by which it is checked.
   */
  function borneOut(likely: Omit<CodeOf, 'known'>, asked: Asked): Omit<CodeOf, 'known'> {
    const { link, image } = likely;
    if (!link || !image) return likely;
    const written = writtenImage(asked.image);
    const called = written === null ? expressionOf(asked.image) : imageName(written);
    // What runs the same image beside it: one has the port, another works on its tasks.
    const beside = called === null ? null : deployed.askedOf(called);
    const ports = [...(asked.ports ?? []), ...(beside?.ports ?? [])];
    const port = image.fact.exposes
      .flatMap((exposed) => (exposed.state === 'known' ? Number.parseInt(exposed.value, 10) : []))
      .find((each) => ports.includes(each));
    const path = [...(asked.checkPaths ?? []), ...(beside?.paths ?? [])].find(
      (checked) =>
        !/^\/+$/.test(checked) &&
        context
          .of('route')
          .some(({ file, fact }) => isIn(file, link.folder) && answersPath(fact, checked)),
    );
    if (port === undefined && path === undefined) return likely;
    const says =
      port === undefined
        ? `what is built there answers ${path}, by which it is checked`
        : `what is built there listens to its port ${port}`;
    const evidence = [...link.evidence, { at: asked.at, says }];
    return { link: { ...link, certainty: 'stated', evidence }, image };
  }

  /** The only image that exposes a port which a container listens to. */
  function byPort(ports: readonly number[], at: Place): Omit<CodeOf, 'known'> {
    const [only, ...others] = folders
      .built()
      .filter(({ image }) =>
        image.fact.exposes.some(
          (port) => port.state === 'known' && ports.includes(Number.parseInt(port.value, 10)),
        ),
      );
    if (!only || others.length > 0) return NOTHING;
    const says = `only the image of ${shown(only.folder)} listens to its port`;
    return linked(only.folder, 'inferred', { at, says });
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
    const named = code.folderNamed([owner, image ?? owner], file);
    if (named !== undefined) {
      return linked(named, 'inferred', { at, says: `${shown(named)} is called like it` });
    }
    if (deployed.buildsIn(file)) return NOTHING;
    const root = serviceRoot(file);
    const around = packages.all().filter(({ folder }) => isIn(root, folder) || root === folder);
    const nearest = around.sort((a, b) => b.folder.length - a.folder.length)[0]?.folder ?? root;
    const inner = packages
      .all()
      .filter(({ folder }) => folder !== nearest && isIn(folder, nearest));
    const others = deployed
      .from(root)
      .filter((other) => other !== (image ?? owner) && other !== owner);
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
      image: folders.in(folder)?.image ?? null,
    };
  }

  function stated(made: Built, at: Place, says: string): Omit<CodeOf, 'known'> {
    return {
      link: { folder: made.folder, certainty: 'stated', evidence: [{ at, says }], copied: null },
      image: made.image,
    };
  }

  /** The only folder that is built and has code in a folder of that name. */
  function builtAround(name: string): Built | undefined {
    const found = code.around(name).flatMap((folder) => folders.byFolder().get(folder) ?? []);
    return found.length === 1 ? found[0] : undefined;
  }

  /** A link with what of its folder the image takes in. */
  const copying =
    <Args extends readonly unknown[]>(link: (...args: Args) => CodeOf) =>
    (...args: Args): CodeOf => {
      const found = link(...args);
      if (!found.link || !found.image) return found;
      const context = found.link.folder;
      const folder = folders.packageIn(found.image, context);
      if (folder !== context) return { ...found, link: { ...found.link, folder } };
      const copied = folders.copied(found.image, folder);
      const own = folders.ownPackage(found.image, folder);
      const apart = folders.apart(found.image, folder);
      const taking = { ...found.link, copied, apart, ...(own === undefined ? {} : { own }) };
      return { ...found, link: taking };
    };

  return { fromBuild: copying(fromBuild), fromImage: copying(fromImage) };
}

/** Tags that say when or for what an image was made, not which it is. */
const GENERAL_TAGS =
  /^(?:latest|stable|edge|main|master|release|nightly|alpine|slim|production|prod|staging|dev(?:elopment)?|test|local|docker)$/;

const NOTHING: CodeOf = { link: null, image: null, known: null };

/** An image built on that of a server, a pooler or a proxy runs that, with settings of its own. */
function basedOn(image: FactEntry<ImageFact> | null): KnownProgram | null {
  const base = textOf(image?.fact.base);
  const known = base === undefined ? undefined : knownImage(base);
  return known && known.engine !== 'tool' ? { ...known, plain: false } : null;
}

/** Whether a workload is called like a server: `shop-mysql`, `opensearch-master`. */
function isServers(name: string): boolean {
  const parts = name.split('-');
  return parts.some((part, index) => {
    const known = knownByName(part) ?? knownByName(parts.slice(index).join('-'));
    return known !== undefined && known.role === 'store' && known.store !== 'other';
  });
}

function shown(folder: string): string {
  return folder === '' ? 'the root' : `${folder}/`;
}
