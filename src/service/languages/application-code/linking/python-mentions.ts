import type { HandedOn, Mentions } from '../../../contracts/linking';
import type { Taken } from './javascript-mentions';

/** `from a.b import c, d as e`, on one line or in parentheses. */
const FROM =
  /^([ \t]*)from[ \t]+([.\w]{1,200})[ \t]+import[ \t]+(?:\(([^()]{0,2000})\)|([^\n(]{1,1000}))/gm;

/** `import a.b as c, d` */
const IMPORT = /^[ \t]*import[ \t]+([\w., \t]{1,1000})/gm;

/** `orders = Orders()`, of a whole module. */
const INSTANCE = /^(\w{1,100})[ \t]*(?::[^=\n]{1,100})?=[ \t]*([A-Z]\w{0,100})\(/gm;

/** The names a text takes from other modules; `default` is a module as a whole. */
export function takenByPython(text: string): readonly Taken[] {
  const taken: Taken[] = [];
  for (const [, , module = '', listed, line = ''] of text.matchAll(FROM)) {
    for (const { name, local } of namesIn(listed ?? line)) {
      taken.push({ specifier: module, name, local });
      // A name of a package may be a module of its own.
      taken.push({ specifier: submodule(module, name), name: 'default', local });
    }
  }
  for (const [, names = ''] of text.matchAll(IMPORT)) {
    for (const { name, local } of namesIn(names)) {
      taken.push({ specifier: name, name: 'default', local });
    }
  }
  return taken;
}

/**
 * What a text takes from other modules. A package hands on what its `__init__.py` takes, and a module
 * what its objects can do whose classes it takes.
 */
export function mentionsOfPython(path: string, text: string): Mentions {
  const taken = takenByPython(text);
  const names = taken.filter(({ name }) => name !== 'default');
  const handedOn: HandedOn[] = /(?:^|\/)__init__\.py$/.test(path)
    ? names.map(({ specifier, name, local }) => ({ specifier, name, as: local }))
    : [];
  for (const [, as = '', type = ''] of names.length === 0 ? [] : text.matchAll(INSTANCE)) {
    const from = names.find(({ local }) => local === type);
    if (from) handedOn.push({ specifier: from.specifier, name: from.name, as });
  }
  return { specifiers: [...new Set(taken.map(({ specifier }) => specifier))], handedOn };
}

/** `a` and `b` as `a.b`; `.` and `b` as `.b`. */
export function submodule(module: string, name: string): string {
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}

function namesIn(listed: string): readonly { readonly name: string; readonly local: string }[] {
  return listed
    .replace(/#[^\n]*/g, '')
    .split(',')
    .flatMap((part) => {
      const [, name, local] = /^\s*([\w.]+)(?:\s+as\s+(\w+))?\s*$/.exec(part) ?? [];
      return name === undefined ? [] : [{ name, local: local ?? name }];
    });
}
