import type { Manifests } from '../../../contracts/linking';
import { folderOf, upwards } from '../../../text/paths';
import { entryOf } from '../../../text/tables';
import { LIBRARIES } from '../libraries/all';
import type { PackageManifest } from './javascript-manifests';

/** The packages whose version makes a difference to what is said. */
const KNOWN = new Set(
  LIBRARIES.filter(({ language }) => language === 'javascript').flatMap(({ modules }) =>
    modules.map(packageOf),
  ),
);

/** The version of a library that the nearest `package.json` asks for. */
export function versionOfPackage(
  specifier: string,
  from: string,
  manifests: Manifests,
): string | undefined {
  const name = packageOf(specifier);
  if (!KNOWN.has(name)) return undefined;
  for (const folder of upwards(folderOf(from))) {
    const path = folder === '' ? 'package.json' : `${folder}/package.json`;
    const manifest = manifests.at(path) as PackageManifest | undefined;
    const version = entryOf(manifest?.versions ?? {}, name);
    if (version !== undefined) return version;
  }
  return undefined;
}

/** `mysql2` of `mysql2/promise`, `@prisma/client` of itself. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
