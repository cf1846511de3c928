import type { FactValue } from '../../contracts/fact';
import type { SystemContext } from '../context';
import { textOf } from '../factors';
import { imageName, knownByName, knownImage, writtenImage } from '../images';
import type { CodeFiles } from './code-files';

/** What the deployments of a repository say of the images that carry its own code. */
export interface DeployedImages {
  /** What runs code of its own among the things that are deployed from a folder, by image or name. */
  from(root: string): readonly string[];
  /** The one package whose files an image starts: what else runs that image runs that code. */
  startedFrom(image: string): string | undefined;
  /** What the things that run an image, by its name or its expression, listen to and are checked by. */
  askedOf(image: string): Answering;
  /** Whether a compose file builds an image of its own, so that it says of what it only names that it is another's. */
  buildsIn(file: string): boolean;
}

/** Ports that containers listen to, and paths that their checks ask for. */
export interface Answering {
  readonly ports: ReadonlySet<number>;
  readonly paths: ReadonlySet<string>;
}

const SILENT: Answering = { ports: new Set(), paths: new Set() };

export function deployedImagesOf(context: SystemContext, code: CodeFiles): DeployedImages {
  const { kept } = context;
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
        const written = writtenImage(image) ?? undefined;
        const known = written === undefined ? knownByName(textOf(name) ?? '') : knownImage(written);
        if (known) continue;
        const owner = textOf(fact.name) ?? file;
        add(file, written === undefined ? (expressionOf(image) ?? owner) : imageName(written));
      }
    }
    for (const { file, fact } of context.of('task-definition')) {
      for (const { image, name } of fact.containers) {
        const written = writtenImage(image) ?? undefined;
        if (written === undefined ? knownByName(textOf(name) ?? '') : knownImage(written)) continue;
        const said = written === undefined ? expressionOf(image) : imageName(written);
        if (said !== null) add(file, said);
      }
    }
    for (const { file, fact } of context.of('scaling-group')) add(file, textOf(fact.name) ?? file);
    for (const { file, fact } of context.of('compose-service')) {
      const image = writtenImage(fact.image) ?? undefined;
      if (image !== undefined && !knownImage(image)) add(file, imageName(image));
    }
    return found;
  });
  const building = kept(
    'files that build images',
    () =>
      new Set(
        context.of('compose-service').flatMap(({ file, fact }) => (fact.build ? [file] : [])),
      ),
  );
  /** The packages whose files an image starts somewhere, by its name. */
  const starts = kept('started by images', () => {
    const found = new Map<string, Set<string>>();
    const add = (image: string | undefined, words: readonly string[]) => {
      const started = image === undefined || knownImage(image) ? undefined : code.startedIn(words);
      if (image === undefined || started === undefined) return;
      const key = imageName(image);
      found.set(key, (found.get(key) ?? new Set()).add(started));
    };
    for (const { fact } of context.of('workload')) {
      for (const { image, command, args } of fact.containers) {
        add(writtenImage(image) ?? undefined, [...(command ?? []), ...(args ?? [])]);
      }
    }
    for (const { fact } of context.of('compose-service')) {
      add(writtenImage(fact.image) ?? undefined, fact.command?.words ?? []);
    }
    for (const { fact } of context.of('task-definition')) {
      for (const { image, command } of fact.containers)
        add(writtenImage(image) ?? undefined, command?.words ?? []);
    }
    return found;
  });

  /** What is asked of each image, wherever it runs: one of its containers has the port, another runs its tasks. */
  const asked = kept('asked of images', () => {
    const found = new Map<string, { ports: Set<number>; paths: Set<string> }>();
    const add = (image: FactValue<string>, ports: readonly number[], paths: readonly string[]) => {
      const written = writtenImage(image);
      const key = written === null ? expressionOf(image) : imageName(written);
      if (key === null) return;
      const own = found.get(key) ?? { ports: new Set(), paths: new Set() };
      for (const port of ports) own.ports.add(port);
      for (const path of paths) own.paths.add(path);
      found.set(key, own);
    };
    for (const { fact } of context.of('workload')) {
      for (const { image, ports, probes } of fact.containers) {
        add(
          image,
          ports,
          probes.flatMap(({ httpPath }) => textOf(httpPath) ?? []),
        );
      }
    }
    for (const { fact } of context.of('task-definition')) {
      for (const { image, ports } of fact.containers) {
        const numbers = ports.flatMap((port) => (port.state === 'known' ? [port.value] : []));
        add(image, numbers, []);
      }
    }
    return found;
  });

  return {
    askedOf: (image) => asked().get(image) ?? SILENT,
    from: (root) => [...(deployed().get(root) ?? [])],
    buildsIn: (file) => building().has(file),
    startedFrom(image) {
      const [only, ...others] = starts().get(image) ?? [];
      return others.length === 0 ? only : undefined;
    },
  };
}

/** The expression of an image that is not known: equal ones are one image. */
export function expressionOf(image: FactValue<string>): string | null {
  return image.state === 'unknown' ? (image.expression ?? null) : null;
}

/** Folders in which a service keeps what it is deployed with. */
const DEPLOYMENT =
  /^(?:k8s|kubernetes|kube|manifests?|deploy(?:ments?)?|infra(?:structure)?|helm|charts?|overlays|base|terraform|cloudformation|ops|\.?ci|config)$/;

/** `deploy`, `helm_deploy`: a folder of such words alone. */
function isDeployment(folder: string): boolean {
  return folder.split(/[-_]/).every((word) => DEPLOYMENT.test(word));
}

/** The folder of the service that a file of its deployment belongs to. */
export function serviceRoot(file: string): string {
  const folders = file.split('/').slice(0, -1);
  const deployment = folders.findIndex(isDeployment);
  return (deployment === -1 ? folders : folders.slice(0, deployment)).join('/');
}
