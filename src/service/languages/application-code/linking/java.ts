import type { Manifests, Mentions, Surroundings } from '../../../contracts/linking';
import { folderOf, joined, upwards } from '../../../text/paths';
import { keptWith } from '../tree';
import { OWN_PACKAGE } from './go';

const IMPORTS = /^[ \t]*import[ \t]+(?:static[ \t]+)?([a-z][\w.]{0,200})\.([A-Z]\w{0,100}|\*)/gm;

/** A Java file shares the classes of its package, and takes those that it imports. */
export function mentionsOfJava(text: string): Mentions {
  const imports = [...text.matchAll(IMPORTS)];
  const imported = imports.map(([, path = '']) => path);
  const named = new Map(imports.map(([, path = '', name = '']) => [name, path]));
  const own = /^[ \t]*package[ \t]+([\w.]{1,200})/m.exec(text)?.[1] ?? '';
  const interfaces = [...text.matchAll(IMPLEMENTS)].map(([, name = '', list = '']) => {
    const all = list
      .replace(/<[^<>]*(?:<[^<>]*>[^<>]*)*>/g, '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => /^[A-Z]\w*$/.test(one))
      .map((one) => `${named.get(one) ?? own}.${one}`);
    return [`${own}.${name}`, [...new Set(all)]] as const;
  });
  const declared = [...text.matchAll(DECLARES)].map(([, name = '']) => `${own}.${name}`);
  return {
    ...{ specifiers: [OWN_PACKAGE, ...new Set(imported)], handedOn: [] },
    ...(interfaces.length > 0 && { implements: Object.fromEntries(interfaces) }),
    ...(declared.length > 0 && { declares: declared }),
  };
}

/** `class JpaOrders extends Orders implements OrderStore, Closeable {` */
const IMPLEMENTS = /\bclass\s+(\w{1,100})[^{};]{0,300}?\bimplements\s+([^{};]{1,300})\{/g;

/** `public interface OrderStore {`; what is annotated with `@interface` is none. */
const DECLARES = /^[ \t]*(?:(?:public|sealed)[ \t]+)*interface[ \t]+([A-Z]\w{0,100})/gm;

/** The files of a package: of the file's own folder, or below the nearest folder that holds its path. */
export function resolveJava(
  specifier: string,
  from: string,
  manifests: Manifests,
): readonly string[] {
  const own = folderOf(from);
  if (specifier === OWN_PACKAGE) return sourcesIn(own, manifests);
  const path = specifier.replaceAll('.', '/');
  // Packages from elsewhere begin with another name than that of this file.
  const [first = ''] = path.split('/');
  if (!`/${own}/`.includes(`/${first}/`)) return [];
  for (const folder of upwards(own)) {
    const found = sourcesIn(joined(folder, path), manifests);
    if (found.length > 0) return found;
  }
  for (const module of modulesIn(manifests)) {
    const found = sourcesIn(joined(module, `src/main/java/${path}`), manifests);
    if (found.length > 0) return found;
  }
  return [];
}

/** The folders of the modules of a build; the other modules of a project stand beside the file's own. */
const modulesIn = keptWith((manifests: Manifests): readonly string[] =>
  ['pom.xml', 'build.gradle', 'build.gradle.kts'].flatMap((name) =>
    manifests.named(name).map(folderOf),
  ),
);

function sourcesIn(folder: string, manifests: Manifests): readonly string[] {
  return manifests.inFolder(folder).filter((path) => /(?<!Tests?)\.java$/.test(path));
}

/** Whether a text names a class that its package, or a package it imports, offers. */
export function takesOfJava(text: string, { offeredBy }: Surroundings): boolean {
  const words = new Set(text.match(/\w+/g));
  return mentionsOfJava(text).specifiers.some((specifier) =>
    [...offeredBy(specifier).keys()].some((offered) => words.has(offered.replace(/^does /, ''))),
  );
}
