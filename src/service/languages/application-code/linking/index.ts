import type { Linking, Mentions, Surroundings } from '../../../contracts/linking';
import { applicationCodeDetector } from '../detect';
import { type Grammar, grammarOf } from '../grammars';
import {
  declaredVersionOf,
  declaresVersions,
  majorInPath,
  readVersions,
} from './declared-versions';
import { mentionsOfGo, readGoModule, resolveGo, takesOfGo } from './go';
import { mentionsOfJava, resolveJava, takesOfJava } from './java';
import { readPackage, readTypeScriptConfig } from './javascript-manifests';
import { mentionsOf, type Taken, takenBy } from './javascript-mentions';
import { packageNamed, resolveJavaScript } from './javascript-paths';
import { versionOfPackage } from './javascript-versions';
import { mentionsOfPython, takenByPython } from './python-mentions';
import { resolvePython } from './python-paths';
import { readingsOf } from './readings';

const NOTHING: Mentions = { specifiers: [], handedOn: [] };

/** How files of code take names from one another. */
export const linking: Linking = {
  links: (path) => familyOf(path) !== undefined && applicationCodeDetector.mayBe(path),
  mentions({ path, text }) {
    switch (familyOf(path)) {
      case 'javascript':
        return mentionsOf(text);
      case 'python':
        return mentionsOfPython(path, text);
      case 'go':
        return mentionsOfGo(text);
      case 'java':
        return mentionsOfJava(text);
      default:
        return NOTHING;
    }
  },
  resolve(specifier, from, manifests) {
    switch (familyOf(from)) {
      case 'javascript':
        return one(resolveJavaScript(specifier, from, manifests));
      case 'python':
        return one(resolvePython(specifier, from, manifests));
      case 'go':
        return resolveGo(specifier, from, manifests);
      case 'java':
        return resolveJava(specifier, from, manifests);
      default:
        return [];
    }
  },
  packageNamed: (specifier, from, manifests) =>
    familyOf(from) === 'javascript' ? packageNamed(specifier, manifests) : undefined,
  readings: (path, call) => readingsOf(call, grammarOf(path) ?? 'typescript'),
  takes({ path, text }, surroundings) {
    const family = familyOf(path);
    if (family === 'go') return takesOfGo(text, surroundings);
    if (family === 'java') return takesOfJava(text, surroundings);
    const taken = family === 'python' ? takenByPython(text) : takenBy(text);
    return taken.some((name) => takesName(name, text, surroundings));
  },
  versionOf(specifier, from, manifests) {
    switch (familyOf(from)) {
      case 'javascript':
        return versionOfPackage(specifier, from, manifests);
      case 'go':
        return majorInPath(specifier);
      default:
        return declaredVersionOf(specifier, from, manifests);
    }
  },
  isManifest: (path) => MANIFESTS.test(path) || declaresVersions(path),
  readManifest(path, text) {
    if (path.endsWith('go.mod')) return readGoModule(text);
    if (declaresVersions(path)) return readVersions(path, text);
    try {
      return path.endsWith('package.json') ? readPackage(text) : readTypeScriptConfig(text);
    } catch {
      // The parser goes as deep as the text does, and this one is no manifest.
      return undefined;
    }
  },
};

const MANIFESTS = /(?:^|\/)(?:go\.mod|package\.json|(?:jsconfig|tsconfig(?:\.[\w.-]+)?)\.json)$/;

const FAMILIES: Readonly<Partial<Record<Grammar, 'javascript' | 'python' | 'go' | 'java'>>> = {
  typescript: 'javascript',
  tsx: 'javascript',
  python: 'python',
  go: 'go',
  java: 'java',
};

function familyOf(path: string) {
  const grammar = grammarOf(path);
  return grammar && FAMILIES[grammar];
}

/** What a file offers under a name: a value, what a function hands out, a type, what a function does. */
const FORMS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => `${name}()`,
  (name) => `type ${name}`,
  (name) => `does ${name}`,
  (name) => `relations ${name}`,
];

function takesName(
  { specifier, name, local }: Taken,
  text: string,
  { offeredBy }: Surroundings,
): boolean {
  const offers = offeredBy(specifier);
  if (FORMS.some((form) => offers.has(form(name)))) return true;
  return (
    name === 'default' &&
    [...offers.keys()].some((offered) =>
      text.includes(`${local}.${offered.replace(/^does |\(\)$/g, '')}`),
    )
  );
}

function one(path: string | undefined): readonly string[] {
  return path === undefined ? [] : [path];
}
