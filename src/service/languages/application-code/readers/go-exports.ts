import type { Exported, Origin } from '../reading';
import type { Node } from '../syntax/node';
import { children, descendants, spanOf } from '../tree';

/** Reads what the other files of a package, or its importers, can take: variables, fields, functions. */
export function readGoExports(root: Node): readonly Exported[] {
  return children(root).flatMap((declaration) => {
    switch (declaration.type) {
      case 'var_declaration':
        return descendants(declaration, ['var_spec']).flatMap(variables);
      case 'type_declaration':
        return children(declaration).flatMap(fields);
      case 'function_declaration':
        return handedOut(declaration);
      default:
        return [];
    }
  });
}

function variables(spec: Node): readonly Exported[] {
  return spec.childrenForFieldName('name').map((name) => ({
    name: name.text,
    at: spanOf(name),
    origins: [
      ...typeAt(spec.childForFieldName('type')),
      { kind: 'name' as const, name: name.text },
    ],
  }));
}

/** The fields of a struct, each as one of its type. */
function fields(spec: Node): readonly Exported[] {
  const owner = spec.childForFieldName('name');
  const struct = spec.childForFieldName('type');
  const [list] = struct?.type === 'struct_type' ? children(struct) : [];
  if (!owner || !list) return [];
  return children(list).flatMap((field) =>
    field.childrenForFieldName('name').map((name) => ({
      name: `field ${owner.text}.${name.text}`,
      at: spanOf(name),
      origins: typeAt(field.childForFieldName('type')),
    })),
  );
}

/** What a function returns first, by its type. */
function handedOut(declaration: Node): readonly Exported[] {
  const name = declaration.childForFieldName('name');
  const result = declaration.childForFieldName('result');
  const first = result?.type === 'parameter_list' ? children(result)[0] : result;
  const origins = typeAt(first ? (first.childForFieldName('type') ?? first) : null);
  return name && origins.length > 0 ? [{ name: `${name.text}()`, at: spanOf(name), origins }] : [];
}

function typeAt(type: Node | null): readonly Origin[] {
  return type && type.text.length <= 80 ? [{ kind: 'type', type: type.text }] : [];
}
