import type { Linking } from '../../../contracts/linking';
import { applicationCodeDetector } from '../detect';
import { grammarOf } from '../grammars';
import { readPackage, readTypeScriptConfig } from './javascript-manifests';
import { mentionsOf, takenBy } from './javascript-mentions';
import { resolveJavaScript } from './javascript-paths';

/** How files of code take names from one another. */
export const linking: Linking = {
  links: (path) => isJavaScript(path) && applicationCodeDetector.mayBe(path),
  mentions: ({ text }) => mentionsOf(text),
  resolve(specifier, from, manifests) {
    const path = resolveJavaScript(specifier, from, manifests);
    return path === undefined ? [] : [path];
  },
  takes({ text }, { offeredBy }) {
    return takenBy(text).some(({ specifier, name, local }) => {
      const offers = offeredBy(specifier);
      if (offers.has(name) || offers.has(`${name}()`)) return true;
      return (
        name === 'default' &&
        [...offers.keys()].some((offered) => text.includes(`${local}.${offered.replace('()', '')}`))
      );
    });
  },
  isManifest: (path) => /(?:^|\/)(?:package|jsconfig|tsconfig(?:\.[\w.-]+)?)\.json$/.test(path),
  readManifest: (path, text) =>
    path.endsWith('package.json') ? readPackage(text) : readTypeScriptConfig(text),
};

function isJavaScript(path: string): boolean {
  return /^(?:typescript|tsx)$/.test(grammarOf(path) ?? '');
}
