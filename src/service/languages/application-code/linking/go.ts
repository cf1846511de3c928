import {
  type Manifests,
  type Mentions,
  type Surroundings,
  THIS_FILE,
} from '../../../contracts/linking';
import { folderOf, joined, upwards } from '../../../text/paths';
import { goTypesIn } from './go-types';

/** The package that a file itself is part of. */
export const OWN_PACKAGE = '.';

const IMPORTS =
  /^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([\w.~/-]{1,200})"[ \t]*(?:\/\/[^\n]*)?\r?$/gm;

/** A Go file shares the names of its package, and takes those of what it imports. */
export function mentionsOfGo(text: string): Mentions {
  // Imports stand before anything else.
  const end = /^(?:func|type|var|const)\b/m.exec(text)?.index ?? text.length;
  const imported = [...text.slice(0, end).matchAll(IMPORTS)].map(([, path = '']) => path);
  return { specifiers: [OWN_PACKAGE, ...new Set(imported)], handedOn: [], ...goTypesIn(text) };
}

/** The files of a package of the project, by the module path of the nearest `go.mod`. */
export function resolveGo(
  specifier: string,
  from: string,
  manifests: Manifests,
): readonly string[] {
  const folder = packageFolder(specifier, folderOf(from), manifests);
  if (folder === undefined) return [];
  return manifests.inFolder(folder).filter((path) => /(?<!_test)\.go$/.test(path));
}

function packageFolder(
  specifier: string,
  folder: string,
  manifests: Manifests,
): string | undefined {
  if (specifier === OWN_PACKAGE) return folder;
  for (const at of upwards(folder)) {
    const module = manifests.at(joined(at, 'go.mod'));
    if (typeof module !== 'string') continue;
    if (specifier === module) return at;
    return specifier.startsWith(`${module}/`)
      ? joined(at, specifier.slice(module.length + 1))
      : undefined;
  }
  return undefined;
}

/** The path of the module that a `go.mod` declares. */
export function readGoModule(text: string): string | null {
  return /^module[ \t]+"?([^\s"]+)/m.exec(text)?.[1] ?? null;
}

/** Whether a text uses a variable or a field that its package offers, or calls what another does. */
export function takesOfGo(text: string, { offeredBy }: Surroundings): boolean {
  const used = new Set(text.match(/(?<!\w)\w+(?=[.(])/g));
  return [THIS_FILE, ...mentionsOfGo(text).specifiers].some((specifier) =>
    [...offeredBy(specifier)].some(([offered, { fact }]) => {
      // What has a value of an interface calls its methods.
      if (fact.behind) return fact.asks?.some((method) => text.includes(`.${method}(`)) ?? false;
      const name = offered.replace(/^(?:field \w+\.|does (?:\w+\.)?)|\(\)$/g, '');
      return used.has(name);
    }),
  );
}
