import type { Node } from '../../syntax/node';
import { children, descendants } from '../../tree';

/** What the names of a file are imported from. */
export interface Imported {
  /** Names bound to modules: `psycopg2`, `mysql.connector`. */
  readonly modules: ReadonlyMap<string, string>;
  /** Names bound to something of a module. */
  readonly names: ReadonlyMap<string, { readonly module: string; readonly name: string }>;
}

/** Reads `import a.b as c` and `from a import b as c`. */
export function readImports(root: Node): Imported {
  const modules = new Map<string, string>();
  const names = new Map<string, { module: string; name: string }>();
  for (const statement of descendants(root, ['import_statement'])) {
    for (const part of children(statement)) {
      const module = part.childForFieldName('name')?.text ?? part.text;
      modules.set(part.childForFieldName('alias')?.text ?? module, module);
    }
  }
  for (const statement of descendants(root, ['import_from_statement'])) {
    const source = statement.childForFieldName('module_name');
    if (!source) continue;
    for (const part of children(statement)) {
      if (part.id === source.id) continue;
      const name = part.childForFieldName('name')?.text ?? part.text;
      names.set(part.childForFieldName('alias')?.text ?? name, { module: source.text, name });
    }
  }
  return { modules, names };
}

/** What a callee stands for, if it is imported. */
export function resolve(callee: Node, { modules, names }: Imported) {
  if (callee.type === 'identifier') {
    const binding = names.get(callee.text);
    return binding && { ...binding, nameNode: callee };
  }
  const object = callee.childForFieldName('object');
  const attribute = callee.childForFieldName('attribute');
  if (!object || !attribute) return undefined;
  const binding = names.get(object.text);
  const module =
    modules.get(object.text) ??
    (binding && `${binding.module}.${binding.name}`) ??
    memberOf(object.text, modules);
  return module === undefined ? undefined : { module, name: attribute.text, nameNode: attribute };
}

/** `redis.Redis` of `import redis`. */
function memberOf(text: string, modules: Imported['modules']): string | undefined {
  const [, first = '', rest = ''] = /^(\w+)((?:\.\w+)+)$/.exec(text) ?? [];
  const module = modules.get(first);
  return module === undefined ? undefined : module + rest;
}

/** A class of the file that extends an imported one makes what that makes. */
export function withSubclasses(root: Node, imported: Imported): Imported {
  const names = new Map(imported.names);
  for (const written of descendants(root, ['class_definition'])) {
    const name = written.childForFieldName('name');
    const [base, ...others] = children(written.childForFieldName('superclasses') ?? written);
    if (!name || !base || others.length > 0 || !written.childForFieldName('superclasses')) continue;
    const found = resolve(base, { ...imported, names });
    if (found) names.set(name.text, { module: found.module, name: found.name });
  }
  return names.size === imported.names.size ? imported : { ...imported, names };
}
