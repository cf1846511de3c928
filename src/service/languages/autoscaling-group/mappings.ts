import { simplified } from './fields';
import { child, itemsOf, type Node, type ObjectNode, textOf } from './tree';

/** The same tree with `Fn::FindInMap` of literal keys as what the map says. What holds none is not copied. */
export function withMappings(node: Node, mappings: ObjectNode | undefined): Node {
  return mappings === undefined ? node : looked(node, mappings);
}

function looked(node: Node, mappings: ObjectNode): Node {
  switch (node.kind) {
    case 'intrinsic': {
      const found = node.name === 'Fn::FindInMap' ? valueIn(node.argument, mappings) : undefined;
      if (found) {
        // It is computed, and is changed in the map.
        return {
          kind: 'intrinsic',
          at: node.at,
          name: 'Local',
          argument: { ...found, at: node.at },
        };
      }
      const argument = looked(node.argument, mappings);
      return argument === node.argument ? node : { ...node, argument };
    }
    case 'array': {
      const items = node.items.map((item) => looked(item, mappings));
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
    }
    case 'object': {
      const members = node.members.map((entry) => {
        const value = looked(entry.value, mappings);
        return value === entry.value ? entry : { ...entry, value };
      });
      const same = members.every((entry, index) => entry === node.members[index]);
      return same ? node : { ...node, members };
    }
    default:
      return node;
  }
}

/** The scalar that a map, a key of it and a key of that lead to; a reference is no key that is known. */
function valueIn(argument: Node, mappings: ObjectNode): Node | undefined {
  const keys = itemsOf(argument)
    .slice(0, 3)
    .map((item) => textOf(simplified(item)));
  let at: Node | undefined = mappings;
  for (const key of keys) {
    if (key === undefined) return undefined;
    at = child(at, key);
  }
  return keys.length === 3 && at?.kind === 'scalar' ? at : undefined;
}
